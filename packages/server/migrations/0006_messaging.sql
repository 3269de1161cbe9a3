-- One message for many orders (an event that is cancelled), worked off in parts: the relay must not wait for ten thousand rows.
create table broadcasts (
  id uuid primary key,
  dedupe_key text not null unique,
  template text not null,
  event_id uuid not null,
  data jsonb not null,
  -- Who is meant is decided at once: a refund that follows must not take anybody off the list.
  order_ids uuid[] not null,
  next_index int not null default 1,
  created_at timestamptz not null,
  done_at timestamptz
);
create index broadcasts_open on broadcasts (created_at) where done_at is null;
create index deliveries_sending on deliveries (updated_at) where state = 'sending';
create index on inbound_messages (address, received_at desc);
create index message_intents_order on message_intents (order_id) where order_id is not null;
alter table broadcasts enable row level security;
revoke all on broadcasts from anon, authenticated;
grant all on broadcasts to service_role;
