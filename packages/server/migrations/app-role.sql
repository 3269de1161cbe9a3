-- The role of our own connections: it may become anon, authenticated or service_role, and can do nothing as itself. Run before the migrations
-- everywhere, also on Supabase, after the three roles exist; safe to run again.
do $$
begin
  if exists (select from pg_roles where rolname = 'fashionistas_app') then return; end if;
  create role fashionistas_app nologin noinherit;
  grant anon, authenticated, service_role to fashionistas_app;
  -- Who is not a superuser needs the membership to connect as it.
  if current_setting('is_superuser') = 'off' then execute format('grant fashionistas_app to %I', current_user); end if;
-- Roles belong to the whole cluster, a lock to one database: another database may have made it meanwhile, with its memberships.
exception when duplicate_object or unique_violation then null;
end $$;
