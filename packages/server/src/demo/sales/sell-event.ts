import { tierNow, type SaleableType } from '#events/index.ts'
import type { Chance } from '../chance.ts'
import { dayMs, earliest, hourMs, later, minuteMs } from '../clock.ts'
import type { Buyer } from '../people/buyers.ts'
import type { SeasonEvent } from '../season/make-event.ts'
import type { Codes } from './codes.ts'
import { saleTimes } from './sale-times.ts'
import type { Method, Sale, SaleLine } from './sale.ts'

export type Audience = {
  readonly local: readonly Buyer[]
  readonly all: readonly Buyer[]
  /** The demo's attendee, and how many tickets that person takes here. */ readonly faithful: {
    readonly buyer: Buyer
    readonly quantity: number
  } | null
}
export type Selling = { readonly chance: Chance; readonly now: Date; readonly codes: Codes; readonly audience: Audience }

const peoplePerOrder = 2.25
const lostShare = 0.1
const localShare = 0.86
const methods: readonly (readonly [Method, number])[] = [
  ['nequi', 34],
  ['pse', 24],
  ['card', 22],
  ['bancolombia_transfer', 10],
  ['daviplata', 5],
  ['bancolombia_qr', 3],
  ['cash_voucher', 2],
]
/** Minutes until the money is there, at most. */
const settlesWithin: Readonly<Record<Method, number>> = {
  card: 2,
  nequi: 5,
  daviplata: 5,
  pse: 9,
  bancolombia_transfer: 6,
  bancolombia_qr: 6,
  cash_voucher: 1500,
}
const partySizes: readonly (readonly [number, number])[] = [
  [1, 22],
  [2, 48],
  [3, 13],
  [4, 12],
  [5, 3],
  [6, 2],
]

/** Sells an event from its opening until now, one attempt after the other, at the price and with the stock of each moment. */
export function sellEvent(event: SeasonEvent, selling: Selling): readonly Sale[] {
  const { script, publishedAt, startsAt, stoppedAt } = event
  if (script.demand === 0) return []
  const { chance, now, audience } = selling
  const until = earliest(now, later(startsAt, 20 * minuteMs), stoppedAt ?? now)
  const attempts = Math.ceil((script.capacity * script.demand) / peoplePerOrder / (1 - lostShare))
  const times = saleTimes(chance, { opensAt: publishedAt, until, startsAt }, attempts)
  const faithfulAt = Math.floor(times.length * 0.15)
  return times.flatMap((at, index) => {
    const { faithful } = audience
    const isFaithful = faithful !== null && index === faithfulAt
    const buyer = isFaithful ? faithful.buyer : chance.pick(chance.isLucky(localShare) ? audience.local : audience.all)
    return attempt(event, selling, { at, buyer, wanted: isFaithful ? faithful.quantity : null })
  })
}

type Attempt = {
  readonly at: Date
  readonly buyer: Buyer
  /** Null: as many as people usually take, and some give up. */ readonly wanted: number | null
}

function attempt(event: SeasonEvent, { chance, now, codes }: Selling, { at, buyer, wanted }: Attempt): readonly Sale[] {
  const lines = chooseLines(chance, event, at, wanted)
  if (lines.length === 0) return []
  const totalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0)
  const method = totalMinor === 0 ? null : methodFor(chance, event, at)
  const placed = { id: chance.id(at), code: codes.order(), buyer, placedAt: at, lines, totalMinor, method }
  const paidAt = method === null ? at : new Date(Math.floor(at.getTime() + (0.4 + chance.next() * settlesWithin[method]) * minuteMs))
  const isLost = method !== null && wanted === null && chance.isLucky(lostShare)
  // Whoever came in these minutes is either done or gone: open holds are made on purpose, elsewhere.
  if (isLost || paidAt >= now)
    return later(at, 20 * minuteMs) < now
      ? [{ ...placed, outcome: 'expired', expiresAt: later(at, (method === 'card' ? 10 : 20) * minuteMs), longHold: null }]
      : []
  for (const { poolId, quantity } of lines.flatMap(({ takes }) => takes)) {
    const pool = event.pools.get(poolId)
    if (pool) pool.sold += quantity
  }
  const tickets = lines.flatMap((line) => {
    const people = line.quantity * line.type.admissions
    return Array.from({ length: people }, () => ({
      id: chance.id(paidAt),
      code: codes.ticket(),
      line,
      unitMinor: Math.floor(line.totalMinor / people),
    }))
  })
  return [{ ...placed, outcome: 'paid', paidAt, tickets, refund: null }]
}

/** Vouchers need days; near the event nobody is offered one. */
function methodFor(chance: Chance, { startsAt }: SeasonEvent, at: Date): Method {
  const method = chance.weighted(methods)
  return method === 'cash_voucher' && startsAt.getTime() - at.getTime() < 3 * dayMs ? 'nequi' : method
}

/** One type as a rule; with a family's or a student's ticket beside it now and then. */
export function chooseLines(chance: Chance, event: SeasonEvent, at: Date, wanted: number | null): readonly SaleLine[] {
  const open = event.types.flatMap((type) => {
    const found = type.visibility === 'public' || chance.isLucky(0.3) ? tierNow(type, event.pools, at) : { state: 'closed' as const }
    return found.state === 'on_sale' ? [{ type, tier: found.tier, left: Math.min(found.left ?? type.maxPerOrder, type.maxPerOrder) }] : []
  })
  if (open.length === 0) return []
  const first =
    wanted === null
      ? chance.weighted(open.map((offer) => [offer, interestIn(offer.type, event)] as const))
      : (open.find(({ left, type }) => left >= wanted && type.admissions === 1) ?? open[0])
  if (!first) return []
  const size = wanted ?? (first.type.admissions > 1 ? 1 : chance.weighted(partySizes))
  const line = lineOf(chance, at, first, Math.min(size, first.left))
  const beside = open.find(
    ({ type }) => type !== first.type && type.admissions === 1 && type.position === event.types.length - 2 && type.visibility === 'public',
  )
  return wanted === null && beside && chance.isLucky(0.05) ? withSecond(event, line, lineOf(chance, at, beside, 1)) : [line]
}

const withSecond = (event: SeasonEvent, line: SaleLine, second: SaleLine): readonly SaleLine[] =>
  fits(event, [line, second]) ? [line, second] : [line]

/** As many people want a type as it has places for. */
const interestIn = (type: SaleableType, event: SeasonEvent): number => {
  const own = event.pools.get(type.pools.find(({ poolId }) => event.pools.get(poolId)?.kind === 'type')?.poolId ?? '')
  return (own?.capacity ?? 1) * (type.admissions === 1 ? 1 : 2.2) + 0.01
}

type Offer = { readonly type: SaleableType; readonly tier: SaleLine['tier']; readonly left: number }

function lineOf(chance: Chance, at: Date, { type, tier }: Offer, quantity: number): SaleLine {
  const unitMinor = type.isDonation
    ? tier.priceMinor +
      chance.weighted([
        [0, 40],
        [500_000, 25],
        [1_000_000, 20],
        [2_000_000, 10],
        [4_000_000, 5],
      ])
    : tier.priceMinor
  const own = type.pools.map(({ poolId, weight }) => ({ poolId, quantity: weight * quantity }))
  return {
    id: chance.id(at),
    type,
    tier,
    quantity,
    unitMinor,
    totalMinor: unitMinor * quantity,
    takes: tier.poolId ? [...own, { poolId: tier.poolId, quantity }] : own,
  }
}

/** Two lines may take from the same pool. */
function fits({ pools }: SeasonEvent, lines: readonly SaleLine[]): boolean {
  const sums = new Map<string, number>()
  for (const { poolId, quantity } of lines.flatMap(({ takes }) => takes)) sums.set(poolId, (sums.get(poolId) ?? 0) + quantity)
  return [...sums].every(([id, quantity]) => {
    const pool = pools.get(id)
    return pool !== undefined && (pool.capacity === null || pool.capacity - pool.sold - pool.held >= quantity)
  })
}

/** Orders that are open at this very moment: somebody is paying, somebody walks to the corner shop with a voucher. */
export function openOrders(event: SeasonEvent, { chance, now, codes, audience }: Selling): readonly Sale[] {
  const until = later(now, chance.between(4, 9) * minuteMs)
  const voucherUntil = earliest(later(now, 30 * hourMs), later(event.startsAt, -dayMs))
  const long = [...event.pools.values()].find(({ kind }) => kind === 'long_hold')
  return (['held', 'waiting'] as const).flatMap((outcome): readonly Sale[] => {
    const at = later(now, -(outcome === 'held' ? chance.between(1, 4) : chance.between(120, 900)) * minuteMs)
    const lines = chooseLines(chance, event, at, 2)
    const totalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0)
    if (lines.length === 0 || totalMinor === 0 || (outcome === 'waiting' && voucherUntil < later(now, dayMs))) return []
    const longHold =
      outcome === 'waiting' && long ? { poolId: long.id, quantity: lines.reduce((sum, line) => sum + line.quantity * line.type.admissions, 0) } : null
    for (const { poolId, quantity } of [...lines.flatMap(({ takes }) => takes), ...(longHold ? [longHold] : [])]) {
      const pool = event.pools.get(poolId)
      if (pool) pool.held += quantity
    }
    return [
      {
        id: chance.id(at),
        code: codes.order(),
        buyer: chance.pick(audience.local),
        placedAt: at,
        lines,
        totalMinor,
        method: outcome === 'held' ? null : 'cash_voucher',
        outcome,
        expiresAt: outcome === 'held' ? until : voucherUntil,
        longHold,
      },
    ]
  })
}
