import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSoldOut, onSale, priceFrom, tierNow, type Pools, type PoolStock, type SaleableType, type Tier } from './price.ts'

const now = new Date('2026-11-21T12:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000)
const tier = (id: string, over: Partial<Tier> = {}): Tier => ({
  id,
  name: { es: id },
  priceMinor: 100,
  startsAt: null,
  endsAt: null,
  poolId: null,
  ...over,
})
const pool = (id: string, capacity: number | null, taken = 0): PoolStock => ({
  id,
  kind: 'type',
  name: id,
  capacity,
  held: 0,
  sold: taken,
  blocked: 0,
})
const stock = (...pools: PoolStock[]): Pools => new Map(pools.map((each) => [each.id, each]))
const type = (over: Partial<SaleableType> = {}): SaleableType => ({
  id: '0199aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa',
  eventId: 'e',
  organizationId: 'o',
  name: { es: 'General' },
  description: null,
  position: 0,
  minPerOrder: 1,
  maxPerOrder: 10,
  admissions: 1,
  isDonation: false,
  isVip: false,
  visibility: 'public',
  salesStartAt: null,
  salesEndAt: null,
  tiers: [tier('one')],
  pools: [{ poolId: 'own', weight: 1 }],
  ...over,
})
const stage = (pools: Pools) => ({ state: 'active', currency: 'COP' as const, endsAt: days(30), pools })

test('T-01 the first tier that is open by date and has stock of its own gives the price', () => {
  const tiers = [tier('presale', { endsAt: days(-1) }), tier('first', { poolId: 'few' }), tier('second')]
  const left = stock(pool('own', 100), pool('few', 10, 7))
  expect(tierNow(type({ tiers }), left, now)).toMatchObject({ state: 'on_sale', tier: { id: 'first' }, left: 3 })
  const gone = stock(pool('own', 100), pool('few', 10, 10))
  expect(tierNow(type({ tiers }), gone, now)).toMatchObject({ state: 'on_sale', tier: { id: 'second' }, left: 100 })
})

test('T-01 a type opens with its window and its first tier, and closes with its window', () => {
  const own = stock(pool('own', 5))
  expect(tierNow(type({ salesStartAt: days(2) }), own, now)).toEqual({ state: 'soon', opensAt: days(2) })
  expect(tierNow(type({ salesStartAt: days(2), tiers: [tier('later', { startsAt: days(3) })] }), own, now)).toEqual({
    state: 'soon',
    opensAt: days(3),
  })
  expect(tierNow(type({ tiers: [tier('over', { endsAt: days(-1) }), tier('later', { startsAt: days(3) })] }), own, now)).toEqual({
    state: 'soon',
    opensAt: days(3),
  })
  expect(tierNow(type({ salesEndAt: now }), own, now)).toEqual({ state: 'closed' })
  expect(tierNow(type({ tiers: [tier('over', { endsAt: now })] }), own, now)).toEqual({ state: 'closed' })
  expect(tierNow(type({ salesEndAt: days(2), tiers: [tier('never', { startsAt: days(3) })] }), own, now)).toEqual({ state: 'closed' })
})

test('T-02 the smallest of all pools decides, and a table takes as many places as it has chairs', () => {
  const pools = [
    { poolId: 'own', weight: 1 },
    { poolId: 'house', weight: 4 },
  ]
  expect(tierNow(type({ pools }), stock(pool('own', 50), pool('house', 100, 89)), now)).toMatchObject({ left: 2 })
  expect(tierNow(type({ pools }), stock(pool('own', 50), pool('house', 100, 97)), now)).toEqual({ state: 'sold_out' })
  expect(tierNow(type({ pools: [] }), stock(), now)).toMatchObject({ state: 'on_sale', left: null })
})

test('T-01 fewer left than the least that may be bought is sold out', () => {
  expect(tierNow(type({ minPerOrder: 2 }), stock(pool('own', 9, 8)), now)).toEqual({ state: 'sold_out' })
})

test('T-01 what is told as left can be taken, and one more cannot; more stock never closes a sale', () => {
  const small = fc.integer({ min: 0, max: 30 })
  fc.assert(
    fc.property(small, small, small, fc.integer({ min: 1, max: 4 }), (own, house, tierStock, weight) => {
      const of = type({
        tiers: [tier('one', { poolId: 't' })],
        pools: [
          { poolId: 'own', weight: 1 },
          { poolId: 'house', weight },
        ],
      })
      const found = tierNow(of, stock(pool('own', own), pool('house', house), pool('t', tierStock)), now)
      const fits = (units: number) => units <= own && units * weight <= house && units <= tierStock
      const left = found.state === 'on_sale' ? (found.left ?? -1) : 0
      expect(fits(left)).toBe(true)
      expect(fits(left + 1)).toBe(false)
      const more = tierNow(of, stock(pool('own', own + 1), pool('house', house + weight), pool('t', tierStock + 1)), now)
      expect(more.state).toBe('on_sale')
    }),
  )
})

test('T-01 with time alone a sale goes from soon to open to closed and never back', () => {
  const instant = fc.option(fc.integer({ min: -20, max: 20 }), { nil: null })
  const rank = { soon: 0, on_sale: 1, sold_out: 1, closed: 2 }
  fc.assert(
    fc.property(instant, instant, (from, to) => {
      const of = type({ salesStartAt: from === null ? null : days(from), salesEndAt: to === null ? null : days(to) })
      const seen = Array.from({ length: 50 }, (_, at) => rank[tierNow(of, stock(pool('own', 5)), days(at - 25)).state])
      expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    }),
  )
})

test('T-01 a number is told only when few are left, and nothing of an event off stage is on sale', () => {
  expect(onSale(type(), stage(stock(pool('own', 21))), now).sale).toEqual({ state: 'on_sale', left: null })
  expect(onSale(type(), stage(stock(pool('own', 20))), now).sale).toEqual({ state: 'on_sale', left: 20 })
  for (const state of ['draft', 'cancelled', 'completed', 'postponed'])
    expect(onSale(type(), { ...stage(stock(pool('own', 20))), state }, now).sale).toEqual({ state: 'closed' })
  expect(onSale(type(), { ...stage(stock(pool('own', 20))), endsAt: now }, now).sale).toEqual({ state: 'closed' })
})

test('T-01 the card names the price to come while the sale is closed, and the next price while it is open', () => {
  const tiers = [tier('early', { priceMinor: 80, endsAt: days(1) }), tier('late', { priceMinor: 120, startsAt: days(1) })]
  const shown = onSale(type({ tiers }), stage(stock(pool('own', 50))), now)
  expect(shown).toMatchObject({ price: { minor: 80 }, tierName: { es: 'early' }, tierEndsAt: days(1).toISOString(), nextPrice: { minor: 120 } })
  expect(onSale(type({ tiers: tiers.slice(1) }), stage(stock(pool('own', 50))), now)).toMatchObject({
    price: { minor: 120 },
    tierName: null,
    nextPrice: null,
    sale: { state: 'soon', opensAt: days(1).toISOString() },
  })
})

test('E-04 the price of an event is the lowest that everybody can buy now', () => {
  const types = [
    type({ tiers: [tier('a', { priceMinor: 300 })] }),
    type({ tiers: [tier('b', { priceMinor: 200 })], pools: [{ poolId: 'gone', weight: 1 }] }),
    type({ tiers: [tier('c', { priceMinor: 1 })], visibility: 'hidden' }),
  ]
  const pools = stock(pool('own', 5), pool('gone', 5, 5))
  expect(priceFrom({ ...stage(pools), types }, now)).toEqual({ minor: 300, currency: 'COP' })
  expect(isSoldOut({ pools, types }, now)).toBe(false)
  expect(isSoldOut({ pools, types: types.slice(1) }, now)).toBe(true)
  expect(priceFrom({ ...stage(pools), types: types.slice(1) }, now)).toBeNull()
})
