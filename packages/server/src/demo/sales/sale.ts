import type { SaleableType, Tier } from '#events/index.ts'
import type { Buyer } from '../people/buyers.ts'

export type Take = { readonly poolId: string; readonly quantity: number }
export type SaleLine = {
  readonly id: string
  readonly type: SaleableType
  readonly tier: Tier
  readonly quantity: number
  readonly unitMinor: number
  readonly totalMinor: number
  readonly takes: readonly Take[]
}
export type SaleTicket = { readonly id: string; readonly code: string; readonly line: SaleLine; readonly unitMinor: number }
export type Method = 'nequi' | 'pse' | 'card' | 'bancolombia_transfer' | 'daviplata' | 'bancolombia_qr' | 'cash_voucher'
export type SaleRefund = {
  readonly id: string
  readonly at: Date
  readonly tickets: readonly SaleTicket[]
  readonly amountMinor: number
  readonly reason: 'event_cancelled' | 'retracto' | 'voluntary'
  readonly settledAt: Date | null
  readonly isWhole: boolean
}

type Placed = {
  readonly id: string
  readonly code: string
  readonly buyer: Buyer
  readonly placedAt: Date
  readonly lines: readonly SaleLine[]
  readonly totalMinor: number
  readonly method: Method | null
}
/** One order of the season. */
export type Sale = Placed &
  (
    | { readonly outcome: 'paid'; readonly paidAt: Date; readonly tickets: readonly SaleTicket[]; readonly refund: SaleRefund | null }
    | {
        readonly outcome: 'expired' | 'held' | 'waiting'
        readonly expiresAt: Date
        /** Units of the pool for long holds, while a voucher waits. */ readonly longHold: Take | null
      }
  )
export type PaidSale = Extract<Sale, { outcome: 'paid' }>
export const isPaid = (sale: Sale): sale is PaidSale => sale.outcome === 'paid'

/** What an order still takes from stock, summed by pool. What was refunded is given back. */
export function takesOf(sale: Sale): readonly Take[] {
  const sums = new Map<string, number>()
  for (const { poolId, quantity } of sale.lines.flatMap(({ takes }) => takes)) sums.set(poolId, (sums.get(poolId) ?? 0) + quantity)
  if (sale.outcome === 'paid' && sale.refund)
    for (const { poolId, quantity } of givenBack(sale.refund)) sums.set(poolId, (sums.get(poolId) ?? 0) - quantity)
  if (sale.outcome !== 'paid' && sale.longHold) sums.set(sale.longHold.poolId, sale.longHold.quantity)
  return [...sums].map(([poolId, quantity]) => ({ poolId, quantity })).filter(({ quantity }) => quantity > 0)
}

/** The refund of a whole order returns all; of a part, one unit a ticket (only single tickets are refunded in part). */
export function givenBack({ tickets, isWhole }: SaleRefund): readonly Take[] {
  const lines = new Map(tickets.map(({ line }) => [line, tickets.filter((ticket) => ticket.line === line).length]))
  return [...lines].flatMap(([line, count]) =>
    isWhole ? line.takes : line.takes.map(({ poolId, quantity }) => ({ poolId, quantity: (quantity / line.quantity) * count })),
  )
}
