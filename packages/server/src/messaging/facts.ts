import type { Locale, Money } from '@fashionistas/contract'
import type { Tx } from '#core/database.ts'
import type { Attachment } from './channel.ts'

export type Words = { readonly es: string; readonly en?: string | undefined }
export type EventFacts = {
  readonly id: string
  readonly title: Words
  readonly startsAt: Date
  readonly doorsAt: Date | null
  readonly timeZone: string
  readonly venueName: string
  readonly address: string
  readonly city: string
  readonly latitude: number | null
  readonly longitude: number | null
  readonly state: string
  readonly cancelReason: string | null
}
export type OrderFacts = {
  readonly orderId: string
  readonly code: string
  readonly state: string
  readonly locale: Locale
  readonly organizationId: string
  readonly userId: string | null
  readonly buyer: { readonly name: string; readonly email: string; readonly phone: string }
  readonly event: EventFacts
  readonly ticketCount: number
  readonly typeNames: readonly Words[]
  /** What a promo code took off, already out of the total; zero without one. */
  readonly discount: Money
  readonly promoCode: string | null
  /** The IVA inside the total, and its rate in basis points. */
  readonly taxIncluded: Money
  readonly ivaBp: number
  readonly total: Money
  readonly refunded: Money
  readonly method: string | null
  readonly paidAt: Date | null
  readonly expiresAt: Date | null
  /** The secret part of the order's link: /o/, /t/, /pay/, /refund/ and /map/ are opened with it. */
  readonly linkToken: string
}
export type DueOrder = { readonly orderId: string; readonly eventId: string; readonly startsAt: Date }

/** What messaging has to know of orders and events, told by those who own them. */
export interface Facts {
  order(tx: Tx, orderId: string): Promise<OrderFacts | undefined>
  /** Several at once, those that there are, in the order of the ids. */
  orders(tx: Tx, orderIds: readonly string[]): Promise<readonly OrderFacts[]>
  /** Orders with valid tickets; for an event that was just cancelled, those that had them. */
  paidOrders(tx: Tx, eventId: string): Promise<readonly string[]>
  /** The ticket PDF (and whatever else the buyer should hold), made outside of transactions. */
  ticketFiles(orderId: string): Promise<readonly Attachment[]>
  /** Paid orders whose event starts in the window. */
  ordersDue(tx: Tx, window: { readonly from: Date; readonly to: Date }): Promise<readonly DueOrder[]>
  /** Open orders bought with this phone (E.164 with the plus sign), newest first, a handful at most. */
  ordersOfPhone(tx: Tx, phone: string): Promise<readonly string[]>
}
