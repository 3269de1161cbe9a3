-- The role of our own connections: it may become anon, authenticated or service_role, and can do nothing as itself. Run before the migrations
-- everywhere, also on Supabase, after the three roles exist; safe to run again.
do $$
begin
  perform pg_advisory_xact_lock(hashtext('fashionistas bootstrap')); -- roles belong to the whole cluster: two databases may be made at once
  if not exists (select from pg_roles where rolname = 'fashionistas_app') then
    create role fashionistas_app nologin noinherit;
    grant anon, authenticated, service_role to fashionistas_app;
    -- Who is not a superuser needs the membership to connect as it.
    if current_setting('is_superuser') = 'off' then execute format('grant fashionistas_app to %I', current_user); end if;
  end if;
end $$;
