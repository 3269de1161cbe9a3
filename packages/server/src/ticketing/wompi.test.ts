import { wompiSimulator } from '@fashionistas/simulators/wompi/wompi-simulator.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ForgedWebhook } from '#payments/index.ts'
import { webhookReceiver, type WebhookReceiver } from '../../test/webhook-receiver.ts'
import type { GivenEvent } from '../../test/given-event.ts'
import { given, type Organizer } from '../../test/given.ts'
import { startHarness, type Harness } from '../../test/harness.ts'

/* The whole way on Wompi's protocol: acceptances, card token, charge, signed event, question back, tickets. */
const keys = { publicKey: 'pub_test_abc', privateKey: 'prv_test_abc', integritySecret: 'test_integrity_abc', eventsSecret: 'test_events_abc' }
const startsAt = '2026-11-21T17:00:00Z'
let receiver: WebhookReceiver
let simulator: ReturnType<typeof wompiSimulator>
let harness: Harness
let event: GivenEvent
let organizer: Organizer
let stop: () => Promise<void>
let heard = 0

beforeAll(async () => {
  receiver = await webhookReceiver()
  simulator = wompiSimulator({ ...keys, eventsUrl: receiver.url, clock: 'stopped', startAt: new Date(startsAt) })
  const listening = await simulator.listen()
  harness = await startHarness({
    startsAt,
    env: {
      WOMPI_BASE_URL: `${listening.url}/v1`,
      WOMPI_PUBLIC_KEY: keys.publicKey,
      WOMPI_PRIVATE_KEY: keys.privateKey,
      WOMPI_INTEGRITY_SECRET: keys.integritySecret,
      WOMPI_EVENTS_SECRET: keys.eventsSecret,
    },
  })
  organizer = await given.organizer(harness)
  event = await given.event(harness, organizer)
  stop = async () => {
    await harness.stop()
    await listening.stop()
    await receiver.stop()
  }
})
afterAll(async () => await stop())

const guest = () => harness.as(given.guest())
const wompiProvider = () => {
  const provider = harness.product.payments.provider('wompi')
  if (!provider) throw new Error('wompi is not configured')
  return provider
}
async function hold(email: string) {
  const lines = [{ typeId: event.typeId, quantity: 1 }]
  const quote = await guest().quoteOrder({ eventId: event.eventId, lines })
  return await guest().placeOrder({
    eventId: event.eventId,
    lines,
    quoteHash: quote.hash,
    buyer: { name: 'Ana Ruiz', email, phone: '3005551234', documentType: 'CC', documentNumber: '1020304050' },
    consents: { terms: true, personalData: true },
  })
}
type Held = Awaited<ReturnType<typeof hold>>
const look = (order: Held) => guest().getOrder({ orderId: order.id, token: order.link ?? '' })
async function offer(order: Held, method: string) {
  const { data } = await guest().listPaymentMethods({ orderId: order.id, token: order.link ?? '' })
  const found = data.find((each) => each.method === method)
  if (!found) throw new Error(`${method} is not offered`)
  return found
}
/** What Wompi posted since we last looked. */
function news() {
  const fresh = receiver.received.slice(heard)
  heard = receiver.received.length
  return fresh
}

/** Hands what Wompi posted to our webhook route's function, then does the work. */
async function hear(): Promise<void> {
  for (const { raw, headers } of news()) await harness.product.inbox.receive(wompiProvider(), raw, headers)
  await harness.run('work-payment-webhooks')
  await harness.drain()
}
const pass = async (milliseconds: number) => {
  harness.world.move(milliseconds)
  await simulator.advance(milliseconds)
}

test('P-01 a card is tokenised by Wompi in the browser, charged by us, and its signed event issues the ticket', async () => {
  const order = await hold('tarjeta@example.co')
  const { cardTokens, acceptances } = await offer(order, 'card')
  expect(acceptances.map(({ kind }) => kind).toSorted()).toEqual(['personal_data', 'terms'])
  const answer = await fetch(cardTokens?.url ?? '', {
    method: 'POST',
    headers: { authorization: `Bearer ${cardTokens?.publicKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ number: '4242424242424242', cvc: '123', exp_month: '08', exp_year: '49', card_holder: 'ANA RUIZ' }),
  })
  const body: unknown = await answer.json()
  const cardToken = JSON.stringify(body).match(/"id":"([^"]+)"/)?.[1] ?? ''
  await guest().startPayment({ orderId: order.id, token: order.link ?? '', method: 'card', acceptances, details: { cardToken, installments: '1' } })
  await pass(2_000)
  await hear()
  expect(await look(order)).toMatchObject({
    state: 'paid',
    payments: [{ provider: 'wompi', method: 'card', state: 'succeeded' }],
    tickets: [{ state: 'active' }],
  })
})

test('P-03 an event that Wompi did not sign is turned away and changes nothing', async () => {
  const order = await hold('falso@example.co')
  const { acceptances } = await offer(order, 'nequi')
  simulator.setDelivery('forged')
  await guest().startPayment({ orderId: order.id, token: order.link ?? '', method: 'nequi', acceptances, details: { nequiPhone: '3991111111' } })
  await pass(10_000)
  simulator.setDelivery('normal')
  const forged = news()
  expect(forged.length).toBeGreaterThan(0)
  for (const { raw, headers } of forged) await expect(harness.product.inbox.receive(wompiProvider(), raw, headers)).rejects.toThrow(ForgedWebhook)
  await harness.drain()
  expect((await look(order)).state).toBe('pending_payment')
})

test('P-03 when every event of Wompi is lost, polling finds the payment', async () => {
  const order = await hold('perdido@example.co')
  const { acceptances } = await offer(order, 'nequi')
  simulator.setDelivery('lost')
  await guest().startPayment({ orderId: order.id, token: order.link ?? '', method: 'nequi', acceptances, details: { nequiPhone: '3991111111' } })
  await pass(60_000)
  simulator.setDelivery('normal')
  await harness.run('poll-payments')
  await harness.drain()
  expect((await look(order)).state).toBe('paid')
})

test('P-03 two approvals under one reference are one ticket and one refund', async () => {
  const order = await hold('doble@example.co')
  const { acceptances } = await offer(order, 'nequi')
  const payment = await guest().startPayment({
    orderId: order.id,
    token: order.link ?? '',
    method: 'nequi',
    acceptances,
    details: { nequiPhone: '3991111111' },
  })
  await pass(10_000)
  await hear()
  const row = await harness.database.system((tx) =>
    tx.selectFrom('payments').select('provider_ref').where('id', '=', payment.id).executeTakeFirstOrThrow(),
  )
  simulator.approveAgain(row.provider_ref ?? '')
  await pass(10_000)
  await hear()
  await harness.run('work-refunds')
  const refunds = await harness.database.system((tx) =>
    tx.selectFrom('refunds').select(['reason', 'state', 'amount_minor']).where('order_id', '=', order.id).execute(),
  )
  // Wompi has no refund call for Nequi: a person moves the money, with evidence, before the due date.
  expect(refunds).toEqual([{ reason: 'duplicate', state: 'manual', amount_minor: 12_000_000 }])
  expect((await look(order)).tickets).toHaveLength(1)
})

test('P-03 a wrong amount is set aside for a person and never becomes tickets', async () => {
  const order = await hold('monto@example.co')
  const { acceptances } = await offer(order, 'nequi')
  simulator.setDelivery('wrong_amount')
  await guest().startPayment({ orderId: order.id, token: order.link ?? '', method: 'nequi', acceptances, details: { nequiPhone: '3991111111' } })
  await pass(10_000)
  simulator.setDelivery('normal')
  await hear()
  expect(await look(order)).toMatchObject({ state: 'pending_payment', tickets: [], payments: [{ state: 'needs_review' }] })
})

test('T-18 a card of today is voided at Wompi, and nobody is asked to pay it back a second time', async () => {
  const order = await hold('anular@example.co')
  const { cardTokens, acceptances } = await offer(order, 'card')
  const answer = await fetch(cardTokens?.url ?? '', {
    method: 'POST',
    headers: { authorization: `Bearer ${cardTokens?.publicKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ number: '4242424242424242', cvc: '123', exp_month: '08', exp_year: '49', card_holder: 'ANA RUIZ' }),
  })
  const cardToken = /"id":"([^"]+)"/.exec(await answer.text())?.[1] ?? ''
  await guest().startPayment({ orderId: order.id, token: order.link ?? '', method: 'card', acceptances, details: { cardToken, installments: '1' } })
  await pass(2_000)
  await hear()
  await harness.as(organizer.actor).refundOrder({ orderId: order.id, reason: 'retracto' })
  await harness.run('work-refunds')
  const refund = () =>
    harness.database.system((tx) => tx.selectFrom('refunds').select(['state', 'evidence']).where('order_id', '=', order.id).executeTakeFirstOrThrow())
  expect(await refund()).toEqual({ state: 'processing', evidence: null })
  await pass(180_000)
  await harness.run('work-refunds')
  await harness.drain()
  expect(await refund()).toEqual({ state: 'succeeded', evidence: null })
  expect(await look(order)).toMatchObject({ state: 'refunded', payments: [{ state: 'refunded' }] })
})
