import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from './given.ts'
import { refusalOf } from './harness.ts'
import { openShop, silentNequi, type Shop } from './shop.ts'

/* our clock jumps, and what has an end keeps it. */
let shop: Shop
beforeAll(async () => (shop = await openShop()))
afterAll(async () => await shop.stop())

const guest = () => shop.harness.as(given.guest())
const minute = 60_000
const day = 24 * 60 * minute
async function jumping(milliseconds: number, work: () => Promise<void>): Promise<void> {
  shop.harness.world.move(milliseconds)
  await work()
  shop.harness.world.move(-milliseconds)
}

test('R-04 a clock that was set back neither ends a hold nor gives its tickets to two people', async () => {
  const event = await shop.event({ types: [{ quantity: 1 }] })
  const order = await shop.hold(event, 1)
  await jumping(-2 * 60 * minute, async () => {
    await shop.harness.run('end-expired-holds')
    expect((await shop.look(order)).state).toBe('held')
    expect(await refusalOf(shop.hold(event, 1))).toBe('sold_out')
  })
  await shop.pay(order)
  await shop.harness.drain()
  expect((await shop.look(order)).state).toBe('paid')
})

test('R-04 a clock that jumps over the end of a hold ends it once, and the way back does not bring it to life', async () => {
  const event = await shop.event({ types: [{ quantity: 1 }] })
  const order = await shop.hold(event, 1)
  await jumping(11 * minute, async () => await shop.harness.run('end-expired-holds'))
  expect((await shop.look(order)).state).toBe('expired')
  await shop.harness.run('end-expired-holds')
  expect((await shop.buy(event, 1)).state).toBe('paid')
  expect(await refusalOf(shop.pay(order))).toBe('order_expired')
})

test('R-04 the same key is the same order, on whatever day our clock believes to be', async () => {
  const { eventId, typeId } = await shop.event()
  const lines = [{ typeId, quantity: 1 }]
  const { hash } = await guest().quoteOrder({ eventId, lines })
  const buyer = { name: 'Luisa Fernanda Mejía', email: 'reloj@example.co', phone: '3005559876' }
  const place = () =>
    guest().placeOrder({ eventId, lines, quoteHash: hash, buyer, consents: { terms: true, personalData: true } }, { idempotencyKey: 'one-click' })
  const first = await place()
  for (const jump of [-day, 5 * minute, 2 * day]) await jumping(jump, async () => expect((await place()).id).toBe(first.id))
})

test('R-04 the link of an order ends after its event, and works again when the clock is right again', async () => {
  const order = await shop.hold(await shop.event(), 1)
  const look = () => guest().getOrder({ orderId: order.id, token: order.link ?? '' })
  await jumping(400 * day, async () => expect(await refusalOf(look())).toBe('link_expired'))
  expect((await look()).id).toBe(order.id)
})

test('R-04 money that comes while our clock is ahead of the hold becomes tickets, once', async () => {
  const event = await shop.event()
  const order = await shop.hold(event, 1)
  const payment = await shop.pay(order, 'nequi', silentNequi)
  shop.simulator.force(String((await refOf(payment.id)).provider_ref), 'succeeded')
  await jumping(2 * 60 * minute, async () => {
    await shop.harness.run('end-expired-holds')
    await shop.harness.run('poll-payments')
    await shop.harness.drain()
  })
  await shop.harness.run('poll-payments')
  await shop.harness.drain()
  const seen = await shop.look(order)
  expect([seen.state, seen.tickets.length]).toEqual(['paid', 1])
})

const refOf = (id: string) =>
  shop.harness.database.system((tx) => tx.selectFrom('payments').select('provider_ref').where('id', '=', id).executeTakeFirstOrThrow())
