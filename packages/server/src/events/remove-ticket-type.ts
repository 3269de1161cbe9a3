import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { dropUnusedPools, lockPools } from './pools.ts'
import { getType, lockType } from './ticket-type-view.ts'
import { tellChange } from './tell-change.ts'

/** The row stays for the orders that expired with it; its stock goes. */
export const removeTicketType: Handler<typeof events.removeTicketType, Context> = async ({ typeId }, context) => {
  const { event } = await lockType(context, typeId, 'events.write')
  await lockPools(context.tx, event.id)
  const type = await getType(context, typeId) // again, now that no sale can come between
  if (type.held + type.sold > 0) return context.refuse('type_has_sales', { sold: type.sold, held: type.held })
  await context.tx.updateTable('ticket_types').set({ removed_at: context.now() }).where('id', '=', typeId).execute()
  await context.tx.updateTable('price_tiers').set({ removed_at: context.now(), pool_id: null }).where('ticket_type_id', '=', typeId).execute()
  await context.tx.deleteFrom('type_pools').where('ticket_type_id', '=', typeId).execute()
  await dropUnusedPools(context, event.id)
  await tellChange(context, event, { before: { ticketType: type } })
  return {}
}
