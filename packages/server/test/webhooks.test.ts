import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GivenEvent } from './given-event.ts'
import { runApi, type RunningApi } from './running-api.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
let running: RunningApi
let event: GivenEvent
beforeAll(async () => {
  shop = await openShop()
  running = await runApi(shop.harness)
  event = await shop.event()
})
afterAll(async () => {
  await running.stop()
  await shop.stop()
})

const stored = async () => await shop.harness.database.system((tx) => tx.selectFrom('webhook_inbox').selectAll().execute())
const secret = () => shop.harness.config.SANDBOX_SECRET ?? ''
function signed(raw: string, key = secret(), time = '1793631600') {
  return { raw, headers: { 'x-sandbox-signature': `t=${time},v1=${createHmac('sha256', key).update(`${time}.${raw}`).digest('hex')}` } }
}
const news = (id: string, reference: string, status = 'succeeded') =>
  JSON.stringify({
    id,
    type: 'payment.updated',
    payment: { id: 'pay_1', reference, status, amount: { minor: 12_000_000, currency: 'COP' }, refundedMinor: 0 },
    sentAt: '2026-11-02T15:00:00.000Z',
  })
const deliver = (sent: { readonly raw: string; readonly headers?: Readonly<Record<string, string>> }) =>
  running.send('POST', '/webhooks/sandbox', sent)

test('P-06 a webhook whose signature does not fit is turned away and leaves no trace', async () => {
  const raw = news('evt_forged', 'reference')
  const right = signed(raw)
  const forged = [
    { raw },
    signed(raw, 'another secret'),
    { ...right, raw: raw.replace('12000000', '99') },
    { raw, headers: { 'x-sandbox-signature': right.headers['x-sandbox-signature'].replace('t=1793631600', 't=1793631601') } },
    { raw, headers: { 'x-sandbox-signature': 'v1=' } },
  ]
  for (const sent of forged) expect((await deliver(sent)).status).toBe(401)
  expect(await stored()).toEqual([])
})

test('P-06 a webhook that comes many times, also at once, is stored once and answered each time', async () => {
  const sent = signed(news('evt_many', 'a-reference'))
  const answers = await Promise.all(Array.from({ length: 8 }, () => deliver(sent)))
  answers.push(await deliver(sent))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await stored()).toHaveLength(1)
})

test('P-06 a webhook is not believed: the provider is asked, and an approval that it does not confirm pays nothing', async () => {
  const order = await shop.hold(event, 1)
  await shop.pay(order, 'nequi', { nequiPhone: '3993333333' })
  const reference = await shop.harness.database.system((tx) =>
    tx.selectFrom('payments').select('reference').where('order_id', '=', order.id).executeTakeFirstOrThrow(),
  )
  expect((await deliver(signed(news('evt_lie', reference.reference)))).status).toBe(200)
  await shop.harness.run('work-payment-webhooks')
  await shop.harness.drain()
  expect((await shop.look(order)).state).toBe('pending_payment')
})

test('P-06 a webhook that nobody of us can read is refused, and a large one not even read', async () => {
  const before = (await stored()).length
  for (const raw of ['{"id":7}', 'no json', '[]', '']) expect([400, 401]).toContain((await deliver(signed(raw))).status)
  expect((await deliver(signed(JSON.stringify({ id: 'x'.repeat(1024 * 1024 + 1) })))).status).toBe(413)
  expect((await running.send('POST', '/webhooks/nobody', { raw: '{}' })).status).toBe(404)
  expect((await stored()).length).toBe(before)
})
