import { wompiSimulator } from '@fashionistas/simulators/wompi/wompi-simulator.ts'
import { expect, test } from 'vitest'
import { given } from '../../test/given.ts'
import { startHarness } from '../../test/harness.ts'
import { approvingNequi, openShop, silentNequi } from '../../test/shop.ts'

const keys = { publicKey: 'pub_test_abc', privateKey: 'prv_test_abc', integritySecret: 'test_integrity_abc', eventsSecret: 'test_events_abc' }
const startsAt = '2026-11-21T17:00:00Z'

test('R-01 a payment whose charge never left, as when the api died before it, is charged when the buyer repeats the request', async () => {
  const simulator = wompiSimulator({ ...keys, clock: 'stopped', startAt: new Date(startsAt) })
  const { url, stop } = await simulator.listen()
  const env = {
    PAYMENT_PROVIDERS: 'wompi',
    WOMPI_BASE_URL: `${url}/v1`,
    WOMPI_PUBLIC_KEY: keys.publicKey,
    WOMPI_PRIVATE_KEY: keys.privateKey,
    WOMPI_INTEGRITY_SECRET: keys.integritySecret,
    WOMPI_EVENTS_SECRET: keys.eventsSecret,
  }
  const harness = await startHarness({ startsAt, env })
  const event = await given.event(harness, await given.organizer(harness))
  const guest = harness.as(given.guest())
  const lines = [{ typeId: event.typeId, quantity: 1 }]
  const quote = await guest.quoteOrder({ eventId: event.eventId, lines })
  const buyer = { name: 'Ana Ruiz', email: 'ana@example.co', phone: '3005551234' }
  const wish = { eventId: event.eventId, lines, quoteHash: quote.hash, buyer, consents: { terms: true, personalData: true } as const }
  const order = await guest.placeOrder(wish)
  const reach = { orderId: order.id, token: order.link ?? '' }
  const { data: offers } = await guest.listPaymentMethods(reach)
  const acceptances = offers.find(({ method }) => method === 'nequi')?.acceptances ?? []
  const pay = () =>
    guest.startPayment({ ...reach, method: 'nequi', acceptances, details: { nequiPhone: '3991111111' } }, { idempotencyKey: 'the-same-wish' })

  simulator.setFault({ kind: 'down', method: 'POST' })
  await expect(pay()).rejects.toMatchObject({ code: 'provider_unavailable' })
  expect(simulator.transactions()).toHaveLength(0)
  simulator.setFault(undefined)
  const repeated = await pay()
  expect(repeated.state).not.toBe('created')
  expect(await pay()).toMatchObject({ id: repeated.id })
  expect(simulator.transactions()).toHaveLength(1)
  await harness.stop()
  await stop()
})

test('P-01 a doubled click on pay is one charge also after an attempt that was left behind', async () => {
  const shop = await openShop()
  const order = await shop.hold(await shop.event(), 1)
  await shop.pay(order, 'nequi', silentNequi)
  const reach = { orderId: order.id, token: order.link ?? '' }
  const guest = shop.harness.as(given.guest())
  const { data: offers } = await guest.listPaymentMethods(reach)
  const acceptances = offers.find(({ method }) => method === 'nequi')?.acceptances ?? []
  const pay = () => guest.startPayment({ ...reach, method: 'nequi', acceptances, details: approvingNequi }, { idempotencyKey: 'clicked-three-times' })
  const paid = await Promise.all([pay(), pay(), pay()])
  expect(new Set(paid.map(({ id }) => id)).size).toBe(1)
  expect((await shop.look(order)).payments).toHaveLength(2)
  await shop.stop()
})

test('T-18 tickets are paid back from the payment that bought them, also while a second payment of the order is on its way back', async () => {
  const shop = await openShop()
  const order = await shop.hold(await shop.event(), 1)
  await shop.pay(order, 'nequi', silentNequi)
  await shop.pay(order, 'nequi', approvingNequi)
  await shop.harness.drain()
  for (const { id } of shop.simulator.payments()) shop.simulator.force(id, 'succeeded')
  await shop.wait(60_000)
  await shop.harness.run('poll-payments')
  await shop.harness.drain()
  await shop.harness.as(shop.organizer.actor).refundOrder({ orderId: order.id, reason: 'voluntary' })
  await shop.harness.run('work-refunds')
  await shop.harness.drain()
  const refunds = await shop.harness.database.system((tx) => tx.selectFrom('refunds').select(['payment_id', 'state']).execute())
  expect(refunds.map(({ state }) => state)).toEqual(['succeeded', 'succeeded'])
  expect(new Set(refunds.map((each) => each.payment_id)).size).toBe(2)
  await shop.stop()
})
