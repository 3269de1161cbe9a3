-- The door decides many scans in one transaction: counters instead of counting, one check of a scan's list instead of three, and permissions of many callers at once.

-- How many came and how many are inside, people and not entries. The row is also the lock of the event's door: who decides holds it.
-- No CHECK: a figure that is wrong must not close a door; that it is what the admissions say is tested.
create table check_in_counts (
  event_id uuid primary key references events on delete cascade,
  organization_id uuid not null references organizations on delete cascade,
  admitted int not null,
  inside int not null
) with (fillfactor = 20); -- written at every batch: room for its next versions beside it
alter table check_in_counts enable row level security;
revoke all on check_in_counts from anon, authenticated;
grant all on check_in_counts to service_role;

-- The event and the organization of a scan are those of its list: one foreign key says more than three did.
alter table check_in_lists add constraint check_in_lists_of_event unique (id, event_id, organization_id);
alter table scans
  drop constraint scans_list_id_fkey, drop constraint scans_event_id_fkey, drop constraint scans_organization_id_fkey,
  add constraint scans_of_list foreign key (list_id, event_id, organization_id) references check_in_lists (id, event_id, organization_id) on delete cascade not valid;
alter table admissions
  drop constraint admissions_list_id_fkey, drop constraint admissions_event_id_fkey, drop constraint admissions_organization_id_fkey,
  add constraint admissions_of_list foreign key (list_id, event_id, organization_id) references check_in_lists (id, event_id, organization_id) on delete cascade not valid;

-- Which scan ended an entry: two that ended two entries of a ticket in one moment are told apart when one of them is taken back.
alter table admissions add column exit_scan_id uuid;
update admissions a set exit_scan_id = s.id from scans s
 where s.list_id = a.list_id and s.ticket_id = a.ticket_id and s.verdict = 'exited' and s.scanned_at = a.exited_at and s.undone_at is null;

-- Which of several callers hold a permission in an organization: `private.my_organizations` asked as each of them, in their order.
-- A key is looked up as well, because its claims are as old as the request.
create function private.callers_permitted(callers jsonb, organization uuid, wanted text, at timestamptz)
  returns table (place int, is_permitted boolean, is_inside boolean, has_ended boolean) language plpgsql set search_path = '' as $$
declare
  before text := current_setting('request.jwt.claims', true);
  caller jsonb;
begin
  place := 0;
  for caller in select value from jsonb_array_elements(callers) loop
    perform set_config('request.jwt.claims', caller ->> 'claims', true);
    select exists (select from private.my_organizations(wanted) as mine(id) where mine.id = organization),
           exists (select from public.memberships m where m.organization_id = organization and m.user_id = auth.uid() and m.joined_at is not null)
             or coalesce((auth.jwt() -> 'key' ->> 'organization')::uuid = organization, false),
           exists (select from public.api_keys k where k.id = (caller ->> 'keyId')::uuid and (k.revoked_at is not null or k.expires_at <= callers_permitted.at))
      into is_permitted, is_inside, has_ended;
    return next;
    place := place + 1;
  end loop;
  perform set_config('request.jwt.claims', coalesce(before, ''), true);
end $$;
revoke execute on function private.callers_permitted from public;
grant execute on function private.callers_permitted to service_role;
