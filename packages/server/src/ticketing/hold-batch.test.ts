import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database } from '#core/database.ts'
import { worldAt } from '#core/world.ts'
import { published } from '../../test/constraint-cases.ts'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { openTables, type Tables } from '../../test/tables.ts'
import { holdBatch, type HoldRequest } from './hold.ts'

const now = new Date('2026-11-21T12:00:00Z')
const world = worldAt(now)
const inTenMinutes = new Date(now.getTime() + 600_000).toISOString()
let own: TestDatabase
let tables: Tables
let database: Database
let organization: string
let people = 0
beforeAll(async () => {
  own = await testDatabase()
  tables = await openTables(own.url)
  database = new Database(own.url, 2)
  organization = await tables.put('organizations')
})
afterAll(async () => {
  await database.close()
  await tables.close()
  await own.drop()
})

type Ground = { readonly event: string; readonly type: string; readonly tier: string; readonly pool: string }
/** An event of its own for each test, with two places. */
async function ground(state = 'active'): Promise<Ground> {
  people += 1
  const event = await tables.put('events', { ...published, state, organization_id: organization, slug: `noche-${people}` })
  const type = await tables.put('ticket_types', { event_id: event, organization_id: organization })
  const tier = await tables.put('price_tiers', { ticket_type_id: type, organization_id: organization })
  const pool = await tables.put('pools', { event_id: event, organization_id: organization, capacity: 2, held: 0, sold: 0, blocked: 0 })
  return { event, type, tier, pool }
}

function request({ event, type, tier, pool }: Ground, over: Partial<HoldRequest> & { readonly quantity?: number } = {}): HoldRequest {
  people += 1
  const { quantity = 1, ...rest } = over
  const orderId = world.newId()
  const buyer = over.buyer ?? { email: `persona${people}@example.co`, phone: `+57300${people}` }
  const common = { organization_id: organization }
  return {
    orderId,
    eventId: event,
    idempotencyKey: `key ${people}`,
    requestHash: 'a body',
    takes: [{ poolId: pool, quantity }],
    buyer,
    promoCode: null,
    order: {
      ...common,
      id: orderId,
      code: `FSH-${people}`,
      event_id: event,
      state: 'held',
      buyer_name: 'Ana',
      buyer_email: buyer.email,
      buyer_phone: buyer.phone,
      locale: 'es-CO',
      currency: 'COP',
      subtotal_minor: 10,
      discount_minor: 0,
      fees_minor: 0,
      taxes_minor: 0,
      total_minor: 10,
      tax_included_minor: 1,
      promo_code_id: over.promoCode?.id ?? null,
      quote: {},
      quote_hash: 'q',
      idempotency_key: over.idempotencyKey === undefined ? `key ${people}` : over.idempotencyKey,
      request_hash: over.requestHash ?? 'a body',
      channel: 'web',
      expires_at: inTenMinutes,
      placed_at: now.toISOString(),
      consent: {},
    },
    lines: [
      {
        ...common,
        id: world.newId(),
        order_id: orderId,
        ticket_type_id: type,
        tier_id: tier,
        name: { es: 'General' },
        quantity,
        admissions: 1,
        unit_minor: 10,
        discount_minor: 0,
        fee_minor: 0,
        tax_minor: 0,
        total_minor: 10 * quantity,
        commission_bp: 500,
        iva_bp: 0,
      },
    ],
    answers: [],
    consents: [
      {
        id: world.newId(),
        contact: buyer.email,
        purpose: 'terms',
        channel: 'web',
        granted: true,
        text_version: '1',
        proof: {},
        at: now.toISOString(),
      },
    ],
    audit: { at: now.toISOString(), actor_kind: 'guest', organization_id: organization, operation: 'placeOrder', target: `order:${orderId}` },
    happening: {
      id: world.newId(),
      type: 'order.held',
      organizationId: organization,
      data: { orderId },
      topics: [`event:${event}:sales`],
      occurredAt: now.toISOString(),
    },
    ...rest,
  }
}

const statesOf = async (...requests: readonly HoldRequest[]) => (await holdBatch(database, world, requests)).map(({ state }) => state)
const heldIn = async ({ pool }: Ground) => (await tables.query<{ held: number }>('select held from pools where id = $1', [pool]))[0]?.held
const rowsOf = async (table: string, column: string, value: string) =>
  (await tables.query(`select from ${table} where ${column} = $1`, [value])).length

test('T-04 a hold writes its order, lines, stock, consents, audit and happening, and tells the relay', async () => {
  const place = await ground()
  let told = 0
  database.afterHappenings(() => (told += 1))
  const one = request(place, {
    takes: [
      { poolId: place.pool, quantity: 1 },
      { poolId: place.pool, quantity: 1 },
    ],
  })
  expect(await holdBatch(database, world, [one])).toEqual([{ state: 'held', orderId: one.orderId }])
  const id = one.orderId
  const counts = [
    await rowsOf('orders', 'id', id),
    await rowsOf('order_lines', 'order_id', id),
    await rowsOf('consents', 'contact', one.buyer.email),
    await rowsOf('audit_log', 'target', `order:${id}`),
    await rowsOf('outbox', 'id', one.happening.id),
  ]
  expect([counts, told]).toEqual([[1, 1, 1, 1, 1], 1])
  expect(await tables.query('select pool_id, quantity, organization_id from order_pools where order_id = $1', [id])).toEqual([
    { pool_id: place.pool, quantity: 2, organization_id: organization },
  ])
  expect(await heldIn(place)).toBe(2)
})

test('T-04 the same key again is the order it made, with another body it is refused, and neither takes stock', async () => {
  const place = await ground()
  const one = request(place)
  await statesOf(one)
  const key = { idempotencyKey: one.idempotencyKey }
  const again = request(place, key)
  expect(await holdBatch(database, world, [again, request(place, { ...key, requestHash: 'another' })])).toEqual([
    { state: 'known', orderId: one.orderId },
    { state: 'key_reused' },
  ])
  expect(await heldIn(place)).toBe(1)
  expect(await statesOf(request(place, { idempotencyKey: null }))).toEqual(['held'])
})

test('T-04 nothing is held for an event that left the stage, nor for none', async () => {
  for (const state of ['draft', 'cancelled', 'completed']) {
    const place = await ground(state)
    expect([state, await statesOf(request(place)), await heldIn(place)]).toEqual([state, ['off_stage'], 0])
  }
  expect(await statesOf(request(await ground('sold_out')))).toEqual(['held'])
  expect(await statesOf(request({ ...(await ground()), event: world.newId() }))).toEqual(['off_stage'])
})

test('T-04 four open orders are the most, by mail or by phone; those that ended or are of another event do not count', async () => {
  const [place, other] = [await ground(), await ground()]
  const open = async (email: string, phone: string, over: object = {}) =>
    await tables.put('orders', { event_id: place.event, state: 'held', expires_at: inTenMinutes, buyer_email: email, buyer_phone: phone, ...over })
  await open('ana@example.co', '+571')
  await open('ana@example.co', '+572')
  await open('otra@example.co', '+571', { state: 'pending_payment' })
  await open('ana@example.co', '+571', { expires_at: now })
  await open('ana@example.co', '+571', { state: 'released' })
  await open('ana@example.co', '+571', { event_id: other.event })
  const ana = { buyer: { email: 'ana@example.co', phone: '+571' } }
  expect(await statesOf(request(place, ana))).toEqual(['held'])
  expect(await holdBatch(database, world, [request(place, ana)])).toEqual([{ state: 'too_many_open', open: 4 }])
})

test('T-06 the uses of a code by one buyer are counted while they hold or own what they bought with it', async () => {
  const place = await ground()
  const code = await tables.put('promo_codes', { event_id: place.event, organization_id: organization })
  const buyer = { email: 'luz@example.co', phone: '+579' }
  const used = async (state: string, over: object = {}) =>
    await tables.put('orders', {
      event_id: place.event,
      state,
      expires_at: inTenMinutes,
      paid_at: now,
      buyer_email: buyer.email,
      buyer_phone: buyer.phone,
      promo_code_id: code,
      ...over,
    })
  await used('released')
  await used('paid', { buyer_email: 'otra@example.co', buyer_phone: '+570' })
  await used('paid', { promo_code_id: null })
  const wish = () => request(place, { buyer, promoCode: { id: code, maxPerBuyer: 2 } })
  await used('paid')
  expect(await statesOf(wish())).toEqual(['held'])
  expect(await statesOf(wish())).toEqual(['code_used_by_buyer'])
})

test('T-04 what is short after all is taken back from holds whose time is over, of this event alone, and asked for once more', async () => {
  const [place, other] = [await ground(), await ground()]
  const [first, elsewhere] = [request(place, { quantity: 2 }), request(other, { quantity: 2 })]
  await statesOf(first)
  await statesOf(elsewhere)
  expect(await holdBatch(database, world, [request(place)])).toEqual([{ state: 'refused', pool: { id: place.pool, kind: 'event' } }])
  world.move(601_000)
  const [late, tooLarge, last] = [request(place), request(place, { quantity: 2 }), request(place)]
  expect(await statesOf(late, tooLarge, last)).toEqual(['held', 'refused', 'held'])
  expect([await heldIn(place), await heldIn(other)]).toEqual([2, 2])
  world.set(now)
})

test('T-04 in a batch of several buyers each is asked for what is theirs', async () => {
  const place = await ground()
  const code = await tables.put('promo_codes', { event_id: place.event, organization_id: organization })
  const [busy, free] = [
    { email: 'mucha@example.co', phone: '+5781' },
    { email: 'libre@example.co', phone: '+5782' },
  ]
  const of = ({ email, phone }: typeof busy) => ({ event_id: place.event, expires_at: inTenMinutes, buyer_email: email, buyer_phone: phone })
  for (const _ of [1, 2, 3, 4]) await tables.put('orders', { ...of(busy), state: 'held', promo_code_id: code })
  const wish = (buyer: typeof busy) => request(place, { buyer, promoCode: { id: code, maxPerBuyer: 1 } })
  expect(await statesOf(wish(busy), wish(free))).toEqual(['too_many_open', 'held'])
})

test('T-06 what was paid with a code is not open, and what is open without it is no use of it', async () => {
  const place = await ground()
  const code = await tables.put('promo_codes', { event_id: place.event, organization_id: organization })
  const [faithful, waiting] = [
    { email: 'fiel@example.co', phone: '+5783' },
    { email: 'espera@example.co', phone: '+5784' },
  ]
  const of = ({ email, phone }: typeof faithful) => ({ event_id: place.event, expires_at: inTenMinutes, buyer_email: email, buyer_phone: phone })
  for (const _ of [1, 2, 3, 4]) await tables.put('orders', { ...of(faithful), state: 'paid', paid_at: now, promo_code_id: code })
  for (const _ of [1, 2]) await tables.put('orders', { ...of(waiting), state: 'held' })
  const wish = (buyer: typeof faithful, maxPerBuyer: number) => request(place, { buyer, promoCode: { id: code, maxPerBuyer } })
  expect(await statesOf(wish(faithful, 5), wish(waiting, 1))).toEqual(['held', 'held'])
})

test('T-06 one buyer asks with a code and without it in the same moment', async () => {
  const place = await ground()
  const code = await tables.put('promo_codes', { event_id: place.event, organization_id: organization })
  const buyer = { email: 'dos@example.co', phone: '+5785' }
  const wish = () => request(place, { buyer, promoCode: { id: code, maxPerBuyer: 1 } })
  expect(await statesOf(request(place, { buyer }), wish(), wish())).toEqual(['held', 'held', 'code_used_by_buyer'])
})

test('T-04 who got a place keeps it while the others of the batch are asked for once more', async () => {
  const place = await ground()
  await statesOf(request(place))
  world.move(601_000)
  const expiresAt = new Date(world.now().getTime() + 600_000).toISOString()
  const wishes = [request(place), request(place)].map((wish) => ({ ...wish, order: { ...wish.order, expires_at: expiresAt } }))
  expect(await holdBatch(database, world, wishes)).toEqual(wishes.map(({ orderId }) => ({ state: 'held', orderId })))
  expect(await heldIn(place)).toBe(2)
  world.set(now)
})

test('T-04 a batch of nothing is answered with nothing', async () => {
  expect(await holdBatch(database, world, [])).toEqual([])
})
