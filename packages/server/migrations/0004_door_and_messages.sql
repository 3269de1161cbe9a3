-- The door (online now, offline-ready), consents and messages.
create table event_keys (
  event_id uuid not null references events on delete cascade,
  kid int not null,
  organization_id uuid not null references organizations on delete cascade,
  public_key text not null,
  -- Encrypted with the installation's secret; signing happens on the server only.
  private_key text not null,
  created_at timestamptz not null default now(),
  primary key (event_id, kid)
);
create table check_in_lists (
  id uuid primary key,
  event_id uuid not null references events on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  name text not null,
  type_ids uuid[] not null default '{}',
  allows_reentry boolean not null default false,
  opens_at timestamptz,
  closes_at timestamptz,
  created_at timestamptz not null default now()
);
create index on check_in_lists (event_id);
create table devices (
  id uuid primary key,
  organization_id uuid not null references organizations on delete cascade,
  event_id uuid not null references events on delete cascade,
  name text not null,
  public_key text not null,
  gate text,
  last_seq bigint not null default 0,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
-- Every scan, also the refused ones; never changed.
create table scans (
  id uuid primary key,
  event_id uuid not null references events on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  list_id uuid not null references check_in_lists on delete cascade,
  ticket_id uuid references tickets on delete restrict,
  device_id uuid references devices on delete set null,
  device_seq bigint,
  direction text not null check (direction in ('in', 'out')),
  verdict text not null,
  gate text,
  scanned_by uuid,
  device_time timestamptz,
  scanned_at timestamptz not null,
  undone_at timestamptz,
  undo_reason text,
  unique (device_id, device_seq)
);
create index on scans (event_id, scanned_at desc);
create index on scans (ticket_id);
-- One row an entry; the primary key refuses the second person with the same ticket.
create table admissions (
  list_id uuid not null references check_in_lists on delete cascade,
  ticket_id uuid not null references tickets on delete restrict,
  entry int not null,
  event_id uuid not null references events on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  scan_id uuid not null references scans on delete restrict,
  gate text,
  admitted_at timestamptz not null,
  exited_at timestamptz,
  primary key (list_id, ticket_id, entry)
);
create index on admissions (event_id, admitted_at);
create index on admissions (ticket_id);
create table revocations (
  event_id uuid not null references events on delete cascade,
  seq bigint generated always as identity,
  organization_id uuid not null references organizations on delete cascade,
  ticket_id uuid not null references tickets on delete cascade,
  min_serial int not null,
  at timestamptz not null default now(),
  primary key (event_id, seq)
);
create index on revocations (ticket_id);

create table consents (
  id uuid primary key,
  user_id uuid references users on delete set null,
  contact text not null,
  purpose text not null,
  channel text,
  granted boolean not null,
  text_version text not null,
  proof jsonb not null default '{}',
  ip text,
  at timestamptz not null
);
create index on consents (contact, purpose, at desc);

create table message_intents (
  id uuid primary key,
  dedupe_key text not null unique,
  template text not null,
  organization_id uuid,
  event_id uuid,
  order_id uuid,
  user_id uuid,
  locale text not null,
  recipient_name text,
  email text,
  phone text,
  channels text[] not null,
  data jsonb not null,
  -- All open messages under one key are withdrawn together (an event that is cancelled).
  cancellation_key text,
  not_before timestamptz not null,
  created_at timestamptz not null
);
create index on message_intents (cancellation_key);
create index on message_intents (event_id, created_at desc);
create table deliveries (
  id uuid primary key,
  intent_id uuid not null references message_intents on delete cascade,
  organization_id uuid,
  event_id uuid,
  channel text not null check (channel in ('whatsapp', 'email', 'sms')),
  address text not null,
  state text not null check (state in ('queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'dead', 'cancelled')),
  rank int not null default 0,
  attempts int not null default 0,
  not_before timestamptz not null,
  fallback_at timestamptz,
  provider_id text,
  code text,
  reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (intent_id, channel)
);
create index deliveries_due on deliveries (not_before) where state = 'queued';
create index deliveries_fallback on deliveries (fallback_at) where fallback_at is not null;
create index on deliveries (provider_id);
create index on deliveries (event_id, created_at desc);
create table inbound_messages (
  id uuid primary key,
  channel text not null,
  provider_id text not null,
  address text not null,
  name text,
  kind text not null,
  body text not null,
  received_at timestamptz not null,
  raw jsonb not null,
  unique (channel, provider_id)
);

do $$
declare t text;
begin
  foreach t in array array['event_keys', 'check_in_lists', 'devices', 'scans', 'admissions', 'revocations', 'consents', 'message_intents', 'deliveries', 'inbound_messages'] loop
    execute format('alter table %I enable row level security', t);
    execute format('revoke all on %I from anon, authenticated', t);
    execute format('grant all on %I to service_role', t);
  end loop;
  foreach t in array array['scans', 'admissions'] loop
    execute format('grant select on %I to authenticated', t);
    execute format('create policy door_reads on %I for select to authenticated using (organization_id = any (array(select private.my_organizations(''attendees.read''))))', t);
  end loop;
  foreach t in array array['message_intents', 'deliveries'] loop
    execute format('grant select on %I to authenticated', t);
    execute format('create policy team_reads on %I for select to authenticated using (organization_id = any (array(select private.my_organizations(''messages.read''))))', t);
  end loop;
end $$;
grant select, insert, update on check_in_lists to authenticated;
create policy door_reads on check_in_lists for select to authenticated using (organization_id = any (array(select private.my_organizations('door.scan'))));
create policy editors_write on check_in_lists to authenticated
  using (organization_id = any (array(select private.my_organizations('events.write')))) with check (organization_id = any (array(select private.my_organizations('events.write'))));
grant select on consents to authenticated;
create policy own_consents on consents for select to authenticated using (user_id = (select auth.uid()));
grant usage on all sequences in schema public to service_role;

-- The seed's name for sold tickets, for integrators and BI tools; the caller's own row-level security applies.
create view ticket_sales with (security_invoker = true) as
  select t.id, t.ticket_type_id, t.event_id, o.buyer_name, o.buyer_email, o.buyer_phone, 1 as quantity, (t.unit_minor::numeric / 100) as total_amount,
         o.state as payment_status, t.code as qr_code, o.paid_at as purchased_at
    from tickets t join orders o on o.id = t.order_id;
grant select on ticket_sales to authenticated, service_role;
