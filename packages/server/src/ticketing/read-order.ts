import type { Handler, ticketing } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { fromCursor, pageFrom } from '#core/cursor.ts'
import { loadSaleable } from '#events/index.ts'
import { readLink } from './link.ts'
import { loadOrders } from './load-order.ts'
import { tokensOf, viewOrder, viewOrders } from './order-view.ts'
import { hasTickets } from './order-states.ts'
import type { TicketingParts } from './parts.ts'
import { reachOrder } from './reach-order.ts'

export const getOrder =
  (parts: TicketingParts): Handler<typeof ticketing.getOrder, Context> =>
  async ({ orderId, token }, context) => {
    const reach = await reachOrder(parts, context, orderId, token)
    if (reach === 'expired') return context.refuse('link_expired')
    const seen = await context.elevated(() => viewOrder(context.tx, parts, reach.order, context.now()))
    // The team sees the order, not the buyer's key to it.
    return reach.as === 'team' ? { ...seen, link: null, tickets: seen.tickets.map((ticket) => ({ ...ticket, token: null })) } : seen
  }

export const openLink =
  (parts: TicketingParts): Handler<typeof ticketing.openLink, Context> =>
  async ({ token }, context) => {
    const link = readLink(parts.secret, token)
    if (!link) return context.refuse('not_found')
    const reach = await reachOrder(parts, context, link.orderId, token)
    if (reach === 'expired') return context.refuse('link_expired')
    return await context.elevated(() => viewOrder(context.tx, parts, reach.order, context.now()))
  }

type Pdf = Handler<typeof ticketing.getOrderPdf, Context>
const pdfOf = async (parts: TicketingParts, context: Parameters<Pdf>[1], orderId: string, token: string | undefined, ticketId?: string) => {
  const reach = await reachOrder(parts, context, orderId, token)
  if (reach === 'expired') return context.refuse('link_expired')
  const { order } = reach
  if (!hasTickets(order.state)) return context.refuse('order_state_wrong')
  const event = await context.elevated(() => loadSaleable(context.tx, order.eventId))
  if (!event) return context.refuse('not_found')
  const tokens = await context.elevated(() => tokensOf(context.tx, parts, order, event))
  const bytes = await parts.printer.pdf(order, event, tokens, order.locale, ticketId ? [ticketId] : undefined)
  return { contentType: 'application/pdf', filename: `boletas-${order.code}.pdf`, bytes }
}
export const getOrderPdf =
  (parts: TicketingParts): Pdf =>
  ({ orderId, token }, context) =>
    pdfOf(parts, context, orderId, token)

export const getTicketPdf =
  (parts: TicketingParts): Handler<typeof ticketing.getTicketPdf, Context> =>
  async ({ ticketId, token }, context) => {
    const ticket = await context.elevated(() =>
      context.tx.selectFrom('tickets').select(['order_id', 'state']).where('id', '=', ticketId).executeTakeFirst(),
    )
    if (!ticket) return context.refuse('not_found')
    if (ticket.state !== 'active') return context.refuse('order_state_wrong')
    return await pdfOf(parts, context, ticket.order_id, token, ticketId)
  }

export const getOrderCalendar =
  (parts: TicketingParts): Handler<typeof ticketing.getOrderCalendar, Context> =>
  async ({ orderId, token }, context) => {
    const reach = await reachOrder(parts, context, orderId, token)
    if (reach === 'expired') return context.refuse('link_expired')
    const event = await context.elevated(() => loadSaleable(context.tx, reach.order.eventId))
    if (!event) return context.refuse('not_found')
    return {
      contentType: 'text/calendar; charset=utf-8',
      filename: `${event.slug}.ics`,
      bytes: new TextEncoder().encode(parts.printer.calendar(reach.order, event, reach.order.locale)),
    }
  }

export const listMyTickets =
  (parts: TicketingParts): Handler<typeof ticketing.listMyTickets, Context> =>
  async ({ when, limit, cursor }, context) => {
    const userId = context.actor.kind === 'user' ? context.actor.userId : ''
    const [at, id] = fromCursor(cursor) ?? []
    const isPast = when === 'past'
    const rows = await context.tx
      .selectFrom('orders')
      .innerJoin('events', 'events.id', 'orders.event_id')
      .select(['orders.id', 'events.starts_at'])
      .where('orders.user_id', '=', userId)
      .where('orders.state', 'not in', ['expired', 'released'])
      .where('events.ends_at', isPast ? '<=' : '>', context.now())
      .$if(at !== undefined, (query) =>
        query.where((e) => e(e.refTuple('events.starts_at', 'orders.id'), isPast ? '<' : '>', e.tuple(new Date(String(at)), String(id)))),
      )
      .orderBy('events.starts_at', isPast ? 'desc' : 'asc')
      .orderBy('orders.id', isPast ? 'desc' : 'asc')
      .limit(limit + 1)
      .execute()
    const page = pageFrom(
      rows,
      limit,
      (row) => [row.starts_at, row.id],
      (row) => row.id,
    )
    const orders = await loadOrders(context.tx, page.data)
    return { data: await context.elevated(() => viewOrders(context.tx, parts, orders, context.now())), nextCursor: page.nextCursor }
  }
