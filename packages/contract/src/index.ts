import { codes } from './codes.ts'
import { door } from './door.ts'
import { events } from './events.ts'
import { health } from './health.ts'
import { messages } from './messages.ts'
import { payments } from './payments.ts'
import { people } from './people.ts'
import { questions } from './questions.ts'
import { ticketing } from './ticketing.ts'

/** Everything the product does, by name. */
export const contract = { ...people, ...events, ...codes, ...questions, ...ticketing, ...payments, ...door, ...messages, ...health }
export type FashionistasContract = typeof contract

export * from './client.ts'
export * from './happenings.ts'
export * from './operation.ts'
export * from './permissions.ts'
export * from './refusals.ts'
export * from './vocabulary.ts'
export * from './people.ts'
export * from './events.ts'
export { codes, PromoCode } from './codes.ts'
export { Question, questions } from './questions.ts'
export { Buyer, OrderEvent, OrderView, Quote, TicketState, TicketView, ticketing } from './ticketing.ts'
export { MethodOffer, PaymentView, RefundReason, RefundState, RefundView, payments } from './payments.ts'
export * from './door.ts'
export * from './messages.ts'
export { health, InvariantId, type InvariantView, PlatformHealth, ReviewDecision, type ReviewedPayment } from './health.ts'
