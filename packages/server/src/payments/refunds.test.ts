import type { OrderView } from '@fashionistas/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openShop, type Shop } from '../../test/shop.ts'
import { nextRefundTry } from './refund-wait.ts'

const minuteMs = 60_000
const refundOf = (shop: Shop, order: OrderView) =>
  shop.harness.database.system((tx) =>
    tx.selectFrom('refunds').select(['state', 'attempts', 'amount_minor']).where('order_id', '=', order.id).executeTakeFirstOrThrow(),
  )
const askedBack = async (shop: Shop, ticketsBack?: 1) => {
  const order = await shop.buy(await shop.event(), 2)
  const ticketIds = order.tickets.slice(0, ticketsBack).map(({ id }) => id)
  await shop.harness.as(shop.organizer.actor).refundOrder({ orderId: order.id, reason: 'voluntary', ...(ticketsBack ? { ticketIds } : {}) })
  return order
}
/** The worker's turns; in the product they are two seconds apart. */
async function workFor(shop: Shop, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await shop.harness.run('work-refunds')
    await shop.wait(minuteMs)
  }
}
const backAtCompany = (shop: Shop) => shop.simulator.payments().reduce((sum, { refundedMinor }) => sum + refundedMinor, 0)

test.each(['down', 'rate_limited'] as const)(
  'T-18 a refund outlasts hours in which the company is %s, and is sent once when it is back',
  async (kind) => {
    const shop = await openShop()
    const order = await askedBack(shop, 1)
    const before = backAtCompany(shop)
    shop.simulator.setFault({ kind })
    await workFor(shop, 180)
    const waiting = await refundOf(shop, order)
    expect(waiting.state).toBe('approved')
    expect(waiting.attempts).toBeLessThan(15)
    shop.simulator.setFault(undefined)
    await workFor(shop, 75)
    await shop.harness.drain()
    expect(await refundOf(shop, order)).toMatchObject({ state: 'succeeded', amount_minor: 12_000_000 })
    expect(backAtCompany(shop)).toBe(before + 12_000_000)
    await shop.stop()
  },
)

test('T-18 an outage of two days is a task for a person', async () => {
  const shop = await openShop()
  const order = await askedBack(shop, 1)
  shop.simulator.setFault({ kind: 'down' })
  for (let hour = 0; hour < 47; hour += 1) {
    await shop.harness.run('work-refunds')
    await shop.wait(60 * minuteMs)
  }
  expect((await refundOf(shop, order)).state).toBe('approved')
  await shop.wait(60 * minuteMs)
  await workFor(shop, 75)
  shop.simulator.setFault(undefined)
  expect((await refundOf(shop, order)).state).toBe('manual')
  await shop.stop()
})

test('T-18 a clear no of the company is a task for a person at once', async () => {
  const shop = await openShop()
  const order = await askedBack(shop, 1)
  // Somebody gave all of it back at the company's own counter.
  const provider = shop.harness.product.payments.provider('sandbox')
  const { provider_ref: providerRef } = await shop.harness.database.system((tx) =>
    tx.selectFrom('payments').select('provider_ref').where('order_id', '=', order.id).executeTakeFirstOrThrow(),
  )
  const amount = { minor: 24_000_000, currency: 'COP' } as const
  await provider?.refund({ providerRef: providerRef ?? '', amount, reason: 'goodwill', idempotencyKey: 'at-the-counter' })
  await shop.harness.run('work-refunds')
  expect(await refundOf(shop, order)).toEqual({ state: 'manual', attempts: 1, amount_minor: 12_000_000 })
  await shop.stop()
})

test('R-01 a refund whose worker died while it asked is taken up two minutes later, and money goes back once', async () => {
  const shop = await openShop()
  const order = await askedBack(shop)
  const before = backAtCompany(shop)
  await shop.harness.run('work-refunds')
  // As it stood when the company had paid and nobody had written it down.
  await shop.harness.database.system((tx) => sql`update refunds set state = 'processing', settled_at = null where order_id = ${order.id}`.execute(tx))
  await shop.harness.run('work-refunds')
  expect((await refundOf(shop, order)).state).toBe('processing')
  await shop.wait(2 * minuteMs)
  await shop.harness.run('work-refunds')
  expect((await refundOf(shop, order)).state).toBe('succeeded')
  expect(backAtCompany(shop)).toBe(before + 24_000_000)
  await shop.stop()
})

test('T-18 the pause between tries grows to an hour, is never shorter than the company asked for, and ends after two days', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  const secondsAfter = (attempts: number, chance = 0.5, atLeastMs = 0) => {
    const next = nextRefundTry({ attempts, requestedAt: now, now, chance, atLeastMs })
    return next && Math.round((next.getTime() - now.getTime()) / 1000)
  }
  expect([1, 2, 3, 4, 5, 6, 7, 40].map((attempts) => secondsAfter(attempts))).toEqual([10, 30, 60, 300, 900, 1800, 3600, 3600])
  expect([secondsAfter(1, 0), secondsAfter(1, 1), secondsAfter(1, 1, 300_000), secondsAfter(7, 0, 300_000)]).toEqual([8, 12, 300, 2880])
  const last = { attempts: 9, now, chance: 0 }
  expect(nextRefundTry({ ...last, requestedAt: new Date('2026-11-19T10:00:00Z') })).not.toBeNull()
  expect(nextRefundTry({ ...last, requestedAt: new Date('2026-11-19T09:59:59Z') })).toBeNull()
})
