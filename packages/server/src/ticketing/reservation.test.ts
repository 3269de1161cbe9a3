import { Refusal } from '@fashionistas/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from '../../test/given.ts'
import { refusalOf } from '../../test/harness.ts'
import { openShop, type Shop } from '../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(async () => await shop.stop())

const minute = 60_000
const pools = (eventId: string) =>
  shop.harness.database.system((tx) =>
    tx
      .selectFrom('pools')
      .select(['kind', 'held', 'sold'])
      .where('event_id', '=', eventId)
      .where('kind', 'in', ['event', 'type'])
      .orderBy('kind')
      .execute(),
  )

test('T-04 the last ticket is sold once when twenty buyers ask at once', async () => {
  const event = await shop.event({ types: [{ quantity: 1 }] })
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => shop.hold(event, 1)))
  const won = answers.filter(({ status }) => status === 'fulfilled')
  const codes = answers.flatMap((answer) => (answer.status === 'rejected' && answer.reason instanceof Refusal ? [answer.reason.code] : []))
  expect(won).toHaveLength(1)
  expect(codes).toEqual(Array.from({ length: 19 }, () => 'sold_out'))
  expect(await pools(event.eventId)).toEqual([
    { kind: 'event', held: 1, sold: 0 },
    { kind: 'type', held: 1, sold: 0 },
  ])
})

test('T-02 types that share a quota never sell more than it has together', async () => {
  const event = await shop.event({
    capacity: 50,
    types: [
      { name: 'Platea', quantity: 10 },
      { name: 'Balcón', quantity: 10 },
    ],
  })
  const [first, second] = event.types
  await shop.harness
    .as(shop.organizer.actor)
    .createPool({ eventId: event.eventId, name: 'Sala', capacity: 12, typeIds: [first?.id ?? event.typeId, second?.id ?? event.typeId] })
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, at) => shop.hold(event, 1, { typeId: event.types[at % 2]?.id ?? event.typeId })),
  )
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(12)
})

test('T-03 a hold that is not paid in time gives its stock back exactly once', async () => {
  const event = await shop.event({ types: [{ quantity: 5 }] })
  const order = await shop.hold(event, 3)
  expect(order.expiresAt).toBe(new Date(shop.harness.world.now().getTime() + 10 * minute).toISOString())
  await shop.wait(11 * minute)
  await Promise.all([shop.harness.run('end-expired-holds'), shop.harness.run('end-expired-holds')])
  expect((await shop.look(order)).state).toBe('expired')
  expect(await pools(event.eventId)).toEqual([
    { kind: 'event', held: 0, sold: 0 },
    { kind: 'type', held: 0, sold: 0 },
  ])
})

test('T-03 what an expired hold still has goes to the next buyer once it is ended', async () => {
  const event = await shop.event({ types: [{ quantity: 2 }] })
  const late = await shop.hold(event, 2)
  await shop.wait(11 * minute)
  // The quote is honest about what is left: it does not count on holds that nobody has ended yet.
  expect(await refusalOf(shop.hold(event, 2))).toBe('sold_out')
  await shop.harness.run('end-expired-holds')
  expect((await shop.hold(event, 2)).state).toBe('held')
  expect((await shop.look(late)).state).toBe('expired')
})

test('T-03 who gives a hold back frees its stock at once, and twice does no harm', async () => {
  const event = await shop.event({ types: [{ quantity: 2 }] })
  const order = await shop.hold(event, 2)
  const guest = shop.harness.as(given.guest())
  await guest.releaseOrder({ orderId: order.id, token: order.link ?? '' })
  await guest.releaseOrder({ orderId: order.id, token: order.link ?? '' })
  expect(await pools(event.eventId)).toEqual([
    { kind: 'event', held: 0, sold: 0 },
    { kind: 'type', held: 0, sold: 0 },
  ])
})

test('T-11 the same request twice makes one order, and the key with another body is refused', async () => {
  const event = await shop.event()
  const [first, second] = await Promise.all(
    [shop.hold(event, 2, { key: 'tap-tap-1', email: 'dos@example.co' }), shop.hold(event, 2, { key: 'tap-tap-1', email: 'dos@example.co' })].map(
      (each) => each.catch((refusal: unknown) => refusal),
    ),
  )
  // The helper gives each buyer another phone: the second body differs, so exactly one of them wins and the other is told.
  expect([first, second].filter((each) => each instanceof Refusal).map((each) => each instanceof Refusal && each.code)).toEqual([
    'idempotency_key_reused',
  ])
  const guest = shop.harness.as(given.guest())
  const quote = await guest.quoteOrder({ eventId: event.eventId, lines: [{ typeId: event.typeId, quantity: 1 }] })
  const body = {
    eventId: event.eventId,
    lines: [{ typeId: event.typeId, quantity: 1 }],
    quoteHash: quote.hash,
    buyer: { name: 'Ana Ruiz', email: 'ana@example.co', phone: '3005559999' },
    consents: { terms: true as const, personalData: true as const },
  }
  const orders = await Promise.all([1, 2, 3].map(() => guest.placeOrder(body, { idempotencyKey: 'tap-tap-2' })))
  expect(new Set(orders.map(({ id }) => id)).size).toBe(1)
})

test('T-01 a price that changed while the buyer chose is told with the new quote and nothing is held', async () => {
  const event = await shop.event({
    types: [
      {
        tiers: [
          { name: 'Preventa', priceMinor: 8_000_000, quantity: 2 },
          { name: 'General', priceMinor: 12_000_000 },
        ],
      },
    ],
  })
  const guest = shop.harness.as(given.guest())
  const lines = [{ typeId: event.typeId, quantity: 2 }]
  const quote = await guest.quoteOrder({ eventId: event.eventId, lines })
  expect(quote.total.minor).toBe(16_000_000)
  await shop.hold(event, 2)
  const buyer = { name: 'Ana Ruiz', email: 'ana2@example.co', phone: '3005559998' }
  const refused = await guest
    .placeOrder({ eventId: event.eventId, lines, quoteHash: quote.hash, buyer, consents: { terms: true, personalData: true } })
    .catch((refusal: unknown) => refusal)
  expect(refused).toMatchObject({ code: 'price_changed', details: { quote: { total: { minor: 24_000_000 } } } })
})

test('T-01 a quote is refused outside of sales, quantity and stock', async () => {
  const now = shop.harness.world.now().getTime()
  const event = await shop.event({
    types: [
      { name: 'Luego', salesStartAt: new Date(now + 3_600_000).toISOString() },
      { name: 'Cerrada', salesEndAt: new Date(now - 1000).toISOString() },
      { name: 'Pocas', quantity: 1, maxPerOrder: 4 },
    ],
  })
  const guest = shop.harness.as(given.guest())
  const ask = (at: number, quantity: number) =>
    refusalOf(guest.quoteOrder({ eventId: event.eventId, lines: [{ typeId: event.types[at]?.id ?? event.typeId, quantity }] }))
  expect(await ask(0, 1)).toBe('sales_not_open')
  expect(await ask(1, 1)).toBe('sales_closed')
  expect(await ask(2, 5)).toBe('quantity_out_of_range')
  expect(await ask(2, 2)).toBe('sold_out')
})

test('T-05 a free order is confirmed at once, and a table of eight gives eight tickets', async () => {
  const event = await shop.event({
    types: [
      { name: 'Entrada libre', priceMinor: 0 },
      { name: 'Mesa', priceMinor: 0, admissions: 8, quantity: 3 },
    ],
  })
  const order = await shop.hold(event, 2)
  expect([order.state, order.tickets.length]).toEqual(['paid', 2])
  const table = await shop.hold(event, 1, { typeId: event.types[1]?.id ?? event.typeId })
  expect(table.tickets).toHaveLength(8)
  expect((await pools(event.eventId)).find(({ kind }) => kind === 'event')).toMatchObject({ sold: 10 })
})

test('T-03 one buyer cannot hold the house with unpaid orders', async () => {
  const event = await shop.event()
  for (let at = 0; at < 4; at += 1) await shop.hold(event, 1, { email: 'acapara@example.co' })
  expect(await refusalOf(shop.hold(event, 1, { email: 'acapara@example.co' }))).toBe('too_many_open_orders')
})

test('T-11 an order opens for its link, its buyer and its organizer, and for nobody else', async () => {
  const event = await shop.event()
  const person = await given.user(shop.harness)
  const order = await shop.hold(event, 1, { actor: person.actor })
  const other = await shop.hold(event, 1)
  const stranger = await given.organizer(shop.harness, { organization: 'Otra Casa' })
  const doorman = await given.member(shop.harness, shop.organizer.organizationId, 'door')
  const orderId = order.id
  expect((await shop.harness.as(person.actor).getOrder({ orderId })).code).toBe(order.code)
  expect((await shop.harness.as(given.guest()).openLink({ token: order.link ?? '' })).code).toBe(order.code)
  expect((await shop.harness.as(shop.organizer.actor).getOrder({ orderId })).link).toBeNull()
  for (const actor of [given.guest(), stranger.actor, doorman.actor])
    expect(await refusalOf(shop.harness.as(actor).getOrder({ orderId }))).toBe('not_found')
  expect(await refusalOf(shop.harness.as(given.guest()).getOrder({ orderId, token: other.link ?? '' }))).toBe('not_found')
  expect(await refusalOf(shop.harness.as(stranger.actor).listOrders({ eventId: event.eventId }))).toBe('not_found')
  expect(await refusalOf(shop.harness.as(doorman.actor).listOrders({ eventId: event.eventId }))).toBe('permission_missing')
})

test('T-11 a corrected email voids the links that went to the wrong one', async () => {
  const event = await shop.event()
  const order = await shop.hold(event, 1)
  const guest = shop.harness.as(given.guest())
  const token = order.link ?? ''
  expect(await refusalOf(guest.changeOrder({ orderId: order.id, token, buyer: { email: 'nuevo@example.co' } }, { ifMatch: order.version + 1 }))).toBe(
    'version_stale',
  )
  const changed = await guest.changeOrder({ orderId: order.id, token, buyer: { email: 'nuevo@example.co' } }, { ifMatch: order.version })
  expect(changed.buyer.email).toBe('nuevo@example.co')
  expect(await refusalOf(guest.openLink({ token }))).toBe('link_expired')
  expect((await guest.openLink({ token: changed.link ?? '' })).code).toBe(order.code)
})
