import type { Tx } from '#core/database.ts'
import { lockOrder } from './load-order.ts'
import { hasTickets, holdsStock } from './order-states.ts'
import type { TicketingParts } from './parts.ts'
import { refundTickets } from './refund-order.ts'
import { releaseStock } from './stock.ts'

/** A cancelled event gives every buyer everything back, and ends what was only held. */
export async function refundCancelledEvent(tx: Tx, parts: TicketingParts, eventId: string): Promise<void> {
  const orders = await tx
    .selectFrom('orders')
    .select('id')
    .where('event_id', '=', eventId)
    .where('state', 'in', ['held', 'pending_payment', 'paid', 'partially_refunded'])
    .orderBy('id')
    .execute()
  for (const { id } of orders) {
    const order = await lockOrder(tx, id)
    if (!order) continue
    const tickets = order.tickets.filter(({ state }) => state === 'active')
    if (hasTickets(order.state) && tickets.length > 0)
      await refundTickets(tx, parts, order, {
        tickets,
        reason: 'event_cancelled',
        note: null,
        requestedBy: null,
        cause: `event_cancelled:${order.id}`,
      })
    if (!holdsStock(order.state)) continue
    await tx
      .updateTable('orders')
      .set((e) => ({ state: 'released', version: e('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await releaseStock(tx, [id])
  }
}
