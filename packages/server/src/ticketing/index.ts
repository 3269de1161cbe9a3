export { FirstPayments } from './first-payment.ts'
import type { Handlers, payments, ticketing } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { changeOrder, findMyOrders, releaseOrder, resendTickets } from './change-order.ts'
import { getRefund, listAttendees, listOrders, listRefunds, settleRefund } from './list-orders.ts'
import type { TicketingParts } from './parts.ts'
import { getPayment, listPaymentMethods, startPayment } from './pay-order.ts'
import { placeOrder } from './place-order.ts'
import { quoteOrder } from './quote-order.ts'
import { getOrder, getOrderCalendar, getOrderPdf, getTicketPdf, listMyTickets, openLink } from './read-order.ts'
import { refundOrder } from './refund-order.ts'

export const ticketingHandlers = (parts: TicketingParts): Handlers<typeof ticketing & typeof payments, Context> => ({
  quoteOrder: quoteOrder(parts),
  placeOrder: placeOrder(parts),
  getOrder: getOrder(parts),
  openLink: openLink(parts),
  releaseOrder: releaseOrder(parts),
  changeOrder: changeOrder(parts),
  resendTickets: resendTickets(parts),
  getOrderPdf: getOrderPdf(parts),
  getOrderCalendar: getOrderCalendar(parts),
  getTicketPdf: getTicketPdf(parts),
  listMyTickets: listMyTickets(parts),
  findMyOrders: findMyOrders(parts),
  listOrders,
  listAttendees: listAttendees(parts),
  listPaymentMethods: listPaymentMethods(parts),
  startPayment: startPayment(parts),
  getPayment: getPayment(parts),
  refundOrder: refundOrder(parts),
  listRefunds,
  getRefund,
  settleRefund: settleRefund(parts),
})

export { Catalogue } from './catalogue.ts'
export { sweep } from './expire.ts'
export { ticketingInvariants } from './invariants.ts'
export { readLink } from './link.ts'
export { loadOrder, type Order } from './load-order.ts'
export { linkOf, tokensOf } from './order-view.ts'
export { hasTickets } from './order-states.ts'
export type { Admissions, TicketPrinter, TicketTokens, TicketingParts } from './parts.ts'
export { ticketingListeners } from './settle-payment.ts'
export { ReservationWriter } from './writer.ts'
export { orderClaims } from './order-claims.ts'
export { orderFacts } from './order-facts.ts'
export { printer } from './printer.ts'
