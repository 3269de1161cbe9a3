import { sql } from 'kysely'
import { namedBy, uuids, type Invariant, type Subject } from '#core/invariant.ts'

const doors: Subject = {
  name: 'door',
  table: 'check_in_counts',
  key: 'event_id',
  changed: (stretch) => sql`select event_id as id from check_in_counts where event_id in (${namedBy('eventId', stretch)})`,
  settlesAfterMs: 0,
  slice: 50,
}

export const doorInvariants: readonly Invariant[] = [
  {
    // Once a list; where people may come back, not before they left.
    id: 'admission_once',
    of: 'everything',
    broken: () => sql`
      select again.ticket_id as id from admissions again join check_in_lists l on l.id = again.list_id where again.entry > 1
         and (not l.allows_reentry or exists (select from admissions earlier where earlier.list_id = again.list_id and earlier.ticket_id = again.ticket_id
                                                 and earlier.entry < again.entry and earlier.exited_at is null))`,
  },
  {
    id: 'door_counts',
    of: doors,
    broken: ({ ids }) => sql`
      select c.event_id as id from check_in_counts c, lateral (
        select count(*) as admitted, count(*) filter (where is_inside) as inside
          from (select bool_or(exited_at is null) as is_inside from admissions where event_id = c.event_id group by ticket_id) people) counted
       where c.event_id = any(${uuids(ids)}) and (c.admitted <> counted.admitted or c.inside <> counted.inside)`,
  },
]
