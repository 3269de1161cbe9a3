import type { Context } from '#core/context.ts'
import type { Tickets } from './draft-steps.ts'
import { updateEvent, type EventRow } from './event-row.ts'
import { dropUnusedPools } from './pools.ts'
import { matchIds } from './write-tiers.ts'
import { writeType } from './write-type.ts'

/** Brings the types of a draft to what the step says, and gives the step back with the ids that they have. */
export async function applyTickets(context: Context, event: EventRow, tickets: Tickets): Promise<Readonly<Record<string, unknown>>> {
  const { tx } = context
  await updateEvent(context, event.id, { currency: tickets.currency, refund_policy: tickets.refundPolicy, iva_bp: tickets.ivaBp })
  const known = await tx
    .selectFrom('ticket_types')
    .select('id')
    .where('event_id', '=', event.id)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const ids = matchIds(
    tickets.types.map(({ id }) => id),
    known.map(({ id }) => id),
    context.newId,
    'types',
  )
  const gone = known.filter(({ id }) => !ids.includes(id)).map(({ id }) => id)
  if (gone.length > 0) await tx.deleteFrom('ticket_types').where('id', 'in', gone).execute() // nothing of a draft was ever sold

  const types: unknown[] = []
  for (const [position, type] of tickets.types.entries()) {
    const id = ids[position] ?? context.newId()
    const tierIds = await writeType(context, { ...event, currency: tickets.currency }, type, { id, position })
    types.push({ ...type, id, tiers: type.tiers.map((tier, at) => ({ ...tier, id: tierIds[at] })) })
  }
  await dropUnusedPools(context, event.id)
  return { ...tickets, types }
}
