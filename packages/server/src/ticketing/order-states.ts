import type { OrderState } from '@fashionistas/contract'

/** The one table of an order's life. */
const moves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  held: ['pending_payment', 'paid', 'expired', 'released'],
  pending_payment: ['held', 'paid', 'expired', 'released', 'late_paid'],
  paid: ['partially_refunded', 'refunded', 'cancelled'],
  partially_refunded: ['partially_refunded', 'refunded', 'cancelled'],
  refunded: [],
  cancelled: [],
  // Money that came after the hold: tickets when stock is left, else the money goes back.
  expired: ['paid', 'late_paid'],
  released: ['paid', 'late_paid'],
  late_paid: ['refunded'],
}
export const mayMove = (from: OrderState, to: OrderState): boolean => moves[from].includes(to)
export const holdsStock = (state: OrderState): boolean => state === 'held' || state === 'pending_payment'
export const hasTickets = (state: OrderState): boolean => state === 'paid' || state === 'partially_refunded'
