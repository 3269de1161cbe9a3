-- Extensions, helpers of row-level security, people, organizations, and what the kernel needs: outbox, audit, idempotency.
create extension if not exists unaccent with schema extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists btree_gist with schema extensions;

create schema private;
revoke all on schema private from public;
grant usage on schema private to anon, authenticated, service_role;

-- Accents do not matter when people search. Immutable by promise: the dictionary is fixed by name.
create function private.plain(words text) returns text language sql immutable parallel safe strict
  as $$ select lower(extensions.unaccent('extensions.unaccent'::regdictionary, words)) $$;
create text search configuration public.es (copy = pg_catalog.spanish);
alter text search configuration public.es alter mapping for hword, hword_part, word with extensions.unaccent, spanish_stem;

create table users (
  id uuid primary key,
  name text not null default '',
  email text not null unique,
  email_verified boolean not null default false,
  phone_number text unique,
  phone_number_verified boolean not null default false,
  image text,
  locale text not null default 'es-CO' check (locale in ('es-CO', 'en')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on sessions (user_id);
create table accounts (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text, refresh_token text, id_token text,
  access_token_expires_at timestamptz, refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on accounts (user_id);
create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on verifications (identifier);

create table organizations (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (length(name) between 2 and 120),
  kind text not null check (kind in ('organizer', 'sponsor', 'venue', 'agency', 'brand', 'platform')),
  description text, city text, website text, email text, phone text, legal_name text, nit text,
  version int not null default 1,
  created_at timestamptz not null default now()
);
create table memberships (
  id uuid primary key,
  organization_id uuid not null references organizations on delete cascade,
  user_id uuid references users on delete cascade,
  email text not null,
  role text not null check (role in ('owner', 'manager', 'finance', 'marketing', 'coordinator', 'production', 'technical', 'security', 'door', 'venue_manager', 'sponsor', 'professional', 'admin')),
  invited_by uuid,
  joined_at timestamptz,
  created_at timestamptz not null default now(),
  unique (organization_id, email)
);
create index on memberships (user_id);
create unique index on memberships (organization_id, user_id) where user_id is not null;
create table api_keys (
  id uuid primary key,
  organization_id uuid not null references organizations on delete cascade,
  name text not null,
  start text not null,
  secret_hash text not null unique,
  permissions text[] not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index on api_keys (organization_id);

-- Filled from the contract's permissions at every migration: one place says who may do what.
create table private.role_permissions (role text not null, permission text not null, primary key (role, permission));
grant select on private.role_permissions to service_role;

-- The organizations in which the caller holds a permission. Does not depend on a row, so a policy calls it once a query.
create function private.my_organizations(wanted text) returns setof uuid language sql stable security definer set search_path = '' as $$
  select m.organization_id from public.memberships m join private.role_permissions p on p.role = m.role
   where m.user_id = auth.uid() and m.joined_at is not null and p.permission = wanted
  union
  select (auth.jwt() -> 'key' ->> 'organization')::uuid where auth.jwt() -> 'key' -> 'permissions' ? wanted
  union
  select o.id from public.organizations o
   where exists (select from public.memberships m join public.organizations own on own.id = m.organization_id
                  where m.user_id = auth.uid() and m.joined_at is not null and m.role = 'admin' and own.kind = 'platform')
$$;
-- The order whose signed link the caller holds.
create function private.linked_order() returns uuid language sql stable set search_path = '' as $$ select (auth.jwt() ->> 'order')::uuid $$;
grant execute on all functions in schema private to anon, authenticated, service_role;

create sequence outbox_position;
create table outbox (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  type text not null,
  organization_id uuid,
  data jsonb not null,
  topics text[] not null default '{}',
  occurred_at timestamptz not null,
  -- Given when the relay hands it on; the live stream resumes after it.
  position bigint
);
create index outbox_waiting on outbox (seq) where position is null;
create unique index on outbox (position) where position is not null;

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('guest', 'user', 'key', 'link', 'system')),
  actor_id text,
  organization_id uuid,
  operation text not null,
  target text,
  request_id text,
  ip text,
  before jsonb,
  after jsonb
);
create index on audit_log (organization_id, at desc);
create function private.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on audit_log for each statement execute function private.refuse_change();

create table idempotency_keys (
  scope text not null,
  key text not null,
  operation text not null,
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);
create index on idempotency_keys (created_at);

-- Written by every caller's transaction, whatever its role: through functions, so that no role may write the tables themselves.
create function private.emit(id uuid, type text, organization_id uuid, data jsonb, topics text[], occurred_at timestamptz) returns void language sql security definer set search_path = '' as $$
  insert into public.outbox (id, type, organization_id, data, topics, occurred_at) values ($1, $2, $3, $4, $5, $6)
$$;
create function private.audit(actor_kind text, actor_id text, organization_id uuid, operation text, target text, request_id text, ip text, before jsonb, after jsonb, at timestamptz) returns void language sql security definer set search_path = '' as $$
  insert into public.audit_log (actor_kind, actor_id, organization_id, operation, target, request_id, ip, before, after, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
$$;
create function private.claim_key(scope text, key text, operation text, request_hash text) returns table (is_new boolean, known_hash text, response jsonb) language plpgsql security definer set search_path = '' as $$
begin
  insert into public.idempotency_keys as k (scope, key, operation, request_hash) values ($1, $2, $3, $4) on conflict do nothing;
  if found then
    return query select true, $4, null::jsonb;
  else
    return query select false, k.operation || ' ' || k.request_hash, k.response from public.idempotency_keys k where k.scope = $1 and k.key = $2;
  end if;
end $$;
create function private.answer_key(scope text, key text, response jsonb) returns void language sql security definer set search_path = '' as $$
  update public.idempotency_keys set response = $3 where idempotency_keys.scope = $1 and idempotency_keys.key = $2
$$;
grant execute on all functions in schema private to anon, authenticated, service_role;

alter table users enable row level security;
alter table sessions enable row level security;
alter table accounts enable row level security;
alter table verifications enable row level security;
alter table organizations enable row level security;
alter table memberships enable row level security;
alter table api_keys enable row level security;
alter table outbox enable row level security;
alter table audit_log enable row level security;
alter table idempotency_keys enable row level security;
alter table private.role_permissions enable row level security;

revoke all on all tables in schema public from anon, authenticated;
grant all on all tables in schema public to service_role;
grant usage on all sequences in schema public to service_role;
revoke update, delete, truncate on audit_log from service_role;
grant usage on schema public to anon, authenticated, service_role;

grant select, update (name, locale, updated_at) on users to authenticated;
create policy own_account on users to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()));
grant select (id, user_id, expires_at, ip_address, user_agent, created_at), delete on sessions to authenticated;
create policy own_sessions on sessions to authenticated using (user_id = (select auth.uid()));

grant select (id, slug, name, kind, description, city, website, created_at) on organizations to anon;
grant select, insert, update on organizations to authenticated;
create policy public_face on organizations for select to anon using (kind <> 'platform');
create policy members_read on organizations for select to authenticated using (kind <> 'platform' or id = any (array(select private.my_organizations('organization.read'))));
create policy managers_change on organizations for update to authenticated using (id = any (array(select private.my_organizations('organization.manage'))));

grant select, insert, update, delete on memberships to authenticated;
create policy own_memberships on memberships for select to authenticated using (user_id = (select auth.uid()));
create policy colleagues on memberships for select to authenticated using (organization_id = any (array(select private.my_organizations('organization.read'))));
create policy managers_write on memberships to authenticated
  using (organization_id = any (array(select private.my_organizations('members.manage'))))
  with check (organization_id = any (array(select private.my_organizations('members.manage'))) and role <> 'admin');
grant select, insert, update on api_keys to authenticated;
create policy keys_of_managers on api_keys to authenticated
  using (organization_id = any (array(select private.my_organizations('keys.manage'))))
  with check (organization_id = any (array(select private.my_organizations('keys.manage'))));
grant select on audit_log to authenticated;
create policy managers_read on audit_log for select to authenticated using (organization_id = any (array(select private.my_organizations('organization.manage'))));
