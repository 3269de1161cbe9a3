import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { mustBeVersion } from './event-row.ts'
import { isOpenForChange } from './lifecycle.ts'
import { dropUnusedPools } from './pools.ts'
import { getType, lockType } from './ticket-type-view.ts'
import { tellChange } from './tell-change.ts'
import { mustMakeSense, writeType } from './write-type.ts'

/** What was sold keeps its price: it stands on the order. Stock cannot fall below what was promised. */
export const changeTicketType: Handler<typeof events.changeTicketType, Context> = async ({ typeId, ...input }, context) => {
  const { event, type: before, position } = await lockType(context, typeId, 'events.write')
  mustBeVersion(before.version, context)
  if (!isOpenForChange(event.state)) return context.refuse('event_state_wrong', { state: event.state })
  mustMakeSense(input, event.currency)
  if (input.quantity < before.held + before.sold) return context.refuse('capacity_below_sold', { least: before.held + before.sold })
  await writeType(context, event, input, { id: typeId, position })
  await dropUnusedPools(context, event.id)
  const after = await getType(context, typeId)
  await tellChange(context, event, { before: { ticketType: before }, after: { ticketType: after } })
  return after
}
