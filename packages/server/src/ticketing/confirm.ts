import { sql } from 'kysely'
import {
  allocate,
  allocateRefund,
  moveBalances,
  post,
  refundPromised,
  saleCaptured,
  writePostings,
  type Posting,
  type Shares,
} from '#ledger/index.ts'
import type { Tx } from '#core/database.ts'
import { emitAll } from '#core/outbox.ts'
import { ordersCounter } from '#core/metrics.ts'
import { loadSaleable, loadSaleables, type SaleableEvent } from '#events/index.ts'
import { lockOrders, type Order } from './load-order.ts'
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
 * Turns an order into tickets, once: its stock becomes sold, tickets are written, the sale is posted, and all of it is told.
 * An order whose hold is over takes stock anew at its old price; `no_stock` when none is left.
 */
export async function confirm(tx: Tx, parts: TicketingParts, orderId: string, settled: Settled | undefined): Promise<Confirmed> {
  const [order] = await lockOrders(tx, [orderId])
  if (!order) throw new Error(`no order ${orderId}`)
  if (order.paidAt !== null) return { state: order.paidWith === (settled?.paymentId ?? null) ? 'same' : 'already' }
  if (!mayMove(order.state, 'paid')) return { state: 'no_stock' }
  const event = await loadSaleable(tx, order.eventId)
  if (!event) throw new Error(`order ${order.id} is for an event that cannot be read`)
  if (isOver(event) || (!holdsStock(order.state) && !(await isLeft(tx, order)))) return { state: 'no_stock' }
  await issue(tx, parts, [{ order, event, settled }])
  return { state: 'confirmed' }
}

/**
 * The same for many orders in a handful of statements. Answers the ids of those that were confirmed: the others are not a simple sale (paid
 * before, late, of an event that is over) and have to be looked at one by one.
 */
export async function confirmHeld(tx: Tx, parts: TicketingParts, settled: ReadonlyMap<string, Settled>): Promise<ReadonlySet<string>> {
  const orders = (await lockOrders(tx, [...settled.keys()])).filter(
    ({ state, paidAt }) => paidAt === null && holdsStock(state) && mayMove(state, 'paid'),
  )
  const events = new Map((await loadSaleables(tx, [...new Set(orders.map(({ eventId }) => eventId))])).map((event) => [event.id, event]))
  const simple = orders.flatMap((order): Sale[] => {
    const event = events.get(order.eventId)
    return event && !isOver(event) ? [{ order, event, settled: settled.get(order.id) }] : []
  })
  await issue(tx, parts, simple)
  return new Set(simple.map(({ order }) => order.id))
}

/** The event ended or was cancelled while the money was under way: there is nothing left to sell. */
const isOver = (event: SaleableEvent): boolean => event.state === 'cancelled' || event.state === 'completed'

/** Without a hold the same units are taken anew, when all of them are there. They stay locked until the tickets are written. */
async function isLeft(tx: Tx, order: Order): Promise<boolean> {
  const taken = await takenBy(tx, [order.id])
  const pools = await lockPools(tx, [...taken.keys()])
  const areFree = [...taken].every(([id, quantity]) => {
    const pool = pools.get(id)
    return pool !== undefined && (pool.kind === 'long_hold' || free(pool) >= quantity)
  })
  return areFree && (order.promoCode === null || (await mayUseCode(tx, order)))
}

/** The buyer may have used the code for other tickets since. Its pool is locked: no hold takes it meanwhile. */
async function mayUseCode(tx: Tx, { id, buyer }: Order): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select c.max_per_buyer is null or c.max_per_buyer > (select count(*) from orders u where u.promo_code_id = c.id and u.event_id = o.event_id
        and (u.buyer_email = ${buyer.email} or u.buyer_phone = ${buyer.phone}) and u.state in ('held', 'pending_payment', 'paid', 'partially_refunded')) as may
      from orders o join promo_codes c on c.id = o.promo_code_id where o.id = ${id}`.execute(tx)
  return rows[0]?.may ?? true
}

type Sale = { readonly order: Order; readonly event: SaleableEvent; readonly settled: Settled | undefined }

/** Pools and balances, which others wait for, are locked last, when all else is written: a hold of the same event waits as long as they are. */
async function issue(tx: Tx, parts: TicketingParts, sales: readonly Sale[]): Promise<void> {
  if (sales.length === 0) return
  const now = parts.world.now()
  await markPaid(tx, sales, now)
  await writeTickets(tx, parts, sales, now)
  await emitAll(
    tx,
    sales.map(({ order }) => ({
      id: parts.world.newId(),
      type: 'order.paid' as const,
      occurredAt: now,
      organizationId: order.organizationId,
      topics: [`order:${order.id}`, `event:${order.eventId}:sales`, `organization:${order.organizationId}`],
      data: { orderId: order.id, eventId: order.eventId, totalMinor: order.totalMinor, currency: order.currency, wasLate: !holdsStock(order.state) },
    })),
  )
  const { moves } = await writePostings(
    tx,
    sales.flatMap(({ order, event, settled }) => (settled && order.totalMinor > 0 ? [saleOf(parts, order, event, settled)] : [])),
  )
  await sellStock(
    tx,
    sales.map(({ order }) => order),
  )
  await moveBalances(tx, moves)
  ordersCounter.inc({ outcome: 'paid' }, sales.length)
}

async function markPaid(tx: Tx, sales: readonly Sale[], now: Date): Promise<void> {
  const rows = sales.map(({ order, settled }) => ({ id: order.id, paid_with: settled?.paymentId ?? null }))
  await sql`/* planned once */ update orders set state = 'paid', paid_at = ${now}, paid_with = d.paid_with, expires_at = null, version = version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, paid_with uuid) where orders.id = d.id`.execute(tx)
}

/** Held becomes sold; what was not held any more is sold from what is free. Units that counted against long holds are counted there no more. */
async function sellStock(tx: Tx, orders: readonly Order[]): Promise<void> {
  const isHeld = new Map(orders.map(({ id, state }) => [id, holdsStock(state)]))
  const { rows: takes } = await sql<{ order_id: string; pool_id: string; quantity: number }>`/* planned once */
    select order_id, pool_id, quantity from order_pools where order_id = any(${[...isHeld.keys()]}::uuid[])`.execute(tx)
  const pools = await lockPools(
    tx,
    takes.map(({ pool_id }) => pool_id),
  )
  const moves = new Map<string, { held: number; sold: number }>()
  for (const { order_id, pool_id, quantity } of takes) {
    const move = moves.get(pool_id) ?? { held: 0, sold: 0 }
    moves.set(pool_id, {
      held: move.held - (isHeld.get(order_id) ? quantity : 0),
      sold: move.sold + (pools.get(pool_id)?.kind === 'long_hold' ? 0 : quantity),
    })
  }
  await movePools(tx, moves)
  const longHolds = [...pools.values()].filter(({ kind }) => kind === 'long_hold').map(({ id }) => id)
  if (longHolds.length > 0)
    await tx
      .deleteFrom('order_pools')
      .where('order_id', 'in', [...isHeld.keys()])
      .where('pool_id', 'in', longHolds)
      .execute()
}

async function writeTickets(tx: Tx, parts: TicketingParts, sales: readonly Sale[], now: Date): Promise<void> {
  const rows = sales.flatMap(({ order }) =>
    order.lines.flatMap((line) =>
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
    ),
  )
  await sql`/* planned once */ insert into tickets (id, code, order_id, order_line_id, organization_id, event_id, ticket_type_id, holder_name, unit_minor, created_at)
    select id, code, order_id, order_line_id, organization_id, event_id, ticket_type_id, holder_name, unit_minor, created_at
      from jsonb_populate_recordset(null::tickets, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
}

const saleOf = (parts: TicketingParts, order: Order, event: SaleableEvent, { provider }: Settled): Posting => ({
  id: parts.world.newId(),
  kind: 'sale.captured',
  externalId: `sale:${order.id}`,
  orderId: order.id,
  organizationId: order.organizationId,
  currency: order.currency,
  occurredAt: parts.world.now(),
  newId: parts.world.newId,
  legs: saleCaptured(provider, order.organizationId, allocate(sharesOf(order, event))),
})

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
    ticketIvaBp: order.lines[0]?.ivaBp ?? 0,
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
