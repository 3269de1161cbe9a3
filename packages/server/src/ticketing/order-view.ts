import { EventId, OrderId, TicketId, TicketTypeId, type Money, type OrderView } from '@fashionistas/contract'
import type { Tx } from '#core/database.ts'
import { loadSaleables, type SaleableEvent } from '#events/index.ts'
import { attemptsOf, paymentView, type Attempt } from '#payments/index.ts'
import type { TicketingParts } from './parts.ts'
import { hasTickets } from './order-states.ts'
import { makeLink } from './link.ts'
import type { Order } from './load-order.ts'

const linkDays = 180

/** Orders as buyers and organizers see them. Ask as the system, after it was decided that the caller may see them. */
export async function viewOrders(tx: Tx, parts: TicketingParts, orders: readonly Order[], now: Date): Promise<OrderView[]> {
  const events = new Map((await loadSaleables(tx, [...new Set(orders.map(({ eventId }) => eventId))])).map((event) => [event.id, event]))
  const attempts = Map.groupBy(
    await attemptsOf(
      tx,
      orders.map(({ id }) => id),
    ),
    (attempt) => attempt.orderId,
  )
  const admitted = await parts.admissions.firstEntries(
    tx,
    orders.flatMap(({ tickets }) => tickets.map(({ id }) => id)),
  )
  return await Promise.all(
    orders.map(async (order) => {
      const event = events.get(order.eventId)
      if (!event) throw new Error(`order ${order.id} is for an event that cannot be read`)
      return view(parts, order, event, attempts.get(order.id) ?? [], await tokensOf(tx, parts, order, event), admitted, now)
    }),
  )
}

export async function viewOrder(tx: Tx, parts: TicketingParts, order: Order, now: Date): Promise<OrderView> {
  const [seen] = await viewOrders(tx, parts, [order], now)
  if (!seen) throw new Error(`order ${order.id} cannot be shown`)
  return seen
}

/** An order without tickets and payments yet: nothing has to be read for it. */
export const viewHeld = (parts: TicketingParts, order: Order, event: SaleableEvent): OrderView =>
  view(parts, order, event, [], new Map(), new Map(), parts.world.now())

export const linkOf = (parts: Pick<TicketingParts, 'secret'>, order: Pick<Order, 'id' | 'linkVersion'>, eventEndsAt: Date): string =>
  makeLink(parts.secret, { orderId: order.id, version: order.linkVersion, expiresAt: new Date(eventEndsAt.getTime() + linkDays * 86_400_000) })

/** The QR code of each ticket that opens a door. */
export async function tokensOf(tx: Tx, parts: TicketingParts, order: Order, event: SaleableEvent): Promise<ReadonlyMap<string, string>> {
  const active = hasTickets(order.state) ? order.tickets.filter(({ state }) => state === 'active') : []
  if (active.length === 0) return new Map()
  return await parts.tokens.tokensFor(
    tx,
    event,
    active.map(({ id, typeId, serial, kid }) => ({ id, ticketTypeId: typeId, serial, kid })),
  )
}

function view(
  parts: TicketingParts,
  order: Order,
  event: SaleableEvent,
  attempts: readonly Attempt[],
  tokens: ReadonlyMap<string, string>,
  admitted: ReadonlyMap<string, Date>,
  now: Date,
): OrderView {
  const money = (minor: number): Money => ({ minor, currency: order.currency })
  const lineOf = new Map(order.lines.map((line) => [line.id, line]))
  return {
    id: OrderId.parse(order.id),
    code: order.code,
    state: order.state,
    event: eventView(event),
    buyer: { name: order.buyer.name, email: order.buyer.email, phone: order.buyer.phone },
    locale: order.locale,
    lines: order.lines.map((line) => ({
      typeId: TicketTypeId.parse(line.typeId),
      name: line.name,
      tierName: line.tierName,
      quantity: line.quantity,
      admissions: line.admissions,
      unit: money(line.unitMinor),
      discount: money(line.discountMinor),
      fee: money(line.feeMinor),
      tax: money(line.taxMinor),
      total: money(line.totalMinor),
    })),
    promoCode: order.promoCode,
    answers: [...order.answers],
    subtotal: money(order.subtotalMinor),
    discount: money(order.discountMinor),
    fees: money(order.feesMinor),
    taxes: money(order.taxesMinor),
    total: money(order.totalMinor),
    taxIncluded: money(order.taxIncludedMinor),
    ivaBp: order.ivaBp,
    refunded: money(order.refundedMinor),
    placedAt: order.placedAt.toISOString(),
    expiresAt: order.paidAt ? null : (order.expiresAt?.toISOString() ?? null),
    paidAt: order.paidAt?.toISOString() ?? null,
    tickets: order.tickets.map((ticket) => ({
      id: TicketId.parse(ticket.id),
      code: ticket.code,
      state: ticket.state,
      typeName: lineOf.get(ticket.lineId)?.name ?? { es: '' },
      holderName: ticket.holderName,
      admissions: 1,
      admittedAt: admitted.get(ticket.id)?.toISOString() ?? null,
      token: tokens.get(ticket.id) ?? null,
    })),
    payments: attempts.map(paymentView),
    link: linkOf(parts, order, event.endsAt),
    canRefund: hasTickets(order.state) && order.totalMinor > order.refundedMinor && event.endsAt > now,
    version: order.version,
  }
}

const eventView = (event: SaleableEvent): OrderView['event'] => ({
  id: EventId.parse(event.id),
  slug: event.slug,
  title: event.title,
  type: event.type,
  state: event.state,
  startsAt: event.startsAt.toISOString(),
  endsAt: event.endsAt.toISOString(),
  doorsAt: event.doorsAt?.toISOString() ?? null,
  timeZone: event.timeZone,
  venueName: event.venueName,
  address: event.address,
  city: event.city,
  accent: event.accent,
  organizerName: event.organizerName,
  posterUrl: `/api/v1/events/${event.id}/poster/portrait?width=800&v=${event.version}`,
})
