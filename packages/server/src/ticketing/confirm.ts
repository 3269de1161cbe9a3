import { allocate, allocateRefund, post, refundPromised, saleCaptured, type Shares } from '#ledger/index.ts'
import type { Tx } from '#core/database.ts'
import { emitTo } from '#core/outbox.ts'
import { ordersCounter } from '#core/metrics.ts'
import { loadSaleable, type SaleableEvent } from '#events/index.ts'
import { lockOrder, type Order } from './load-order.ts'
import { holdsStock, mayMove } from './order-states.ts'
import type { TicketingParts } from './parts.ts'
import { free, lockPools, movePools, takenBy } from './stock.ts'

/** How the order was settled; a free one has no provider. */
export type Settled = { readonly paymentId: string; readonly provider: string }
/** `same`: this payment bought the tickets before; `already`: another one did. */
export type Confirmed = { readonly state: 'confirmed' | 'same' | 'already' | 'no_stock' }

/** A free order needs no payment: its tickets are issued at once. */
export async function confirmFree(parts: TicketingParts, orderId: string): Promise<void> {
  await parts.database.system((tx) => confirm(tx, parts, orderId, undefined))
}

/**
 * Turns a hold into tickets, once: held stock becomes sold, tickets are written, the sale is posted, and all of it is told.
 * An order whose hold is over takes stock anew at its old price; `no_stock` when none is left.
 */
export async function confirm(tx: Tx, parts: TicketingParts, orderId: string, settled: Settled | undefined): Promise<Confirmed> {
  const order = await lockOrder(tx, orderId)
  if (!order) throw new Error(`no order ${orderId}`)
  if (order.paidAt !== null) return { state: order.paidWith === (settled?.paymentId ?? null) ? 'same' : 'already' }
  if (!mayMove(order.state, 'paid')) return { state: 'no_stock' }
  const event = await loadSaleable(tx, order.eventId)
  if (!event) throw new Error(`order ${order.id} is for an event that cannot be read`)
  // The event ended or was cancelled while the money was under way: there is nothing left to sell.
  if (event.state === 'cancelled' || event.state === 'completed') return { state: 'no_stock' }
  if (!(await takeStock(tx, order))) return { state: 'no_stock' }

  const now = parts.world.now()
  await tx
    .updateTable('orders')
    .set((e) => ({ state: 'paid', paid_at: now, paid_with: settled?.paymentId ?? null, expires_at: null, version: e('version', '+', 1) }))
    .where('id', '=', order.id)
    .execute()
  await issueTickets(tx, parts, order, now)
  if (settled && order.totalMinor > 0) await postSale(tx, parts, order, event, settled)
  await emitTo(tx, {
    id: parts.world.newId(),
    type: 'order.paid',
    occurredAt: now,
    organizationId: order.organizationId,
    topics: [`order:${order.id}`, `event:${order.eventId}:sales`, `organization:${order.organizationId}`],
    data: { orderId: order.id, eventId: order.eventId, totalMinor: order.totalMinor, currency: order.currency, wasLate: !holdsStock(order.state) },
  })
  ordersCounter.inc({ outcome: 'paid' })
  return { state: 'confirmed' }
}

/** Held becomes sold. Without a hold the same units are taken anew, when all of them are there. */
async function takeStock(tx: Tx, order: Order): Promise<boolean> {
  const taken = await takenBy(tx, [order.id])
  if (taken.size === 0) return true
  const pools = await lockPools(tx, [...taken.keys()])
  const isHeld = holdsStock(order.state)
  if (!isHeld && [...taken].some(([id, quantity]) => free(pools.get(id) ?? none) < quantity && pools.get(id)?.kind !== 'long_hold')) return false
  const longHolds = new Set([...pools.values()].filter(({ kind }) => kind === 'long_hold').map(({ id }) => id))
  await movePools(tx, new Map([...taken].map(([id, quantity]) => [id, { held: isHeld ? -quantity : 0, sold: longHolds.has(id) ? 0 : quantity }])))
  if (longHolds.size > 0)
    await tx
      .deleteFrom('order_pools')
      .where('order_id', '=', order.id)
      .where('pool_id', 'in', [...longHolds])
      .execute()
  return true
}
const none = { id: '', kind: 'none', capacity: 0, held: 0, sold: 0, blocked: 0 }

async function issueTickets(tx: Tx, parts: TicketingParts, order: Order, now: Date): Promise<void> {
  const rows = order.lines.flatMap((line) =>
    Array.from({ length: line.quantity * line.admissions }, () => ({
      id: parts.world.newId(),
      code: parts.tokens.newCode(parts.world),
      order_id: order.id,
      order_line_id: line.id,
      organization_id: order.organizationId,
      event_id: order.eventId,
      ticket_type_id: line.typeId,
      holder_name: order.buyer.name,
      unit_minor: Math.floor(line.totalMinor / (line.quantity * line.admissions)),
      created_at: now,
    })),
  )
  await tx.insertInto('tickets').values(rows).execute()
}

async function postSale(tx: Tx, parts: TicketingParts, order: Order, event: SaleableEvent, settled: Settled): Promise<void> {
  await post(tx, {
    id: parts.world.newId(),
    kind: 'sale.captured',
    externalId: `sale:${order.id}`,
    orderId: order.id,
    organizationId: order.organizationId,
    currency: order.currency,
    occurredAt: parts.world.now(),
    newId: parts.world.newId,
    legs: saleCaptured(settled.provider, order.organizationId, allocate(sharesOf(order, event))),
  })
}

/** 3 UVT of 2026 (DIAN, Res. 000238 of 2025): from this price on Ley 1493 asks its contribution of a performing-arts ticket. */
const threeUvtMinor = 15_712_200

/** The rates of an order's sale. One commission rate holds for all lines: it is the event's. */
export function sharesOf(order: Order, event: SaleableEvent): Shares {
  const isPerformingArts = event.pulepCode !== null && event.pulepCode !== '' && order.currency === 'COP'
  const owed = isPerformingArts
    ? order.lines.filter(({ unitMinor }) => unitMinor >= threeUvtMinor).reduce((sum, { totalMinor }) => sum + totalMinor, 0)
    : 0
  return {
    grossMinor: order.totalMinor,
    commissionBp: order.lines[0]?.commissionBp ?? 1500,
    venueBp: 0,
    parafiscalBp: order.totalMinor === 0 ? 0 : Math.round((1000 * owed) / order.totalMinor),
    ticketIvaBp: 0,
  }
}

/** Everyone gives back its share of what the buyer gets; posted when the refund is promised. */
export async function postRefund(
  tx: Tx,
  parts: TicketingParts,
  order: Order,
  refund: { readonly id: string; readonly amountMinor: number },
): Promise<void> {
  const event = await loadSaleable(tx, order.eventId)
  if (!event) throw new Error(`order ${order.id} is for an event that cannot be read`)
  await post(tx, {
    id: parts.world.newId(),
    kind: 'refund.promised',
    externalId: `refund:${refund.id}`,
    orderId: order.id,
    organizationId: order.organizationId,
    currency: order.currency,
    occurredAt: parts.world.now(),
    newId: parts.world.newId,
    legs: refundPromised(order.organizationId, allocateRefund(sharesOf(order, event), order.refundedMinor, refund.amountMinor)),
  })
}
