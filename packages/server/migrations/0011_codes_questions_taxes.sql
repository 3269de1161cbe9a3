-- Promo codes, questions to the buyer, and the tax inside a price. Checks of old tables hold for new rows from now on; 0015 looks at the old ones.

alter table events add column iva_bp int not null default 0;
alter table events add constraint events_iva_bp_check check (iva_bp in (0, 500, 1900)) not valid;
grant select (iva_bp) on events to anon, authenticated;

-- A code's uses are stock: one unit of its pool an order, held and sold with the tickets, so it cannot be used once too often.
alter table pools drop constraint pools_kind_check;
alter table pools add constraint pools_kind_check check (kind in ('event', 'type', 'tier', 'shared', 'long_hold', 'code')) not valid;

create table promo_codes (
  id uuid primary key,
  event_id uuid not null references events on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  -- As it is compared: capitals, without spaces.
  code text not null check (code ~ '^[A-Z0-9Ñ_-]{3,40}$'),
  percent_bp int check (percent_bp between 1 and 10000),
  amount_minor bigint check (amount_minor > 0),
  -- The types that it makes cheaper; empty: all of them.
  type_ids uuid[] not null default '{}',
  max_per_buyer int check (max_per_buyer >= 1),
  starts_at timestamptz,
  ends_at timestamptz,
  pool_id uuid not null unique references pools on delete restrict,
  is_active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null,
  unique (event_id, code),
  check (num_nonnulls(percent_bp, amount_minor) = 1),
  check (ends_at > starts_at)
);
create index on promo_codes (organization_id);

create table questions (
  id uuid primary key,
  event_id uuid not null references events on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  kind text not null check (kind in ('text', 'choice', 'yes_no')),
  label jsonb not null,
  options jsonb not null default '[]',
  is_required boolean not null,
  position int not null,
  removed_at timestamptz
);
create index on questions (event_id, position);
create index on questions (organization_id);

create table order_answers (
  order_id uuid not null references orders on delete cascade,
  question_id uuid not null references questions on delete restrict,
  organization_id uuid not null,
  -- The question as it was asked.
  label jsonb not null,
  value text not null check (length(value) <= 500),
  primary key (order_id, question_id)
);
create index on order_answers (question_id);

alter table orders
  add column discount_minor bigint not null default 0,
  -- The part of the total that is tax inside the prices.
  add column tax_included_minor bigint not null default 0,
  add column promo_code_id uuid;
alter table orders add constraint orders_discount_minor_check check (discount_minor >= 0) not valid;
alter table orders add constraint orders_promo_code_id_fkey foreign key (promo_code_id) references promo_codes on delete restrict not valid;
alter table orders drop constraint orders_check;
alter table orders add constraint orders_total_adds_up check (total_minor = subtotal_minor - discount_minor + fees_minor + taxes_minor) not valid;
alter table orders add constraint orders_tax_within_total check (tax_included_minor between 0 and total_minor) not valid;

alter table order_lines
  add column discount_minor bigint not null default 0,
  -- The rate of the tax inside the price, as it was when it was sold.
  add column iva_bp int not null default 0;
alter table order_lines add constraint order_lines_discount_minor_check check (discount_minor >= 0) not valid;
alter table order_lines drop constraint order_lines_check;
alter table order_lines add constraint order_lines_total_adds_up check (total_minor = unit_minor * quantity - discount_minor + fee_minor + tax_minor) not valid;

do $$
declare t text;
begin
  foreach t in array array['promo_codes', 'questions', 'order_answers'] loop
    execute format('alter table %I enable row level security', t);
    execute format('revoke all on %I from anon, authenticated', t);
    execute format('grant all on %I to service_role', t);
  end loop;
  foreach t in array array['promo_codes', 'questions'] loop
    execute format('grant select, insert, update, delete on %I to authenticated', t);
    execute format('create policy team_reads on %I for select to authenticated using (organization_id = any (array(select private.my_organizations(''events.read''))))', t);
    execute format('create policy editors_write on %I to authenticated using (organization_id = any (array(select private.my_organizations(''events.write'')))) with check (organization_id = any (array(select private.my_organizations(''events.write''))))', t);
  end loop;
end $$;
-- What a visitor is asked is public, once the event is.
grant select on questions to anon;
create policy on_stage on questions for select to anon, authenticated using (removed_at is null and event_id in (select id from events where state <> 'draft'));
grant select on order_answers to anon, authenticated;
create policy team_reads on order_answers for select to authenticated using (organization_id = any (array(select private.my_organizations('orders.read'))));
create policy buyer_reads on order_answers for select to anon, authenticated
  using (order_id in (select id from orders where user_id = (select auth.uid()) or id = (select private.linked_order())));

-- One look a statement instead of one an entry: all entries of a transaction are written by one statement.
drop trigger balanced on ledger_entries;
drop function private.ledger_balances();
create function private.ledger_balances() returns trigger language plpgsql security definer set search_path = '' as $$
declare wrong uuid;
begin
  select e.transaction_id into wrong from public.ledger_entries e where e.transaction_id in (select transaction_id from added)
   group by e.transaction_id, e.currency having sum(e.amount_minor) <> 0 limit 1;
  if found then
    raise exception 'ledger transaction % does not balance', wrong using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger balanced after insert on ledger_entries referencing new table as added for each statement execute function private.ledger_balances();
