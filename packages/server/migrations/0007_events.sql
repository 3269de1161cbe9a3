-- Discovery: cities by their slug, and the lowest price that is on sale now, kept for filtering and ordering.
create function private.slug(words text) returns text language sql immutable parallel safe strict
  as $$ select trim(both '-' from regexp_replace(private.plain(words), '[^a-z0-9]+', '-', 'g')) $$;
grant execute on function private.slug(text) to anon, authenticated, service_role;
create index events_by_city on events (private.slug(city), starts_at, id) where state in ('active', 'sold_out', 'postponed');
create index events_ending on events (ends_at) where state in ('active', 'sold_out');

-- A read model: what cards show is computed at the moment; this one may lag by half a minute when a tier switches by date.
create table event_prices (
  event_id uuid primary key references events on delete cascade,
  price_minor bigint check (price_minor >= 0),
  -- The next instant at which a tier or a window opens or ends.
  changes_at timestamptz
);
create index on event_prices (price_minor);
create index on event_prices (changes_at) where changes_at is not null;
alter table event_prices enable row level security;
revoke all on event_prices from anon, authenticated;
grant all on event_prices to service_role;
