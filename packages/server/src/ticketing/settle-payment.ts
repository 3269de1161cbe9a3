import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'
import { emitTo, ofAll, type Happened, type Listeners } from '#core/outbox.ts'
import { post, refundExecuted, unownedCaptured } from '#ledger/index.ts'
import { findAttempt, isOpen, attemptsOf, requestRefund } from '#payments/index.ts'
import { confirm, confirmHeld } from './confirm.ts'
import { lockOrder, type Order } from './load-order.ts'
import { mayMove } from './order-states.ts'
import type { TicketingParts } from './parts.ts'
import { refundCancelledEvent } from './refund-event.ts'
import { lockPools, movePools } from './stock.ts'

const PaymentNews = z.object({
  paymentId: z.string(),
  orderId: z.string(),
  eventId: z.string(),
  provider: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
})
const RefundNews = z.object({ refundId: z.string(), orderId: z.string(), amount: z.object({ minor: z.int(), currency: z.string() }) })
const AboutOrder = z.object({ orderId: z.string() })
const EventNews = z.object({ eventId: z.string() })

/** What orders do when payments, refunds and events have news. Each runs in the relay's transaction and may run twice. */
export const ticketingListeners = (parts: TicketingParts): Listeners => ({
  [ofAll]: [{ all: lockAll }],
  'payment.succeeded': [
    {
      all: (tx, happenings) =>
        settleAll(
          tx,
          parts,
          happenings.map(({ data }) => PaymentNews.parse(data)),
        ),
    },
  ],
  'payment.failed': [(tx, happening) => fallBack(tx, parts, happening)],
  'refund.succeeded': [(tx, happening) => refunded(tx, parts, RefundNews.parse(happening.data))],
  'event.cancelled': [(tx, happening) => refundCancelledEvent(tx, parts, EventNews.parse(happening.data).eventId)],
})

const aboutOrders = ['payment.succeeded', 'payment.failed', 'refund.succeeded']

/**
 * The orders of a batch are locked before its stock and balances, as everybody does it: who waited for the next order with the stock of the
 * last in hand would wait in a circle with the sweeper or with a refund.
 */
async function lockAll(tx: Tx, happenings: readonly Happened[]): Promise<void> {
  const ids = happenings.filter(({ type }) => aboutOrders.includes(type)).map(({ data }) => AboutOrder.parse(data).orderId)
  if (ids.length > 0) await sql`select from orders where id = any(${ids}::uuid[]) order by id for update`.execute(tx)
}

/** Most money that comes in is a simple sale: all of those together, the others one by one. */
async function settleAll(tx: Tx, parts: TicketingParts, news: readonly z.infer<typeof PaymentNews>[]): Promise<void> {
  const first = new Map(news.toReversed().map((each) => [each.orderId, each])) // of two payments of one order the earlier buys
  const confirmed = await confirmHeld(tx, parts, first)
  for (const each of news) if (first.get(each.orderId) !== each || !confirmed.has(each.orderId)) await settle(tx, parts, each)
}

/** Money came in. It ends as tickets, or on its way back: never without a state. */
async function settle(tx: Tx, parts: TicketingParts, news: z.infer<typeof PaymentNews>): Promise<void> {
  const confirmed = await confirm(tx, parts, news.orderId, { paymentId: news.paymentId, provider: news.provider })
  if (confirmed.state === 'confirmed' || confirmed.state === 'same') return
  const order = await lockOrder(tx, news.orderId)
  if (!order) throw new Error(`no order ${news.orderId}`)
  await giveBack(tx, parts, order, news, confirmed.state === 'already' ? 'duplicate' : 'late_payment')
}

/** Money for nothing that we can hand over: a second payment, or one that came when nothing was left. */
async function giveBack(
  tx: Tx,
  parts: TicketingParts,
  order: Order,
  news: z.infer<typeof PaymentNews>,
  reason: 'duplicate' | 'late_payment',
): Promise<void> {
  const posted = await post(tx, {
    id: parts.world.newId(),
    kind: `payment.${reason}`,
    externalId: `unowned:${news.paymentId}`,
    orderId: order.id,
    organizationId: null,
    currency: news.currency,
    occurredAt: parts.world.now(),
    newId: parts.world.newId,
    legs: unownedCaptured(news.provider, news.amountMinor),
  })
  if (!posted) return
  await requestRefund(tx, parts.world, {
    orderId: order.id,
    paymentId: news.paymentId,
    organizationId: order.organizationId,
    eventId: order.eventId,
    ticketIds: [],
    amountMinor: news.amountMinor,
    currency: news.currency,
    reason,
    note: null,
    requestedBy: null,
    cause: `${reason}:${news.paymentId}`,
  })
  if (reason !== 'late_payment' || !mayMove(order.state, 'late_paid')) return
  if (order.state === 'pending_payment' || order.state === 'held') throw new Error('a held order always has its stock')
  await tx
    .updateTable('orders')
    .set((e) => ({ state: 'late_paid', version: e('version', '+', 1) }))
    .where('id', '=', order.id)
    .execute()
  await emitTo(tx, {
    id: parts.world.newId(),
    type: 'order.late_paid',
    occurredAt: parts.world.now(),
    organizationId: order.organizationId,
    topics: [`order:${order.id}`],
    data: { orderId: order.id, eventId: order.eventId, amount: { minor: news.amountMinor, currency: news.currency } },
  })
}

/** A payment failed: the hold goes on as it was, and units in long holds are counted normally again. */
async function fallBack(tx: Tx, parts: TicketingParts, happening: Happened): Promise<void> {
  const { orderId } = AboutOrder.parse(happening.data)
  const order = await lockOrder(tx, orderId)
  if (!order || order.state !== 'pending_payment') return
  const open = (await attemptsOf(tx, [orderId])).filter(({ state }) => isOpen(state))
  if (open.length > 0) return
  await leaveLongHold(tx, order.id)
  const until = new Date(parts.world.now().getTime() + parts.holdMinutes * 60_000)
  const expiresAt = order.expiresAt && order.expiresAt < until ? order.expiresAt : until
  await tx
    .updateTable('orders')
    .set((e) => ({ state: 'held', expires_at: expiresAt, version: e('version', '+', 1) }))
    .where('id', '=', orderId)
    .execute()
}

export async function leaveLongHold(tx: Tx, orderId: string): Promise<void> {
  const rows = await tx
    .deleteFrom('order_pools')
    .using('pools')
    .whereRef('pools.id', '=', 'order_pools.pool_id')
    .where('pools.kind', '=', 'long_hold')
    .where('order_pools.order_id', '=', orderId)
    .returning(['order_pools.pool_id', 'order_pools.quantity'])
    .execute()
  if (rows.length === 0) return
  await lockPools(
    tx,
    rows.map(({ pool_id }) => pool_id),
  )
  await movePools(tx, new Map(rows.map(({ pool_id, quantity }) => [pool_id, { held: -quantity, sold: 0 }])))
}

/** The money left: the promise is kept, and the payment shows how much of it went back. */
async function refunded(tx: Tx, parts: TicketingParts, news: z.infer<typeof RefundNews>): Promise<void> {
  const refund = await tx.selectFrom('refunds').select(['payment_id', 'order_id', 'reason']).where('id', '=', news.refundId).executeTakeFirst()
  const payment = refund?.payment_id ? await findAttempt(tx, refund.payment_id) : undefined
  if (!payment) return
  const posted = await post(tx, {
    id: parts.world.newId(),
    kind: 'refund.executed',
    externalId: `refund_executed:${news.refundId}`,
    orderId: news.orderId,
    organizationId: null,
    currency: news.amount.currency,
    occurredAt: parts.world.now(),
    newId: parts.world.newId,
    legs: refundExecuted(payment.provider, news.amount.minor),
  })
  if (!posted) return
  const back = await tx
    .selectFrom('refunds')
    .select((e) => e.fn.sum<number | string>('amount_minor').as('minor'))
    .where('payment_id', '=', payment.id)
    .where('state', '=', 'succeeded')
    .executeTakeFirst()
  await tx
    .updateTable('payments')
    .set({ state: Number(back?.minor ?? 0) >= payment.amountMinor ? 'refunded' : 'partially_refunded' })
    .where('id', '=', payment.id)
    .execute()
  const order = await lockOrder(tx, news.orderId)
  if (order?.state === 'late_paid')
    await tx
      .updateTable('orders')
      .set((e) => ({ state: 'refunded', paid_at: parts.world.now(), version: e('version', '+', 1) }))
      .where('id', '=', order.id)
      .execute()
}
