-- Venues, events, ticket types with tiers, and stock.
create table cities (
  slug text primary key,
  name text not null unique,
  latitude double precision not null,
  longitude double precision not null
);
insert into cities (slug, name, latitude, longitude) values
  ('medellin', 'Medellín', 6.2442, -75.5812), ('bogota', 'Bogotá', 4.7110, -74.0721), ('cali', 'Cali', 3.4516, -76.5320), ('cartagena', 'Cartagena', 10.3910, -75.4794),
  ('barranquilla', 'Barranquilla', 10.9685, -74.7813), ('bucaramanga', 'Bucaramanga', 7.1193, -73.1227), ('pereira', 'Pereira', 4.8087, -75.6906), ('manizales', 'Manizales', 5.0703, -75.5138),
  ('santa-marta', 'Santa Marta', 11.2408, -74.1990), ('armenia', 'Armenia', 4.5339, -75.6811);

create table venues (
  id uuid primary key,
  organization_id uuid references organizations on delete set null,
  name text not null,
  address text not null,
  city text not null,
  latitude double precision,
  longitude double precision,
  capacity int check (capacity > 0),
  created_at timestamptz not null default now()
);
create index on venues (city, name);

create table events (
  id uuid primary key,
  organization_id uuid not null references organizations on delete restrict,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  state text not null default 'draft' check (state in ('draft', 'active', 'sold_out', 'completed', 'cancelled', 'postponed')),
  type text check (type in ('fashion', 'corporate', 'cultural', 'concert')),
  title jsonb not null default '{"es":""}',
  summary jsonb,
  description jsonb,
  starts_at timestamptz,
  ends_at timestamptz,
  doors_at timestamptz,
  postponed_from timestamptz,
  time_zone text not null default 'America/Bogota',
  venue_id uuid references venues on delete set null,
  venue_name text,
  address text,
  city text,
  latitude double precision,
  longitude double precision,
  capacity int check (capacity > 0),
  dress_code jsonb,
  age_limit int check (age_limit between 0 and 99),
  accessibility jsonb,
  accent text check (accent ~* '^#[0-9a-f]{6}$'),
  pulep_code text,
  agenda jsonb not null default '[]',
  line_up jsonb not null default '[]',
  currency text not null default 'COP' check (currency in ('COP', 'USD', 'EUR')),
  refund_policy text not null default 'standard' check (refund_policy in ('standard', 'flexible', 'none')),
  -- Basis points of the ticket price that the platform earns; null = the rule of its type.
  commission_bp int check (commission_bp between 0 and 5000),
  cancel_reason text,
  published_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version int not null default 1,
  search_text text generated always as (private.plain(coalesce(title ->> 'es', '') || ' ' || coalesce(title ->> 'en', '') || ' ' || coalesce(city, '') || ' ' || coalesce(venue_name, ''))) stored,
  search tsvector generated always as (
    setweight(to_tsvector('public.es', coalesce(title ->> 'es', '') || ' ' || coalesce(title ->> 'en', '')), 'A') ||
    setweight(to_tsvector('public.es', coalesce(city, '') || ' ' || coalesce(venue_name, '') || ' ' || coalesce(summary ->> 'es', '')), 'B') ||
    setweight(to_tsvector('public.es', coalesce(description ->> 'es', '') || ' ' || coalesce(description ->> 'en', '')), 'C')) stored,
  check (ends_at > starts_at),
  check (doors_at <= starts_at),
  check (state = 'draft' or (type is not null and starts_at is not null and ends_at is not null and venue_name is not null and address is not null and city is not null and capacity is not null and published_at is not null))
);
create index on events (organization_id, starts_at desc);
create index events_on_stage on events (starts_at, id) where state in ('active', 'sold_out', 'postponed');
create index on events using gin (search);
create index on events using gin (search_text extensions.gin_trgm_ops);

create table event_drafts (
  event_id uuid primary key references events on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  created_by uuid,
  -- { basics: { saved, completedAt, secondsSpent }, ... }: what the person typed, also when it is not complete.
  steps jsonb not null default '{}',
  version int not null default 1,
  updated_at timestamptz not null default now()
);
create index on event_drafts (organization_id);

create table ticket_types (
  id uuid primary key,
  event_id uuid not null references events on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  name jsonb not null,
  description jsonb,
  position int not null default 0,
  min_per_order int not null default 1 check (min_per_order >= 1),
  max_per_order int not null default 10,
  admissions int not null default 1 check (admissions between 1 and 20),
  is_donation boolean not null default false,
  is_vip boolean not null default false,
  visibility text not null default 'public' check (visibility in ('public', 'hidden')),
  sales_start_at timestamptz,
  sales_end_at timestamptz,
  removed_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  check (max_per_order >= min_per_order)
);
create index on ticket_types (event_id, position);
create index on ticket_types (organization_id);

-- Stock. Only held, sold and blocked change in a sale; the CHECK is the last defence against selling a place twice.
create table pools (
  id uuid primary key,
  event_id uuid not null references events on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  kind text not null check (kind in ('event', 'type', 'tier', 'shared', 'long_hold')),
  name text not null,
  capacity int check (capacity >= 0),
  held int not null default 0 check (held >= 0),
  sold int not null default 0 check (sold >= 0),
  blocked int not null default 0 check (blocked >= 0),
  constraint pools_never_oversold check (held + sold + blocked <= capacity)
) with (fillfactor = 10);
create index on pools (event_id);
create index on pools (organization_id);

create table price_tiers (
  id uuid primary key,
  ticket_type_id uuid not null references ticket_types on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  name jsonb not null,
  position int not null default 0,
  price_minor bigint not null check (price_minor >= 0),
  starts_at timestamptz,
  ends_at timestamptz,
  -- The tier's own stock when it switches by sold count.
  pool_id uuid references pools,
  removed_at timestamptz,
  check (ends_at > starts_at)
);
create index on price_tiers (ticket_type_id, position);
create index on price_tiers (organization_id);
create index on price_tiers (pool_id) where pool_id is not null;

-- Which pools one unit of a type takes from, and how much of each.
create table type_pools (
  ticket_type_id uuid not null references ticket_types on delete cascade,
  pool_id uuid not null references pools on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  weight int not null default 1 check (weight >= 1),
  primary key (ticket_type_id, pool_id)
);
create index on type_pools (pool_id);

do $$
declare t text;
begin
  foreach t in array array['cities', 'venues', 'events', 'event_drafts', 'ticket_types', 'pools', 'price_tiers', 'type_pools'] loop
    execute format('alter table %I enable row level security', t);
    execute format('revoke all on %I from anon, authenticated', t);
    execute format('grant all on %I to service_role', t);
  end loop;
  foreach t in array array['event_drafts', 'ticket_types', 'pools', 'price_tiers', 'type_pools'] loop
    execute format('grant select, insert, update, delete on %I to authenticated', t);
    execute format('create policy team_reads on %I for select to authenticated using (organization_id = any (array(select private.my_organizations(''events.read''))))', t);
    execute format('create policy editors_write on %I to authenticated using (organization_id = any (array(select private.my_organizations(''events.write'')))) with check (organization_id = any (array(select private.my_organizations(''events.write''))))', t);
  end loop;
end $$;
grant select on cities to anon, authenticated;
create policy everyone on cities for select to anon, authenticated using (true);
grant select on venues to anon, authenticated;
grant insert, update on venues to authenticated;
create policy everyone on venues for select to anon, authenticated using (true);
create policy venue_people_write on venues to authenticated
  using (organization_id = any (array(select private.my_organizations('venues.write')))) with check (organization_id = any (array(select private.my_organizations('venues.write'))));
grant select on events to anon;
grant select, insert, update, delete on events to authenticated;
create policy on_stage on events for select to anon, authenticated using (state <> 'draft');
create policy team_reads on events for select to authenticated using (organization_id = any (array(select private.my_organizations('events.read'))));
create policy editors_create on events for insert to authenticated with check (organization_id = any (array(select private.my_organizations('events.write'))));
create policy editors_change on events for update to authenticated
  using (organization_id = any (array(select private.my_organizations('events.write')))) with check (organization_id = any (array(select private.my_organizations('events.write'))));
grant select on ticket_types, price_tiers to anon;
create policy on_sale on ticket_types for select to anon, authenticated using (visibility = 'public' and removed_at is null and event_id in (select id from events where state <> 'draft'));
create policy on_sale on price_tiers for select to anon, authenticated using (removed_at is null and ticket_type_id in (select id from ticket_types where visibility = 'public' and removed_at is null));
