import type { EventState, OrderState, PaymentState } from '@fashionistas/contract'
import type { Tone } from './state-mark.tsx'

export const toneOfEvent: Readonly<Record<EventState, Tone>> = {
  draft: 'quiet',
  active: 'good',
  sold_out: 'busy',
  completed: 'quiet',
  cancelled: 'bad',
  postponed: 'warning',
}
export const toneOfOrder: Readonly<Record<OrderState, Tone>> = {
  held: 'busy',
  pending_payment: 'busy',
  paid: 'good',
  partially_refunded: 'warning',
  refunded: 'quiet',
  cancelled: 'bad',
  expired: 'quiet',
  released: 'quiet',
  late_paid: 'warning',
}
export const toneOfPayment: Readonly<Record<PaymentState, Tone>> = {
  created: 'busy',
  requires_action: 'busy',
  pending: 'busy',
  succeeded: 'good',
  failed: 'bad',
  expired: 'quiet',
  cancelled: 'quiet',
  voided: 'quiet',
  partially_refunded: 'warning',
  refunded: 'quiet',
  needs_review: 'warning',
}
export const toneOfRefund = {
  requested: 'busy',
  approved: 'busy',
  processing: 'busy',
  manual: 'warning',
  succeeded: 'good',
  failed: 'bad',
} as const satisfies Readonly<Record<string, Tone>>
export const toneOfDelivery = {
  queued: 'busy',
  sending: 'busy',
  accepted: 'busy',
  sent: 'busy',
  delivered: 'good',
  read: 'good',
  failed: 'bad',
  dead: 'bad',
  cancelled: 'quiet',
} as const satisfies Readonly<Record<string, Tone>>
