-- What strangers may read, column by column: grants are for roles, so a policy that shows a row shows every granted column of it.
-- A signed-in person sees the organizations that they belong to; the public face of the others is told by the api and to guests.
drop policy members_read on organizations;
create policy members_read on organizations for select to authenticated using (id = any (array(select private.my_organizations('organization.read'))));

do $$
declare shown text;
begin
  -- All but what the platform earns of an event.
  select string_agg(quote_ident(column_name), ', ') into shown from information_schema.columns
   where table_schema = 'public' and table_name = 'events' and column_name <> 'commission_bp';
  revoke select on events from anon, authenticated;
  execute format('grant select (%s) on events to anon, authenticated', shown);
end $$;
