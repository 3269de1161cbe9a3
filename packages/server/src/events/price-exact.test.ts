import { expect, test } from 'vitest'
import { freeOf, isSoldOut, onSale, priceFrom, saleOf, tierNow, type PoolStock, type SaleableType, type Tier } from './price.ts'

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
const pool = (id: string, over: Partial<PoolStock> = {}): PoolStock => ({
  id,
  kind: 'type',
  name: id,
  capacity: 10,
  held: 0,
  sold: 0,
  blocked: 0,
  ...over,
})
const type = (over: Partial<SaleableType> = {}): SaleableType => ({
  id: '0199aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa',
  eventId: 'e',
  organizationId: 'o',
  name: { es: 'General' },
  description: { es: 'De pie' },
  position: 0,
  minPerOrder: 2,
  maxPerOrder: 9,
  admissions: 3,
  isDonation: true,
  isVip: false,
  visibility: 'public',
  salesStartAt: null,
  salesEndAt: null,
  tiers: [tier('one')],
  pools: [{ poolId: 'own', weight: 1 }],
  ...over,
})
const pools = new Map([pool('own'), pool('gone', { sold: 10 }), pool('nine', { sold: 1 })].map((each) => [each.id, each]))
const stage = { state: 'active', currency: 'COP' as const, endsAt: days(30), pools }
const at = (over: Partial<SaleableType>) => tierNow(type(over), pools, now)

test('T-02 what is held, sold and blocked is not free; no pool has nothing, a pool without capacity no end', () => {
  expect(freeOf(pool('a', { held: 1, sold: 2, blocked: 3 }))).toBe(4)
  expect([
    freeOf(undefined),
    freeOf(pool('a', { capacity: null, sold: 99 })),
    freeOf(pool('a', { sold: 11 })),
    freeOf(pool('a', { sold: 10 })),
  ]).toEqual([0, Infinity, 0, 0])
})

test('T-01 windows begin at their first instant and end before their last', () => {
  expect([at({ salesStartAt: now }).state, at({ salesEndAt: days(1) }).state, at({ salesEndAt: now }).state]).toEqual([
    'on_sale',
    'on_sale',
    'closed',
  ])
  expect([at({ tiers: [tier('a', { startsAt: now })] }).state, at({ tiers: [tier('a', { endsAt: now })] }).state]).toEqual(['on_sale', 'closed'])
  expect(at({ tiers: [tier('a', { startsAt: days(-1), endsAt: days(1) })] }).state).toBe('on_sale')
})

test('T-01 a sale to come opens with its first tier, at the earliest of several, and not after its end', () => {
  const later = [tier('late', { startsAt: days(5) }), tier('early', { startsAt: days(3) })]
  expect(at({ tiers: later })).toEqual({ state: 'soon', opensAt: days(3) })
  expect(at({ tiers: later, salesStartAt: days(4) })).toEqual({ state: 'soon', opensAt: days(4) })
  expect(at({ tiers: later.slice(0, 1), salesStartAt: days(4) })).toEqual({ state: 'soon', opensAt: days(5) })
  expect(at({ tiers: later, salesEndAt: days(3) })).toEqual({ state: 'closed' })
  expect(at({ tiers: later, salesEndAt: days(4) })).toEqual({ state: 'soon', opensAt: days(3) })
  expect(at({ salesStartAt: days(1), tiers: [tier('over', { endsAt: now })] })).toEqual({ state: 'closed' })
})

test('T-01 without stock a sale is sold out while a tier is open or to come, and closed after the last', () => {
  const gone = [{ poolId: 'gone', weight: 1 }]
  expect(at({ pools: gone })).toEqual({ state: 'sold_out' })
  expect(at({ pools: gone, tiers: [tier('later', { startsAt: days(1) })] })).toEqual({ state: 'sold_out' })
  expect(at({ pools: gone, tiers: [tier('over', { endsAt: now })] })).toEqual({ state: 'closed' })
  expect(at({ pools: [{ poolId: 'nowhere', weight: 1 }] })).toEqual({ state: 'sold_out' })
})

test('T-01 a tier whose own stock is gone waits for the next one, and is sold out when there is none', () => {
  expect(at({ tiers: [tier('a', { poolId: 'gone' })] })).toEqual({ state: 'sold_out' })
  expect(at({ tiers: [tier('a', { poolId: 'gone' }), tier('b', { startsAt: days(2) })] })).toEqual({ state: 'soon', opensAt: days(2) })
  expect(at({ tiers: [tier('a', { poolId: 'gone' }), tier('b', { poolId: 'nine' })] })).toMatchObject({ tier: { id: 'b' }, left: 9 })
  expect(at({ pools: [], tiers: [tier('a')] })).toMatchObject({ left: null })
})

test('T-01 exactly the least that may be bought is still on sale', () => {
  const two = new Map([['own', pool('own', { sold: 8 })]])
  expect(tierNow(type(), two, now)).toMatchObject({ state: 'on_sale', left: 2 })
  const tierOfTwo = new Map([...pools, ['two', pool('two', { sold: 8 })]])
  expect(tierNow(type({ tiers: [tier('a', { poolId: 'two' })] }), tierOfTwo, now)).toMatchObject({ state: 'on_sale', left: 2 })
})

test('T-01 a card says all that a visitor decides by', () => {
  const ofPools = (sold: number) => ({ ...stage, pools: new Map([['own', pool('own', { sold })]]) })
  const tiers = [tier('early', { priceMinor: 80, endsAt: days(1) }), tier('late', { priceMinor: 120, startsAt: days(1) })]
  const plain = {
    id: type().id,
    name: { es: 'General' },
    description: { es: 'De pie' },
    minPerOrder: 2,
    maxPerOrder: 9,
    admissions: 3,
    isDonation: true,
  }
  expect(onSale(type({ tiers }), ofPools(0), now)).toEqual({
    ...plain,
    price: { minor: 80, currency: 'COP' },
    tierName: { es: 'early' },
    tierEndsAt: days(1).toISOString(),
    nextPrice: { minor: 120, currency: 'COP' },
    sale: { state: 'on_sale', left: 10 },
  })
  const off = { ...plain, price: { minor: 80, currency: 'COP' }, tierName: { es: 'early' }, tierEndsAt: null, nextPrice: null }
  expect(onSale(type({ tiers }), ofPools(10), now)).toEqual({ ...off, sale: { state: 'sold_out' } })
  expect(onSale(type({ tiers }), { ...ofPools(0), state: 'cancelled' }, now)).toEqual({ ...off, sale: { state: 'closed' } })
  expect(onSale(type(), stage, now)).toMatchObject({ tierName: null, tierEndsAt: null, nextPrice: null })
})

test('T-01 the price of a closed sale is that of the tier open then, now, to come or last', () => {
  const shown = (over: Partial<SaleableType>, state = 'active') => onSale(type(over), { ...stage, state }, now).price.minor
  const [over, open, later, last] = [
    tier('over', { priceMinor: 1, endsAt: days(-1) }),
    tier('open', { priceMinor: 2, endsAt: days(2) }),
    tier('later', { priceMinor: 3, startsAt: days(2), endsAt: days(4) }),
    tier('last', { priceMinor: 4, startsAt: days(4) }),
  ]
  expect(shown({ tiers: [over, later, last] })).toBe(3)
  expect(shown({ tiers: [over, open, later], salesStartAt: days(3) })).toBe(3)
  expect(shown({ tiers: [over, open, later, last] }, 'completed')).toBe(2)
  expect(shown({ tiers: [over, tier('too', { priceMinor: 5 }), open] }, 'completed')).toBe(2)
  expect(shown({ tiers: [over, later, last] }, 'completed')).toBe(3)
  expect(shown({ tiers: [tier('first', { priceMinor: 9, endsAt: days(-2) }), over] })).toBe(1)
  expect(shown({ tiers: [tier('first', { endsAt: days(-3) }), tier('second', { endsAt: days(-2) }), over] })).toBe(1)
  expect(shown({ tiers: [tier('ends now', { priceMinor: 9, endsAt: now }), last] }, 'completed')).toBe(4)
  expect(() => shown({ tiers: [] })).toThrow('has no tier')
})

test('T-01 only what is on stage and not over is sold', () => {
  const states = ['draft', 'active', 'sold_out', 'cancelled'].map((state) => saleOf(type(), { ...stage, state }, now).state)
  expect(states).toEqual(['closed', 'on_sale', 'on_sale', 'closed'])
  expect(saleOf(type(), { ...stage, endsAt: now }, now)).toEqual({ state: 'closed' })
})

test('E-04 an event is sold out when a public type is, and no other can be bought now or later', () => {
  const of = (...types: readonly SaleableType[]) => isSoldOut({ pools, types }, now)
  const [sold, closed, open, soon] = [
    type({ pools: [{ poolId: 'gone', weight: 1 }] }),
    type({ salesEndAt: now }),
    type(),
    type({ salesStartAt: days(1) }),
  ]
  expect([of(sold), of(sold, closed), of(sold, open), of(sold, soon), of(closed), of(), of(sold, { ...open, visibility: 'hidden' })]).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    true,
  ])
  expect(of({ ...sold, visibility: 'hidden' })).toBe(false)
})

test('E-04 the price told is the lowest of the public types that are on sale', () => {
  const types = [type({ tiers: [tier('a', { priceMinor: 300 })] }), type({ tiers: [tier('b', { priceMinor: 200 })] })]
  expect(priceFrom({ ...stage, types }, now)).toEqual({ minor: 200, currency: 'COP' })
  expect(priceFrom({ ...stage, types: [type({ visibility: 'hidden' })] }, now)).toBeNull()
  expect(priceFrom({ ...stage, types: [] }, now)).toBeNull()
})
