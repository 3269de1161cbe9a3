-- Orders, tickets, payments, refunds, the ledger and what providers told us.
create table orders (
  id uuid primary key,
  code text not null unique,
  organization_id uuid not null references organizations on delete restrict,
  event_id uuid not null references events on delete restrict,
  state text not null check (state in ('held', 'pending_payment', 'paid', 'partially_refunded', 'refunded', 'cancelled', 'expired', 'released', 'late_paid')),
  user_id uuid references users on delete set null,
  buyer_name text not null,
  buyer_email text not null,
  buyer_phone text not null,
  document_type text,
  document_number text,
  locale text not null,
  currency text not null,
  subtotal_minor bigint not null check (subtotal_minor >= 0),
  fees_minor bigint not null check (fees_minor >= 0),
  taxes_minor bigint not null check (taxes_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  refunded_minor bigint not null default 0,
  -- The price snapshot that was accepted, and its hash.
  quote jsonb not null,
  quote_hash text not null,
  -- `scope:key` of the caller's Idempotency-Key, and what was asked with it.
  idempotency_key text unique,
  request_hash text not null,
  channel text not null default 'web',
  referral text,
  expires_at timestamptz,
  placed_at timestamptz not null,
  paid_at timestamptz,
  -- The payment that bought the tickets; any other success under this order is money to give back.
  paid_with uuid,
  link_version int not null default 1,
  consent jsonb not null,
  version int not null default 1,
  check (total_minor = subtotal_minor + fees_minor + taxes_minor),
  check (refunded_minor between 0 and total_minor),
  check (state not in ('held', 'pending_payment') or expires_at is not null),
  check (state not in ('paid', 'partially_refunded', 'refunded') or paid_at is not null)
);
create index on orders (event_id, placed_at desc, id desc);
create index on orders (organization_id, paid_at);
create index on orders (user_id) where user_id is not null;
create index on orders (buyer_email);
create index on orders (buyer_phone);
create index orders_expiring on orders (expires_at) where state in ('held', 'pending_payment');

create table order_lines (
  id uuid primary key,
  order_id uuid not null references orders on delete cascade,
  organization_id uuid not null,
  ticket_type_id uuid not null references ticket_types on delete restrict,
  tier_id uuid,
  name jsonb not null,
  tier_name jsonb,
  quantity int not null check (quantity > 0),
  admissions int not null check (admissions >= 1),
  unit_minor bigint not null check (unit_minor >= 0),
  fee_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  total_minor bigint not null,
  commission_bp int not null,
  check (total_minor = unit_minor * quantity + fee_minor + tax_minor)
);
create index on order_lines (order_id);
create index on order_lines (ticket_type_id);

-- What was taken from stock: releases never recompute.
create table order_pools (
  order_id uuid not null references orders on delete cascade,
  pool_id uuid not null references pools on delete restrict,
  organization_id uuid not null,
  quantity int not null check (quantity > 0),
  primary key (order_id, pool_id)
);
create index on order_pools (pool_id);

create table tickets (
  id uuid primary key,
  code text not null unique,
  order_id uuid not null references orders on delete restrict,
  order_line_id uuid not null references order_lines on delete restrict,
  organization_id uuid not null references organizations on delete restrict,
  event_id uuid not null references events on delete restrict,
  ticket_type_id uuid not null references ticket_types on delete restrict,
  holder_name text,
  state text not null default 'active' check (state in ('active', 'cancelled', 'transferred')),
  serial int not null default 1 check (serial between 1 and 255),
  kid int not null default 1,
  unit_minor bigint not null,
  created_at timestamptz not null,
  cancelled_at timestamptz
);
create index on tickets (order_id);
create index on tickets (event_id, id);
create index on tickets (ticket_type_id);

create table payments (
  id uuid primary key,
  order_id uuid not null references orders on delete restrict,
  organization_id uuid not null,
  event_id uuid not null,
  attempt int not null,
  reference text not null unique,
  provider text not null,
  provider_ref text,
  method text not null,
  state text not null check (state in ('created', 'requires_action', 'pending', 'succeeded', 'failed', 'expired', 'cancelled', 'voided', 'partially_refunded', 'refunded', 'needs_review')),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  next jsonb,
  failure jsonb,
  acceptances jsonb not null default '[]',
  idempotency_key text unique,
  request_hash text not null,
  review_reason text,
  expires_at timestamptz not null,
  next_poll_at timestamptz,
  polls int not null default 0,
  created_at timestamptz not null,
  settled_at timestamptz,
  unique (order_id, attempt),
  unique (provider, provider_ref)
);
create index payments_to_poll on payments (next_poll_at) where next_poll_at is not null;

create table refunds (
  id uuid primary key,
  order_id uuid not null references orders on delete restrict,
  payment_id uuid references payments on delete restrict,
  organization_id uuid not null,
  event_id uuid not null,
  ticket_ids uuid[] not null default '{}',
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  reason text not null check (reason in ('event_cancelled', 'retracto', 'payment_reversal', 'duplicate', 'late_payment', 'voluntary', 'goodwill')),
  note text,
  state text not null check (state in ('requested', 'approved', 'processing', 'manual', 'succeeded', 'failed')),
  -- One refund for one cause: the cause asked twice is the same refund.
  cause text not null unique,
  provider_ref text,
  evidence text,
  requested_by text,
  attempts int not null default 0,
  due_at timestamptz not null,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index on refunds (order_id);
create index on refunds (organization_id, created_at desc);
create index refunds_open on refunds (state) where state in ('requested', 'approved', 'processing');

create table webhook_inbox (
  id uuid primary key,
  provider text not null,
  dedupe_key text not null,
  raw bytea not null,
  headers jsonb not null,
  received_at timestamptz not null,
  worked_at timestamptz,
  attempts int not null default 0,
  error text,
  unique (provider, dedupe_key)
);
create index webhook_waiting on webhook_inbox (received_at) where worked_at is null;

-- Double entry. Amounts are signed: debit positive, credit negative; every transaction sums to zero in each currency.
create table ledger_accounts (
  id uuid primary key,
  code text not null,
  currency text not null,
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense')),
  organization_id uuid references organizations on delete restrict,
  balance_minor bigint not null default 0,
  unique (code, currency)
);
create index on ledger_accounts (organization_id);
create table ledger_transactions (
  id uuid primary key,
  kind text not null,
  -- Same cause, same posting: a repeat is refused by this.
  external_id text not null unique,
  order_id uuid references orders on delete restrict,
  organization_id uuid,
  occurred_at timestamptz not null,
  reverses_id uuid references ledger_transactions
);
create index on ledger_transactions (order_id);
create table ledger_entries (
  transaction_id uuid not null references ledger_transactions on delete restrict,
  seq int not null,
  account_id uuid not null references ledger_accounts on delete restrict,
  organization_id uuid,
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null,
  primary key (transaction_id, seq)
);
create index on ledger_entries (account_id);
create function private.ledger_balances() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.ledger_entries where transaction_id = new.transaction_id group by currency having sum(amount_minor) <> 0) then
    raise exception 'ledger transaction % does not balance', new.transaction_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on ledger_entries deferrable initially deferred for each row execute function private.ledger_balances();
create trigger append_only before update or delete or truncate on ledger_entries for each statement execute function private.refuse_change();
create trigger append_only before update or delete or truncate on ledger_transactions for each statement execute function private.refuse_change();

do $$
declare t text;
begin
  foreach t in array array['orders', 'order_lines', 'order_pools', 'tickets', 'payments', 'refunds', 'webhook_inbox', 'ledger_accounts', 'ledger_transactions', 'ledger_entries'] loop
    execute format('alter table %I enable row level security', t);
    execute format('revoke all on %I from anon, authenticated', t);
    execute format('grant all on %I to service_role', t);
  end loop;
  foreach t in array array['orders', 'order_lines', 'payments', 'refunds'] loop
    execute format('grant select on %I to anon, authenticated', t);
    execute format('create policy team_reads on %I for select to authenticated using (organization_id = any (array(select private.my_organizations(''orders.read''))))', t);
  end loop;
  foreach t in array array['order_lines', 'payments', 'refunds', 'tickets'] loop
    execute format('create policy buyer_reads on %I for select to anon, authenticated using (order_id in (select id from orders where user_id = (select auth.uid()) or id = (select private.linked_order())))', t);
  end loop;
  foreach t in array array['ledger_accounts', 'ledger_transactions', 'ledger_entries'] loop
    execute format('grant select on %I to authenticated', t);
    execute format('create policy finance_reads on %I for select to authenticated using (organization_id = any (array(select private.my_organizations(''money.read''))))', t);
  end loop;
end $$;
create policy buyer_reads on orders for select to anon, authenticated using (user_id = (select auth.uid()) or id = (select private.linked_order()));
grant select on tickets to anon, authenticated;
create policy team_reads on tickets for select to authenticated using (organization_id = any (array(select private.my_organizations('attendees.read'))));
revoke update, delete, truncate on ledger_entries, ledger_transactions from service_role;
