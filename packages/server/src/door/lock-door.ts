import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import { countAdmissions } from './counts.ts'

/** The tickets that are about to be decided: from QR codes their ids, from typed codes the codes. */
export type Wanted = { readonly ids: readonly string[]; readonly codes: readonly string[] }

/**
 * Holds the event's door and these tickets until the transaction ends: in all processes one at a time decides, and no ticket is
 * refunded meanwhile. What is read after this is how it stays. Returns the event's organization; undefined when there is no such event.
 */
export async function lockDoor(tx: Tx, eventId: string, wanted: Wanted): Promise<string | undefined> {
  const found = await lock(tx, eventId, wanted)
  if (!found || found.is_counted) return found?.organization_id
  const { admitted, inside } = await countAdmissions(tx, eventId)
  await tx
    .insertInto('check_in_counts')
    .values({ event_id: eventId, organization_id: found.organization_id, admitted, inside })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await lock(tx, eventId, wanted))?.organization_id
}

/** The door first, then the tickets in the order of their ids: a select list is worked from left to right. */
async function lock(tx: Tx, eventId: string, { ids, codes }: Wanted): Promise<{ organization_id: string; is_counted: boolean } | undefined> {
  const { rows } = await sql<{ organization_id: string; is_counted: boolean }>`
    with door as materialized (select from check_in_counts where event_id = ${eventId} for update),
         held as materialized (select from tickets where id = any(${[...ids]}::uuid[]) or code = any(${[...codes]}::text[]) order by id for no key update)
    select organization_id, (select count(*) from door) = 1 as is_counted, (select count(*) from held) as held from events where id = ${eventId}`.execute(
    tx,
  )
  return rows[0]
}
