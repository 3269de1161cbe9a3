import { ListId, TicketTypeId } from '@fashionistas/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { DB } from '#core/schema.ts'

export type List = Selectable<DB['check_in_lists']>

/** The lists of an event, the first one first: it is the one that a scan without a list means. */
export async function listsOf(tx: Tx, eventId: string): Promise<readonly List[]> {
  return await tx.selectFrom('check_in_lists').selectAll().where('event_id', '=', eventId).orderBy('created_at').orderBy('id').execute()
}

export const toList = (list: List) => ({
  id: ListId.parse(list.id),
  name: list.name,
  typeIds: list.type_ids.map((id) => TicketTypeId.parse(id)),
  allowsReentry: list.allows_reentry,
  opensAt: list.opens_at?.toISOString() ?? null,
  closesAt: list.closes_at?.toISOString() ?? null,
})
