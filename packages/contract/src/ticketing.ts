import { z } from 'zod'
import { operation } from './operation.ts'
import { PaymentView } from './payments.ts'
import { DocumentType, Email, EventId, EventState, EventType, Instant, LinkToken, Locale, Money, Nothing, OrderId, OrderState, Page, PaymentMethod, Phone, Text, TicketId, TicketTypeId, pageOf } from './vocabulary.ts'

const Wanted = z.object({ typeId: TicketTypeId, quantity: z.int().min(1).max(50), /** Only for donations: what the person gives for one. */ amount: Money.optional() })
const PricedLine = z.object({ typeId: TicketTypeId, name: Text, tierName: Text.nullable(), quantity: z.int(), unit: Money, fee: Money, tax: Money, total: Money, admissions: z.int() })
/** A price at one instant. The buyer sends the hash back; while the order is held it is honoured, whatever the organizer changes. */
export const Quote = z.object({ eventId: EventId, lines: z.array(PricedLine), subtotal: Money, fees: Money, taxes: Money, total: Money, hash: z.string(), quotedAt: Instant })
export type Quote = z.infer<typeof Quote>

export const Buyer = z.object({
  name: z.string().trim().min(2).max(120), email: Email, phone: Phone, documentType: DocumentType.optional(), documentNumber: z.string().trim().min(4).max(20).optional(),
})
export const TicketState = z.enum(['active', 'cancelled', 'transferred'])
export const TicketView = z.object({
  id: TicketId, code: z.string(), state: TicketState, typeName: Text, holderName: z.string().nullable(), admissions: z.int(), admittedAt: Instant.nullable(),
  /** What the QR code holds: signed, without personal data. Null when the ticket no longer opens a door. */
  token: z.string().nullable(),
})
export const OrderEvent = z.object({ id: EventId, slug: z.string(), title: Text, type: EventType, state: EventState, startsAt: Instant, endsAt: Instant, doorsAt: Instant.nullable(), timeZone: z.string(), venueName: z.string(), address: z.string(), city: z.string(), accent: z.string().nullable(), posterUrl: z.string(), organizerName: z.string() })
export const OrderView = z.object({
  id: OrderId, code: z.string(), state: OrderState, event: OrderEvent, buyer: z.object({ name: z.string(), email: z.string(), phone: z.string() }), locale: Locale,
  lines: z.array(PricedLine), subtotal: Money, fees: Money, taxes: Money, total: Money, refunded: Money,
  placedAt: Instant, expiresAt: Instant.nullable(), paidAt: Instant.nullable(), tickets: z.array(TicketView), payments: z.array(PaymentView),
  /** The signed link under which the buyer finds this order without an account. */
  link: z.string().nullable(), canRefund: z.boolean(), version: z.int(),
})
export type OrderView = z.infer<typeof OrderView>

const OrderRow = z.object({ id: OrderId, code: z.string(), state: OrderState, buyerName: z.string(), buyerEmail: z.string(), buyerPhone: z.string(), tickets: z.int(), total: Money, method: PaymentMethod.nullable(), placedAt: Instant, paidAt: Instant.nullable() })
const AttendeeRow = z.object({ ticketId: TicketId, code: z.string(), name: z.string(), email: z.string(), typeName: Text, state: TicketState, orderCode: z.string(), orderId: OrderId, admittedAt: Instant.nullable(), isInside: z.boolean() })
const byOrder = z.object({ orderId: OrderId, token: LinkToken })
const byTicket = z.object({ ticketId: TicketId, token: LinkToken })

export const ticketing = {
  quoteOrder: operation({ summary: 'What these tickets cost now, with every fee and tax', route: 'POST /api/v1/events/{eventId}/quote', permission: 'public', limit: 'quote', transaction: 'own', input: z.object({ eventId: EventId, lines: z.array(Wanted).min(1).max(20) }), output: Quote, refusals: ['not_found', 'event_not_on_sale', 'sales_closed', 'sales_not_open', 'quantity_out_of_range', 'sold_out'], tool: 'read' }),
  placeOrder: operation({
    summary: 'Holds tickets while the buyer pays; a free order is confirmed at once', route: 'POST /api/v1/orders', permission: 'public', limit: 'order', idempotency: 'own', transaction: 'own',
    input: z.object({ eventId: EventId, lines: z.array(Wanted).min(1).max(20), quoteHash: z.string().max(80), buyer: Buyer, locale: Locale.default('es-CO'), consents: z.object({ terms: z.literal(true), personalData: z.literal(true), marketing: z.boolean().default(false) }), referral: z.string().max(120).optional() }),
    output: OrderView, refusals: ['not_found', 'event_not_on_sale', 'sold_out', 'sales_closed', 'sales_not_open', 'price_changed', 'quantity_out_of_range', 'too_many_open_orders', 'idempotency_key_reused', 'consent_missing'], tool: 'write',
  }),
  getOrder: operation({ summary: 'An order: by its buyer, by its signed link, or by the organizer', route: 'GET /api/v1/orders/{orderId}', permission: 'public', versioned: 'read', input: byOrder, output: OrderView, refusals: ['not_found', 'link_expired'], tool: 'read' }),
  openLink: operation({ summary: 'The order behind a signed link', route: 'GET /api/v1/links/{token}', permission: 'public', limit: 'read', input: z.object({ token: z.string().min(20).max(400) }), output: OrderView, refusals: ['not_found', 'link_expired'] }),
  releaseOrder: operation({ summary: 'Gives held tickets back before they expire', route: 'DELETE /api/v1/orders/{orderId}', permission: 'public', limit: 'order', input: byOrder, output: Nothing, refusals: ['not_found', 'order_state_wrong'], tool: 'write' }),
  changeOrder: operation({
    summary: 'Corrects the buyer or the names on the tickets', route: 'PATCH /api/v1/orders/{orderId}', permission: 'public', versioned: 'change', limit: 'order',
    input: z.object({ orderId: OrderId, token: LinkToken, buyer: z.object({ name: Buyer.shape.name, email: Email, phone: Phone }).partial().optional(), holders: z.array(z.object({ ticketId: TicketId, name: z.string().trim().min(2).max(120) })).max(200).optional() }), output: OrderView, refusals: ['not_found', 'order_state_wrong'],
  }),
  resendTickets: operation({ summary: 'Sends the tickets again', route: 'POST /api/v1/orders/{orderId}/resend', permission: 'public', limit: 'message', input: z.object({ orderId: OrderId, token: LinkToken, channel: z.enum(['whatsapp', 'email']) }), output: Nothing, refusals: ['not_found', 'order_state_wrong'] }),
  getOrderPdf: operation({ summary: 'All tickets of an order and the receipt as PDF', route: 'GET /api/v1/orders/{orderId}/tickets.pdf', permission: 'public', limit: 'read', file: ['application/pdf'], input: byOrder, output: z.unknown(), refusals: ['not_found', 'order_state_wrong', 'link_expired'] }),
  getOrderCalendar: operation({ summary: 'The event of an order as a calendar file', route: 'GET /api/v1/orders/{orderId}/calendar.ics', permission: 'public', limit: 'read', file: ['text/calendar'], input: byOrder, output: z.unknown(), refusals: ['not_found', 'link_expired'] }),
  getTicketPdf: operation({ summary: 'One ticket as PDF', route: 'GET /api/v1/tickets/{ticketId}/ticket.pdf', permission: 'public', limit: 'read', file: ['application/pdf'], input: byTicket, output: z.unknown(), refusals: ['not_found', 'order_state_wrong', 'link_expired'] }),
  listMyTickets: operation({ summary: 'Orders and tickets of the signed-in person', route: 'GET /api/v1/me/tickets', permission: 'user', input: z.object({ when: z.enum(['upcoming', 'past']).default('upcoming'), ...Page }), output: pageOf(OrderView), tool: 'read' }),
  findMyOrders: operation({ summary: 'Sends the links of all open orders to the email or phone that bought them; answers the same whether there are any', route: 'POST /api/v1/orders/lookup', permission: 'public', limit: 'message', transaction: 'own', input: z.object({ contact: z.string().trim().min(5).max(200), locale: Locale.default('es-CO') }), output: Nothing }),
  listOrders: operation({ summary: 'Orders of an event', route: 'GET /api/v1/events/{eventId}/orders', permission: 'orders.read', input: z.object({ eventId: EventId, state: OrderState.optional(), q: z.string().trim().max(120).optional(), ...Page }), output: pageOf(OrderRow), refusals: ['not_found'], tool: 'read' }),
  listAttendees: operation({ summary: 'Who holds a ticket, found by name, email, order or ticket code', route: 'GET /api/v1/events/{eventId}/attendees', permission: 'attendees.read', input: z.object({ eventId: EventId, q: z.string().trim().max(120).optional(), ...Page }), output: pageOf(AttendeeRow), refusals: ['not_found'], tool: 'read' }),
}
