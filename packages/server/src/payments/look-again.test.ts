import type { OrderView } from '@fashionistas/contract'
import { expect, test } from 'vitest'
import { openShop, type Shop } from '../../test/shop.ts'
import { nextLook } from './states.ts'

const job = 'look-again-at-payments'
const minuteMs = 60_000

/** An order that was paid at the bank's page; the company's webhooks never arrive. */
async function paidAtBank(shop: Shop): Promise<{ readonly order: OrderView; readonly reference: string }> {
  const order = await shop.hold(await shop.event(), 1)
  await shop.pay(order, 'pse', { bankCode: '1007' })
  const payment = shop.simulator.payments().at(-1)
  shop.simulator.force(payment?.id ?? '', 'succeeded')
  await shop.wait(minuteMs)
  await shop.harness.run('poll-payments')
  await shop.harness.drain()
  return { order, reference: payment?.id ?? '' }
}
async function look(shop: Shop): Promise<void> {
  await shop.harness.run(job)
  await shop.harness.drain()
}
const refundsOf = (shop: Shop, order: OrderView) =>
  shop.harness.database.system((tx) => tx.selectFrom('refunds').select(['reason', 'amount_minor']).where('order_id', '=', order.id).execute())
const waitingLooks = (shop: Shop) =>
  shop.harness.database.system((tx) => tx.selectFrom('payments').select('look_again_at').where('look_again_at', 'is not', null).execute())

test('P-03 a second payment under a paid reference, of which no webhook tells, is found and given back', async () => {
  const shop = await openShop()
  const { order, reference } = await paidAtBank(shop)
  expect((await shop.look(order)).state).toBe('paid')
  shop.simulator.approveAgain(reference)
  await shop.wait(4 * minuteMs)
  await look(shop)
  expect(await refundsOf(shop, order)).toEqual([])
  await shop.wait(2 * minuteMs)
  await look(shop)
  expect(await refundsOf(shop, order)).toEqual([{ reason: 'duplicate', amount_minor: 12_000_000 }])
  expect((await shop.look(order)).tickets).toHaveLength(1)
  await shop.stop()
})

test('P-03 a second payment that comes after the first was given back is given back too', async () => {
  const shop = await openShop()
  const { order, reference } = await paidAtBank(shop)
  await shop.harness.as(shop.organizer.actor).refundOrder({ orderId: order.id, reason: 'voluntary' })
  await shop.harness.run('work-refunds')
  await shop.harness.drain()
  shop.simulator.approveAgain(reference)
  await shop.wait(6 * minuteMs)
  await look(shop)
  expect((await refundsOf(shop, order)).length).toBe(2)
  expect((await shop.look(order)).payments.map(({ state }) => state)).toEqual(['refunded', 'succeeded'])
  await shop.stop()
})

test('P-03 a payment that failed at the bank and was then made there becomes tickets while its hold lasts', async () => {
  const shop = await openShop()
  const order = await shop.hold(await shop.event(), 1)
  await shop.pay(order, 'pse', { bankCode: '1007' })
  const first = shop.simulator.payments().at(-1)?.id ?? ''
  shop.simulator.force(first, 'failed')
  await shop.wait(minuteMs)
  await shop.harness.run('poll-payments')
  await shop.harness.drain()
  expect((await shop.look(order)).payments.map(({ state }) => state)).toEqual(['failed'])
  shop.simulator.approveAgain(first)
  await shop.wait(6 * minuteMs)
  await look(shop)
  expect((await shop.look(order)).state).toBe('paid')
  await shop.stop()
})

test('P-03 a paid order is looked at three times within two hours, and one that was paid without a page never', async () => {
  const shop = await openShop()
  await shop.buy(await shop.event(), 1)
  expect(await waitingLooks(shop)).toEqual([])
  await paidAtBank(shop)
  const looks: number[] = []
  for (let minute = 0; minute < 180; minute += 5) {
    await shop.wait(5 * minuteMs)
    const before = (await waitingLooks(shop))[0]?.look_again_at
    await look(shop)
    if (before && (await waitingLooks(shop))[0]?.look_again_at?.getTime() !== before.getTime()) looks.push(minute)
  }
  expect(looks).toHaveLength(3)
  expect(await waitingLooks(shop)).toEqual([])
  await shop.stop()
})

test('P-03 a company that knows nothing of a paid reference any more changes nothing', async () => {
  const shop = await openShop()
  const { order } = await paidAtBank(shop)
  const provider = shop.harness.product.payments.provider('sandbox')
  if (provider) provider.findByReference = async () => []
  await shop.wait(180 * minuteMs)
  await look(shop)
  expect(await shop.look(order)).toMatchObject({ state: 'paid', payments: [{ state: 'succeeded' }] })
  await shop.stop()
})

test('P-03 the looks come five minutes, twenty minutes and two hours after the end', () => {
  const endedAt = new Date('2026-11-21T10:00:00Z')
  const after = (minutes: number) => nextLook(endedAt, new Date(endedAt.getTime() + minutes * minuteMs))?.toISOString()
  expect([after(0), after(5), after(20), after(120)]).toEqual([
    '2026-11-21T10:05:00.000Z',
    '2026-11-21T10:20:00.000Z',
    '2026-11-21T12:00:00.000Z',
    undefined,
  ])
})
