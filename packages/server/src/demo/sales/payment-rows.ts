import type { Chance } from '../chance.ts'
import { dayMs, later, minuteMs } from '../clock.ts'
import type { SeasonEvent } from '../season/make-event.ts'
import type { Row } from '../write-rows.ts'
import { isPaid, type Method, type PaidSale, type Sale } from './sale.ts'

export const provider = 'sandbox'
const triesTwice = 0.07
const failures: readonly (readonly [{ readonly code: string; readonly message: string }, number])[] = [
  [{ code: 'insufficient_funds', message: 'Fondos insuficientes' }, 40],
  [{ code: 'declined', message: 'Rechazada por el banco' }, 30],
  [{ code: 'cancelled_by_payer', message: 'Cancelada por quien paga' }, 20],
  [{ code: 'expired', message: 'Sin respuesta a tiempo' }, 10],
]
/** Calendar days within which money is due by law: shorter for a withdrawal than for an event that failed. */
const dueDays = { event_cancelled: 21, retracto: 15, voluntary: 15 } as const

export type Paid = { readonly payments: readonly Row[]; readonly refunds: readonly Row[] }

/** The attempts to pay each order, and the money that went back. */
export function paymentRows(event: SeasonEvent, sales: readonly Sale[], chance: Chance): Paid {
  const rows = sales.map((sale) => (isPaid(sale) ? paidRows(event, sale, chance) : { payments: unpaidRows(event, sale, chance), refunds: [] }))
  return { payments: rows.flatMap(({ payments }) => payments), refunds: rows.flatMap(({ refunds }) => refunds) }
}

function paidRows(event: SeasonEvent, sale: PaidSale, chance: Chance): Paid {
  const { method, paidAt, refund } = sale
  if (method === null) return { payments: [], refunds: [] }
  const isSecond = chance.isLucky(triesTwice)
  const failed = isSecond
    ? [
        attemptRow(event, sale, chance, {
          number: 1,
          method,
          state: 'failed',
          at: sale.placedAt,
          settledAt: later(sale.placedAt, Math.floor((paidAt.getTime() - sale.placedAt.getTime()) / 3)),
        }),
      ]
    : []
  const isBack = refund !== null && refund.settledAt !== null
  const paid = attemptRow(event, sale, chance, {
    number: isSecond ? 2 : 1,
    method,
    state: isBack ? (refund.isWhole ? 'refunded' : 'partially_refunded') : 'succeeded',
    at: later(sale.placedAt, Math.floor((paidAt.getTime() - sale.placedAt.getTime()) / 2)),
    settledAt: paidAt,
  })
  return { payments: [...failed, paid], refunds: refund && refund.amountMinor > 0 ? [refundRow(event, sale, refund, String(paid['id']))] : [] }
}

function unpaidRows(event: SeasonEvent, sale: Exclude<Sale, PaidSale>, chance: Chance): readonly Row[] {
  const { method, placedAt, expiresAt } = sale
  if (method === null) return []
  const at = later(placedAt, minuteMs)
  if (sale.outcome === 'waiting') {
    const row = attemptRow(event, sale, chance, { number: 1, method, state: 'pending', at, settledAt: null })
    return [
      {
        ...row,
        next: { kind: 'voucher', agreement: '110528', reference: String(chance.between(1_000_000_000, 9_999_999_999)) },
        expires_at: expiresAt,
        next_poll_at: expiresAt,
      },
    ]
  }
  // Two thirds of lost orders never reached a bank.
  return chance.isLucky(0.35)
    ? [attemptRow(event, sale, chance, { number: 1, method, state: chance.pick(['failed', 'expired']), at, settledAt: later(at, 4 * minuteMs) })]
    : []
}

type Attempt = { readonly number: number; readonly method: Method; readonly state: string; readonly at: Date; readonly settledAt: Date | null }

function attemptRow(event: SeasonEvent, sale: Sale, chance: Chance, { number, method, state, at, settledAt }: Attempt): Row {
  const id = chance.id(at)
  return {
    id,
    order_id: sale.id,
    organization_id: event.house.id,
    event_id: event.id,
    attempt: number,
    reference: `${sale.code}-${number}-${id.slice(-6)}`,
    provider,
    provider_ref: `demo_${id.replaceAll('-', '').slice(6)}`,
    method,
    state,
    amount_minor: sale.totalMinor,
    currency: 'COP',
    next: null,
    failure: state === 'failed' ? chance.weighted(failures) : null,
    acceptances: [],
    request_hash: id,
    expires_at: later(at, 20 * minuteMs),
    next_poll_at: null,
    polls: 0,
    created_at: at,
    settled_at: settledAt,
  }
}

function refundRow(event: SeasonEvent, sale: PaidSale, refund: NonNullable<PaidSale['refund']>, paymentId: string): Row {
  return {
    id: refund.id,
    order_id: sale.id,
    payment_id: paymentId,
    organization_id: event.house.id,
    event_id: event.id,
    ticket_ids: refund.tickets.map(({ id }) => id),
    amount_minor: refund.amountMinor,
    currency: 'COP',
    reason: refund.reason,
    state: refund.settledAt ? 'succeeded' : 'manual',
    cause: refund.reason === 'event_cancelled' ? `event_cancelled:${sale.id}` : `order:${sale.id}:3`,
    provider_ref: refund.settledAt ? `demo_refund_${refund.id.slice(-12)}` : null,
    attempts: 1,
    due_at: later(refund.at, dueDays[refund.reason] * dayMs),
    created_at: refund.at,
    settled_at: refund.settledAt,
  }
}
