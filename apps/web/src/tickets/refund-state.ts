import type { OrderView } from '@fashionistas/contract'

export type RefundStanding = 'unpaid' | 'full' | 'partial' | 'coming' | 'late' | 'possible' | 'none'

/** Where an order's money stands, for its buyer. */
export function refundStateOf({
  state,
  refunded,
  total,
  paidAt,
  canRefund,
  event,
}: Pick<OrderView, 'state' | 'refunded' | 'total' | 'paidAt' | 'canRefund'> & { readonly event: Pick<OrderView['event'], 'state'> }): RefundStanding {
  if (state === 'refunded' || (total.minor > 0 && refunded.minor >= total.minor)) return 'full'
  if (paidAt === null) return state === 'late_paid' ? 'late' : 'unpaid'
  if (event.state === 'cancelled') return 'coming'
  if (state === 'late_paid') return 'late'
  if (refunded.minor > 0) return 'partial'
  return canRefund ? 'possible' : 'none'
}
