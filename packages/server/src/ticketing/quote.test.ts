import { EventId, PromoCodeId, TicketTypeId } from '@fashionistas/contract'
import { expect, test } from 'vitest'
import { hashOf } from '#core/api.ts'
import type { Code, SaleableEvent, SaleableType } from '#events/index.ts'
import { price, quoteView, type Priced, type Refused, type Wanted } from './quote.ts'

const now = new Date('2026-11-21T12:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000)
const eventId = EventId.parse('0199aaaa-aaaa-7aaa-8aaa-00000000000e')
const idOf = (digit: number) => TicketTypeId.parse(`0199aaaa-aaaa-7aaa-8aaa-00000000000${digit}`)
const [general, table, gift] = [idOf(1), idOf(2), idOf(3)]
const tier = (id: string, priceMinor: number, poolId: string | null = null) => ({
  id,
  name: { es: id },
  priceMinor,
  startsAt: null,
  endsAt: null,
  poolId,
})
const type = (id: string, over: Partial<SaleableType> = {}): SaleableType => ({
  id,
  eventId,
  organizationId: 'o',
  name: { es: `tipo ${id.at(-1)}` },
  description: null,
  position: 0,
  minPerOrder: 1,
  maxPerOrder: 5,
  admissions: 1,
  isDonation: false,
  isVip: false,
  visibility: 'public',
  salesStartAt: null,
  salesEndAt: null,
  tiers: [tier('única', 10_000)],
  pools: [{ poolId: 'house', weight: 1 }],
  ...over,
})
const house = { id: 'house', kind: 'event' as const, name: 'house', capacity: 40, held: 0, sold: 0, blocked: 0 }
const event = (over: Partial<SaleableEvent> = {}): SaleableEvent => ({
  id: eventId,
  organizationId: 'o',
  slug: 'noche',
  state: 'active',
  type: 'fashion',
  title: { es: 'Noche' },
  summary: null,
  description: null,
  startsAt: days(30),
  endsAt: days(31),
  doorsAt: null,
  postponedFrom: null,
  publishedAt: now,
  timeZone: 'America/Bogota',
  venueId: null,
  venueName: 'Plaza',
  address: 'Calle 1',
  city: 'Medellín',
  latitude: null,
  longitude: null,
  capacity: 40,
  currency: 'COP',
  refundPolicy: 'flexible',
  commissionBp: null,
  pulepCode: null,
  ivaBp: 1_900,
  questions: [],
  organizerName: 'Casa',
  organizerSlug: 'casa',
  accent: null,
  ageLimit: null,
  dressCode: null,
  accessibility: null,
  agenda: [],
  lineUp: [],
  cancelReason: null,
  version: 1,
  types: [
    type(general),
    type(table, { admissions: 4, tiers: [tier('preventa', 40_000, 'few'), tier('taquilla', 50_000)], pools: [{ poolId: 'house', weight: 4 }] }),
    type(gift, { isDonation: true, pools: [] }),
  ],
  pools: new Map([
    ['house', house],
    ['few', { ...house, id: 'few', capacity: 2 }],
  ]),
  ...over,
})
const code = (over: Partial<Code> = {}): Code => ({
  id: PromoCodeId.parse('0199aaaa-aaaa-7aaa-8aaa-00000000000c'),
  eventId,
  organizationId: 'o',
  code: 'LINO',
  percentBp: 1_000,
  amountMinor: null,
  currency: 'COP',
  typeIds: [],
  maxPerBuyer: 2,
  startsAt: null,
  endsAt: null,
  isActive: true,
  poolId: 'uses',
  maxUses: null,
  held: 0,
  used: 0,
  version: 1,
  ...over,
})
const wish = (typeId: string, quantity = 1, amount?: Wanted['amount']): Wanted => ({ typeId, quantity, amount })
const priced = (found: Priced | Refused): Priced => {
  if ('code' in found) throw new Error(`refused: ${found.code}`)
  return found
}
const refusal = (found: Priced | Refused) => ('code' in found ? found : 'priced')

test('T-03 an order is priced line by line, with what each takes from stock, and its sums and hash', () => {
  const found = priced(price(event(), [wish(general, 2), wish(table)], now))
  const { hash, ...body } = found
  const plain = { discountMinor: 0, feeMinor: 0, taxMinor: 0 }
  expect(body).toEqual({
    eventId,
    currency: 'COP',
    lines: [
      {
        ...plain,
        typeId: general,
        tierId: 'única',
        name: { es: 'tipo 1' },
        tierName: null,
        quantity: 2,
        admissions: 1,
        unitMinor: 10_000,
        totalMinor: 20_000,
        takes: [{ poolId: 'house', quantity: 2 }],
      },
      {
        ...plain,
        typeId: table,
        tierId: 'preventa',
        name: { es: 'tipo 2' },
        tierName: { es: 'preventa' },
        quantity: 1,
        admissions: 4,
        unitMinor: 40_000,
        totalMinor: 40_000,
        takes: [
          { poolId: 'house', quantity: 4 },
          { poolId: 'few', quantity: 1 },
        ],
      },
    ],
    promoCode: null,
    subtotalMinor: 60_000,
    discountMinor: 0,
    feesMinor: 0,
    taxesMinor: 0,
    totalMinor: 60_000,
    taxIncludedMinor: 9_580,
    ivaBp: 1_900,
  })
  expect(hash).toBe(hashOf(body))
})

test('T-03 nothing of an event that is off stage or over is sold', () => {
  for (const state of ['draft', 'cancelled', 'completed', 'postponed'] as const)
    expect(price(event({ state }), [wish(general)], now)).toEqual({ code: 'event_not_on_sale', details: {} })
  expect(price(event({ endsAt: now }), [wish(general)], now)).toEqual({ code: 'event_not_on_sale', details: {} })
  expect(priced(price(event({ state: 'sold_out', endsAt: days(1) }), [wish(general)], now)).totalMinor).toBe(10_000)
})

test('T-03 a line that cannot be bought says which and why', () => {
  const details = { typeId: general, name: 'tipo 1' }
  const of = (over: Partial<SaleableType>, quantity = 1) => price(event({ types: [type(general, over)] }), [wish(general, quantity)], now)
  expect(price(event(), [wish(idOf(9))], now)).toEqual({ code: 'not_found', details: { typeId: idOf(9) } })
  const range = { code: 'quantity_out_of_range', details: { ...details, min: 2, max: 5 } }
  expect([of({ minPerOrder: 2 }), of({ minPerOrder: 2 }, 6)]).toEqual([range, range])
  expect([refusal(of({ minPerOrder: 2 }, 2)), refusal(of({ minPerOrder: 2 }, 5))]).toEqual(['priced', 'priced'])
  expect(of({ salesStartAt: days(1) })).toEqual({ code: 'sales_not_open', details: { ...details, opensAt: days(1).toISOString() } })
  expect(of({ salesEndAt: now })).toEqual({ code: 'sales_closed', details })
  const left = (sold: number, quantity: number) =>
    price(event({ pools: new Map([['house', { ...house, capacity: 3, sold }]]) }), [wish(general, quantity)], now)
  expect(left(3, 1)).toEqual({ code: 'sold_out', details: { ...details, left: 0 } })
  expect(left(1, 3)).toEqual({ code: 'sold_out', details: { ...details, left: 2 } })
  expect(refusal(left(1, 2))).toBe('priced')
})

test('T-03 the same type in two lines is one wish, with one limit', () => {
  const found = priced(price(event(), [wish(general, 2), wish(table), wish(general, 3)], now))
  expect(found.lines.map(({ typeId, quantity }) => [typeId, quantity])).toEqual([
    [general, 5],
    [table, 1],
  ])
  expect(refusal(price(event(), [wish(general, 3), wish(general, 3)], now))).toMatchObject({ code: 'quantity_out_of_range' })
})

test('T-03 a donation is at least the price, whole pesos, and never beyond the limit; others cost what they cost', () => {
  const unit = (typeId: string, minor: number, over: Partial<SaleableEvent> = {}, currency: 'COP' | 'USD' = 'COP') =>
    priced(price(event(over), [wish(typeId, 1, { minor, currency })], now)).lines[0]?.unitMinor
  expect([unit(gift, 12_345), unit(gift, 9_000), unit(gift, 6_000_000_000), unit(gift, 99_000, {}, 'USD'), unit(general, 99_000)]).toEqual([
    12_300, 10_000, 5_000_000_000, 10_000, 10_000,
  ])
  expect(unit(gift, 12_345, { currency: 'USD' }, 'USD')).toBe(12_345)
  expect(priced(price(event(), [wish(gift, 2)], now))).toMatchObject({ totalMinor: 20_000, lines: [{ takes: [] }] })
})

test('T-06 a code takes its share off the lines it is for', () => {
  const both = [wish(general, 2), wish(table)]
  const all = priced(price(event(), both, now, code()))
  expect(all.lines.map(({ discountMinor, totalMinor }) => [discountMinor, totalMinor])).toEqual([
    [2_000, 18_000],
    [4_000, 36_000],
  ])
  expect(all).toMatchObject({
    promoCode: { id: code().id, code: 'LINO', poolId: 'uses', maxPerBuyer: 2 },
    subtotalMinor: 60_000,
    discountMinor: 6_000,
    totalMinor: 54_000,
    taxIncludedMinor: 8_622,
  })
  const one = priced(price(event(), both, now, code({ typeIds: [idOf(9), table] })))
  expect(one.lines.map(({ discountMinor }) => discountMinor)).toEqual([0, 4_000])
  const amount = priced(price(event(), both, now, code({ percentBp: null, amountMinor: 6_000 })))
  expect(amount.lines.map(({ discountMinor }) => discountMinor)).toEqual([2_000, 4_000])
  expect(priced(price(event(), both, now, code({ percentBp: null, amountMinor: null }))).discountMinor).toBe(0)
})

test('T-06 a code that does not hold says why', () => {
  const said = (found: Code | null) => {
    const answer = price(event(), [wish(general)], now, found)
    return 'code' in answer ? [answer.code, answer.details] : 'priced'
  }
  expect([said(null), said(code({ isActive: false }))]).toEqual([
    ['code_unknown', {}],
    ['code_unknown', {}],
  ])
  expect([said(code({ startsAt: days(1) })), said(code({ endsAt: now })), said(code({ endsAt: days(-1) }))]).toEqual(
    Array.from({ length: 3 }, () => ['code_not_now', {}]),
  )
  expect([said(code({ startsAt: now })), said(code({ endsAt: days(1) })), said(code({ startsAt: days(-1), endsAt: days(1) }))]).toEqual([
    'priced',
    'priced',
    'priced',
  ])
  expect([
    said(code({ maxUses: 3, held: 1, used: 2 })),
    said(code({ maxUses: 3, held: 1, used: 1 })),
    said(code({ maxUses: 3, held: 2, used: 2 })),
  ]).toEqual([['code_used_up', {}], 'priced', ['code_used_up', {}]])
  expect(said(code({ typeIds: [table] }))).toEqual(['code_not_applicable', {}])
})

test('T-03 what the buyer is shown says the same in the currency of the event', () => {
  const found = priced(price(event(), [wish(table)], now, code()))
  const money = (minor: number) => ({ minor, currency: 'COP' })
  expect(
    quoteView({ ...found, feesMinor: 1, taxesMinor: 2, lines: found.lines.map((line) => ({ ...line, feeMinor: 3, taxMinor: 4 })) }, now),
  ).toEqual({
    eventId,
    hash: found.hash,
    quotedAt: now.toISOString(),
    promoCode: 'LINO',
    subtotal: money(40_000),
    discount: money(4_000),
    fees: money(1),
    taxes: money(2),
    total: money(36_000),
    taxIncluded: money(5_748),
    ivaBp: 1900,
    lines: [
      {
        typeId: table,
        name: { es: 'tipo 2' },
        tierName: { es: 'preventa' },
        quantity: 1,
        admissions: 4,
        unit: money(40_000),
        discount: money(4_000),
        fee: money(3),
        tax: money(4),
        total: money(36_000),
      },
    ],
  })
  expect(quoteView(priced(price(event(), [wish(general)], now)), now).promoCode).toBeNull()
})
