-- Lists of a full house: the public's policies ask for the event of a row instead of gathering all events first.
alter policy on_sale on ticket_types using (visibility = 'public' and removed_at is null and exists (select from events e where e.id = event_id and e.state <> 'draft'));
alter policy on_sale on price_tiers using (removed_at is null and exists (select from ticket_types t where t.id = ticket_type_id and t.visibility = 'public' and t.removed_at is null));
alter policy on_stage on questions using (removed_at is null and exists (select from events e where e.id = event_id and e.state <> 'draft'));

-- What a found event is ranked by: its title, and where it is. Small enough to lie in the row; to rank by `search`, which has every word of the
-- description, means to unpack it for each of thousands of events. Kept by a trigger: a generated column would rewrite the table under a lock.
create function private.search_brief(title jsonb, city text, venue_name text) returns tsvector language sql immutable parallel safe as $$
  select setweight(to_tsvector('public.es', coalesce(title ->> 'es', '') || ' ' || coalesce(title ->> 'en', '')), 'A') ||
         setweight(to_tsvector('public.es', coalesce(city, '') || ' ' || coalesce(venue_name, '')), 'B')
$$;
alter table events add column search_brief tsvector;
create function private.keep_search_brief() returns trigger language plpgsql as $$
begin
  new.search_brief := private.search_brief(new.title, new.city, new.venue_name);
  return new;
end $$;
grant execute on function private.search_brief(jsonb, text, text), private.keep_search_brief() to authenticated, service_role;
create trigger search_brief before insert or update of title, city, venue_name on events for each row execute function private.keep_search_brief();
update events set search_brief = private.search_brief(title, city, venue_name);
