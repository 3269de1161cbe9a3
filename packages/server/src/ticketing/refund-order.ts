import type { Handler, RefundView, payments } from '@fashionistas/contract'
import { actorId, type Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import { emitTo } from '#core/outbox.ts'
import { permit } from '#people/index.ts'
import { attemptsOf, requestRefund } from '#payments/index.ts'
import { postRefund } from './confirm.ts'
import { lockOrder, type Order } from './load-order.ts'
import { hasTickets } from './order-states.ts'
import type { TicketingParts } from './parts.ts'
import { refundView } from './refund-view.ts'
import { movePools, lockPools } from './stock.ts'

/** Gives back an order or some of its tickets: the tickets die at once, stock returns, the money follows. */
export const refundOrder =
  (parts: TicketingParts): Handler<typeof payments.refundOrder, Context> =>
  async ({ orderId, ticketIds, reason, note }, context) => {
    const seen = await context.tx.selectFrom('orders').select(['organization_id']).where('id', '=', orderId).executeTakeFirst()
    if (!seen) return context.refuse('not_found')
    await permit(context, seen.organization_id, 'orders.refund')
    // Orders, stock and ledger are written by the system only; the permission was checked above.
    return await context.elevated(async () => {
      const order = await lockOrder(context.tx, orderId)
      if (!order || !hasTickets(order.state)) return context.refuse('order_state_wrong')
      const tickets = order.tickets.filter(
        ({ id, state }) => state === 'active' && (ticketIds === undefined || ticketIds.some((wanted) => wanted === id)),
      )
      if (tickets.length === 0 || (ticketIds && tickets.length < ticketIds.length)) return context.refuse('refund_not_allowed')
      const inside = await parts.admissions.firstEntries(
        context.tx,
        tickets.map(({ id }) => id),
      )
      if (inside.size > 0 && reason !== 'goodwill') return context.refuse('refund_not_allowed', { admitted: inside.size })
      const id = await refundTickets(context.tx, parts, order, {
        tickets,
        reason,
        note: note ?? null,
        requestedBy: actorId(context.actor),
        cause: `order:${order.id}:${order.version}`,
      })
      context.note({
        organizationId: order.organizationId,
        target: `order:${order.id}`,
        before: { state: order.state, refundedMinor: order.refundedMinor },
        after: { tickets: tickets.length, reason, refundId: id },
      })
      if (!id) return context.refuse('refund_not_allowed')
      return await refundView(context.tx, id)
    })
  }

type Refunding = {
  readonly tickets: readonly Order['tickets'][number][]
  readonly reason: RefundView['reason']
  readonly note: string | null
  readonly requestedBy: string | null
  readonly cause: string
}

/**
 * Cancels tickets of a locked order, gives their stock back and promises the money. The last tickets take the rest of the total, so
 * that partial refunds add up to what was paid. Returns the refund's id; undefined when there was nothing to pay back.
 */
export async function refundTickets(tx: Tx, parts: TicketingParts, order: Order, refunding: Refunding): Promise<string | undefined> {
  const now = parts.world.now()
  const ids = refunding.tickets.map(({ id }) => id)
  const rest = order.tickets.filter(({ id, state }) => state === 'active' && !ids.includes(id))
  const openMinor = order.totalMinor - order.refundedMinor
  const amountMinor =
    rest.length === 0
      ? openMinor
      : Math.min(
          openMinor,
          refunding.tickets.reduce((sum, ticket) => sum + ticket.unitMinor, 0),
        )
  await tx.updateTable('tickets').set({ state: 'cancelled', cancelled_at: now }).where('id', 'in', ids).execute()
  await parts.tokens.revoke(tx, { id: order.eventId, organizationId: order.organizationId }, refunding.tickets)
  await returnStock(tx, order, refunding.tickets, rest.length === 0)
  await tx
    .updateTable('orders')
    .set((e) => ({
      state: rest.length === 0 ? 'refunded' : 'partially_refunded',
      refunded_minor: e('refunded_minor', '+', amountMinor),
      version: e('version', '+', 1),
    }))
    .where('id', '=', order.id)
    .execute()
  await emitTo(tx, {
    id: parts.world.newId(),
    type: 'order.refunded',
    occurredAt: now,
    organizationId: order.organizationId,
    topics: [`order:${order.id}`, `event:${order.eventId}:sales`, `event:${order.eventId}:door`],
    data: { orderId: order.id, eventId: order.eventId, ticketIds: ids, amount: { minor: amountMinor, currency: order.currency } },
  })
  if (amountMinor === 0) return undefined
  // The one that bought them: a second payment of the order may be on its own way back.
  const payment = (await attemptsOf(tx, [order.id])).find(({ id }) => id === order.paidWith)
  const refund = await requestRefund(tx, parts.world, {
    orderId: order.id,
    paymentId: payment?.id ?? null,
    organizationId: order.organizationId,
    eventId: order.eventId,
    ticketIds: ids,
    amountMinor,
    currency: order.currency,
    ...refunding,
  })
  if (refund.isNew) await postRefund(tx, parts, order, { id: refund.id, amountMinor })
  return refund.id
}

/** Units are counted by line: a group ticket's stock returns when the last of its people is refunded. */
async function returnStock(tx: Tx, order: Order, tickets: Refunding['tickets'], isAll: boolean): Promise<void> {
  const taken = await tx.selectFrom('order_pools').select(['pool_id', 'quantity']).where('order_id', '=', order.id).execute()
  if (taken.length === 0) return
  const share = await tx
    .selectFrom('type_pools')
    .select(['ticket_type_id', 'pool_id', 'weight'])
    .where(
      'pool_id',
      'in',
      taken.map(({ pool_id }) => pool_id),
    )
    .execute()
  const tierOf = new Map(order.lines.map((line) => [line.id, line.tierId]))
  const tierPools = await tx
    .selectFrom('price_tiers')
    .select(['id', 'pool_id'])
    .where(
      'id',
      'in',
      order.lines.flatMap(({ tierId }) => tierId ?? []),
    )
    .execute()
  const back = new Map<string, number>()
  const add = (poolId: string, quantity: number) => back.set(poolId, (back.get(poolId) ?? 0) + quantity)
  for (const line of order.lines) {
    const gone = order.tickets.filter(
      ({ lineId, state, id }) => lineId === line.id && (state !== 'active' || tickets.some((ticket) => ticket.id === id)),
    ).length
    const goneBefore = order.tickets.filter(({ lineId, state }) => lineId === line.id && state !== 'active').length
    const units = Math.floor(gone / line.admissions) - Math.floor(goneBefore / line.admissions)
    if (units === 0) continue
    for (const { ticket_type_id, pool_id, weight } of share) if (ticket_type_id === line.typeId) add(pool_id, weight * units)
    const tierPool = tierPools.find(({ id }) => id === tierOf.get(line.id))?.pool_id
    if (tierPool && taken.some(({ pool_id }) => pool_id === tierPool)) add(tierPool, units)
  }
  // Never more than was taken: the organizer may have changed weights or shared quotas since.
  const given = new Map(taken.map(({ pool_id, quantity }) => [pool_id, isAll ? quantity : Math.min(quantity, back.get(pool_id) ?? 0)]))
  await lockPools(tx, [...given.keys()])
  await movePools(tx, new Map([...given].map(([id, quantity]) => [id, { held: 0, sold: -quantity }])))
  for (const [pool_id, quantity] of given) {
    if (quantity === 0) continue
    const row = taken.find((take) => take.pool_id === pool_id)
    if (row && row.quantity === quantity) await tx.deleteFrom('order_pools').where('order_id', '=', order.id).where('pool_id', '=', pool_id).execute()
    else
      await tx
        .updateTable('order_pools')
        .set((e) => ({ quantity: e('quantity', '-', quantity) }))
        .where('order_id', '=', order.id)
        .where('pool_id', '=', pool_id)
        .execute()
  }
}
