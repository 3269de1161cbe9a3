import type { Chance } from '../chance.ts'
import { dayMs, earliest, hourMs, later, minuteMs } from '../clock.ts'
import type { SeasonEvent } from '../season/make-event.ts'
import { givenBack, isPaid, type PaidSale, type Sale, type SaleRefund } from './sale.ts'

const changesMind = 0.018
/** A sold-out event stays sold out: who cannot come passes the ticket on. */
const soldOutFrom = 1
const restDays = 2
const byHandDays = 12

/** Gives money back: all of it when the event was cancelled, to a few people who changed their mind otherwise. */
export function refundSales(
  event: SeasonEvent,
  sales: readonly Sale[],
  { chance, now }: { readonly chance: Chance; readonly now: Date },
): readonly Sale[] {
  const isCancelled = event.script.fate === 'cancelled'
  return sales.map((sale) => {
    if (!isPaid(sale)) return sale
    const refund = isCancelled
      ? cancelled(chance, event, sale, now)
      : event.script.demand < soldOutFrom && chance.isLucky(changesMind)
        ? voluntary(chance, event, sale, now)
        : null
    if (!refund) return sale
    for (const { poolId, quantity } of givenBack(refund)) {
      const pool = event.pools.get(poolId)
      if (pool) pool.sold -= quantity
    }
    return { ...sale, refund }
  })
}

function cancelled(chance: Chance, { stoppedAt }: SeasonEvent, sale: PaidSale, now: Date): SaleRefund {
  const at = later(stoppedAt ?? now, chance.between(1, 30) * minuteMs)
  const settledAt = later(at, chance.between(2, 60) * hourMs)
  return {
    id: chance.id(at),
    at,
    tickets: sale.tickets,
    amountMinor: sale.totalMinor,
    reason: 'event_cancelled',
    settledAt: isByHand(sale, at, settledAt, now) ? null : settledAt,
    isWhole: true,
  }
}

function voluntary(chance: Chance, { startsAt, stoppedAt }: SeasonEvent, sale: PaidSale, now: Date): SaleRefund | null {
  const at = later(sale.paidAt, chance.between(3, 6 * 24) * hourMs)
  if (
    sale.totalMinor === 0 ||
    sale.buyer.userId !== null ||
    at >= earliest(later(now, -hourMs), later(startsAt, -restDays * dayMs), stoppedAt ?? now)
  )
    return null
  const [line, ...others] = sale.lines
  const isPart = line !== undefined && others.length === 0 && line.type.admissions === 1 && line.quantity > 1 && chance.isLucky(0.35)
  const tickets = isPart ? sale.tickets.slice(0, 1) : sale.tickets
  const settledAt = later(at, chance.between(1, 40) * hourMs)
  return {
    id: chance.id(at),
    at,
    tickets,
    amountMinor: isPart ? tickets.reduce((sum, { unitMinor }) => sum + unitMinor, 0) : sale.totalMinor,
    reason: at.getTime() - sale.paidAt.getTime() < 5 * dayMs ? 'retracto' : 'voluntary',
    settledAt: isByHand(sale, at, settledAt, now) ? null : settledAt,
    isWhole: !isPart,
  }
}

/** Vouchers and transfers have no way back but a person who asks for the account: the latest of them are still to be done. */
const isByHand = ({ method }: PaidSale, at: Date, settledAt: Date, now: Date): boolean =>
  settledAt >= now || ((method === 'cash_voucher' || method === 'pse') && now.getTime() - at.getTime() < byHandDays * dayMs)
