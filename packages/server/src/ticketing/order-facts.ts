import type { Tx } from '#core/database.ts'
import { loadSaleable, loadSaleables } from '#events/index.ts'
import { attemptsOf } from '#payments/index.ts'
import { loadOrder, loadOrders } from './load-order.ts'
import { linkOf, tokensOf } from './order-view.ts'
import { hasTickets } from './order-states.ts'
import type { TicketingParts } from './parts.ts'

type TicketFile = { readonly filename: string; readonly contentType: string; readonly bytes: Uint8Array }
/** WhatsApp, mail and receipt ask for the same files within seconds; drawing them costs a third of a second. */
const keptFiles = 40

/** What messages say of orders; messaging declares the shape, main hands it over. */
export const orderFacts = (parts: TicketingParts, drawn = new Map<string, readonly TicketFile[]>()) => ({
  order: async (tx: Tx, orderId: string) => (await factsOf(tx, parts, [orderId]))[0],
  orders: (tx: Tx, orderIds: readonly string[]) => factsOf(tx, parts, orderIds),
  paidOrders: async (tx: Tx, eventId: string) => {
    const rows = await tx
      .selectFrom('orders')
      .select('id')
      .where('event_id', '=', eventId)
      .where('paid_at', 'is not', null)
      .where((e) =>
        e.or([
          e('state', 'in', ['paid', 'partially_refunded']),
          e.exists(
            e
              .selectFrom('refunds')
              .select('refunds.id')
              .whereRef('refunds.order_id', '=', 'orders.id')
              .where('refunds.reason', '=', 'event_cancelled'),
          ),
        ]),
      )
      .orderBy('id')
      .execute()
    return rows.map(({ id }) => id)
  },
  ticketFiles: async (orderId: string) => {
    const found = await parts.database.system(async (tx) => {
      const order = await loadOrder(tx, orderId)
      const event = order && (await loadSaleable(tx, order.eventId))
      return order && event && hasTickets(order.state) ? { order, event, tokens: await tokensOf(tx, parts, order, event) } : undefined
    })
    if (!found) return []
    const { order, event, tokens } = found
    const name = `${order.id} ${order.version} ${event.version}`
    const known = drawn.get(name)
    if (known) return known
    const calendar = new TextEncoder().encode(parts.printer.calendar(order, event, order.locale))
    const files = [
      { filename: `boletas-${order.code}.pdf`, contentType: 'application/pdf', bytes: await parts.printer.pdf(order, event, tokens, order.locale) },
      { filename: `${event.slug}.ics`, contentType: 'text/calendar', bytes: calendar },
    ]
    if (drawn.size >= keptFiles) drawn.clear()
    drawn.set(name, files)
    return files
  },
  ordersDue: async (tx: Tx, window: { readonly from: Date; readonly to: Date }) =>
    (
      await tx
        .selectFrom('orders')
        .innerJoin('events', 'events.id', 'orders.event_id')
        .select(['orders.id', 'orders.event_id', 'events.starts_at'])
        .where('events.starts_at', '>=', window.from)
        .where('events.starts_at', '<', window.to)
        .where('events.state', 'in', ['active', 'sold_out', 'postponed'])
        .where('orders.state', 'in', ['paid', 'partially_refunded'])
        .execute()
    ).flatMap((row) => (row.starts_at ? [{ orderId: row.id, eventId: row.event_id, startsAt: row.starts_at }] : [])),
  ordersOfPhone: async (tx: Tx, phone: string) =>
    (
      await tx
        .selectFrom('orders')
        .innerJoin('events', 'events.id', 'orders.event_id')
        .select('orders.id')
        .where('buyer_phone', '=', phone)
        .where('events.ends_at', '>', parts.world.now())
        .where('orders.state', 'in', ['held', 'pending_payment', 'paid', 'partially_refunded'])
        .orderBy('placed_at', 'desc')
        .limit(5)
        .execute()
    ).map(({ id }) => id),
})

async function factsOf(tx: Tx, parts: TicketingParts, orderIds: readonly string[]) {
  const orders = await loadOrders(tx, orderIds)
  const events = new Map((await loadSaleables(tx, [...new Set(orders.map(({ eventId }) => eventId))])).map((event) => [event.id, event]))
  const attempts = Map.groupBy(await attemptsOf(tx, orderIds), ({ orderId }) => orderId)
  return orders.flatMap((order) => {
    const event = events.get(order.eventId)
    if (!event) return []
    const paid = attempts.get(order.id)?.findLast(({ state }) => state === 'succeeded' || state === 'partially_refunded' || state === 'refunded')
    return [
      {
        orderId: order.id,
        code: order.code,
        state: order.state,
        locale: order.locale,
        organizationId: order.organizationId,
        userId: order.userId,
        buyer: order.buyer,
        event: { ...event },
        ticketCount:
          order.tickets.length > 0
            ? order.tickets.filter(({ state }) => state === 'active').length
            : order.lines.reduce((sum, line) => sum + line.quantity * line.admissions, 0),
        typeNames: order.lines.map(({ name }) => name),
        discount: { minor: order.discountMinor, currency: order.currency },
        promoCode: order.promoCode,
        taxIncluded: { minor: order.taxIncludedMinor, currency: order.currency },
        ivaBp: order.ivaBp,
        total: { minor: order.totalMinor, currency: order.currency },
        refunded: { minor: order.refundedMinor, currency: order.currency },
        method: paid?.method ?? null,
        paidAt: order.paidAt,
        expiresAt: order.expiresAt,
        linkToken: linkOf(parts, order, event.endsAt),
      },
    ]
  })
}
