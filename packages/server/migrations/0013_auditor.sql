-- The auditor's memory: how far it has walked, how each invariant stands, and which rows break one.
create table audit_walks (
  -- What is walked: 'order', 'pool' ...
  subject text primary key,
  -- The happening up to which changed rows were looked at.
  position bigint not null,
  -- The last row that the pass over all rows has looked at; null between two passes.
  cursor uuid,
  pass_started_at timestamptz,
  passed_at timestamptz
);
create table invariant_checks (
  invariant text primary key,
  checked_at timestamptz not null,
  whole_at timestamptz,
  took_ms real not null,
  -- The last look failed or took too long.
  is_unfinished boolean not null
);
create table invariant_breaks (
  invariant text not null,
  row_id text not null,
  found_at timestamptz not null,
  primary key (invariant, row_id)
);
-- One row: whose turn it is, so that several workers do not look at the same.
create table audit_turns (
  id boolean primary key default true check (id),
  taken_at timestamptz not null
);

-- What the provider says that it took, when it is not what we asked for: it can be given back, or booked.
alter table payments add column told_minor bigint, add column told_currency text;

do $$
declare t text;
begin
  foreach t in array array['audit_walks', 'invariant_checks', 'invariant_breaks', 'audit_turns'] loop
    execute format('alter table %I enable row level security', t);
    execute format('revoke all on %I from anon, authenticated', t);
    execute format('grant all on %I to service_role', t);
  end loop;
end $$;
