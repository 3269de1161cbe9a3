import { door } from './door.ts'
import { events } from './events.ts'
import { messages } from './messages.ts'
import { payments } from './payments.ts'
import { people } from './people.ts'
import { ticketing } from './ticketing.ts'

/** Everything the product does, by name. */
export const contract = { ...people, ...events, ...ticketing, ...payments, ...door, ...messages }
export type FashionistasContract = typeof contract

export * from './client.ts'
export * from './happenings.ts'
export * from './operation.ts'
export * from './permissions.ts'
export * from './refusals.ts'
export * from './vocabulary.ts'
export * from './people.ts'
export * from './events.ts'
export { Buyer, OrderEvent, OrderView, Quote, TicketState, TicketView, ticketing } from './ticketing.ts'
export { MethodOffer, PaymentView, RefundReason, RefundState, RefundView, payments } from './payments.ts'
export * from './door.ts'
export * from './messages.ts'
