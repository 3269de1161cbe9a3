import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { whileHeld } from '../../test/held-rows.ts'
import { decliningNequi, openShop, type Shop } from '../../test/shop.ts'

/* Everybody locks orders, then stock, then balances. A relay hears of many orders at once: it must not wait for one with the stock of another in hand. */
let shop: Shop
beforeAll(async () => (shop = await openShop()))
afterAll(async () => await shop.stop())

/** What the relay has in hand while it waits for an order that somebody else has. */
async function inHandWaitingFor(orderId: string, rows: RawBuilder<unknown>): Promise<object> {
  let inHand: unknown
  const look = () =>
    shop.harness.database.system(async (tx) => {
      await sql`set local lock_timeout = '500ms'`.execute(tx)
      await sql`select from ${rows} for update`.execute(tx)
      return 'free'
    })
  const fate = await whileHeld(
    { url: shop.harness.config.DATABASE_URL, by: `select from orders where id = '${orderId}' for update` },
    () => shop.harness.drain(),
    async () => void (inHand = await look().catch(() => 'locked')),
  )
  return { fate, inHand }
}

test('T-04 a relay that waits for an order whose payment failed holds no stock: the sweeper may have that order and want the stock', async () => {
  const event = await shop.event()
  const [paid, declined] = [await shop.hold(event, 1), await shop.hold(event, 1)]
  await shop.pay(paid)
  await shop.pay(declined, 'nequi', decliningNequi)
  const seen = await inHandWaitingFor(declined.id, sql`pools where event_id = ${event.eventId}`)
  expect(seen).toEqual({ fate: 'waits', inHand: 'free' })
  expect([(await shop.look(paid)).state, (await shop.look(declined)).state]).toEqual(['paid', 'held'])
})

async function lastOfBatch(): Promise<string> {
  const waiting = sql<{
    id: string
  }>`select data ->> 'orderId' as id from outbox where position is null and type = 'refund.succeeded' order by seq desc`
  const { rows } = await shop.harness.database.system((tx) => waiting.execute(tx))
  expect(rows).toHaveLength(2)
  return rows[0]?.id ?? ''
}

test('T-18 a relay that waits for the second of two refunded orders holds no balances: whoever has that order may want to post', async () => {
  const event = await shop.event()
  const both = [await shop.buy(event, 1), await shop.buy(event, 1)]
  for (const { id } of both) await shop.harness.as(shop.organizer.actor).refundOrder({ orderId: id, reason: 'voluntary' })
  await shop.harness.drain()
  await shop.harness.run('work-refunds')
  const seen = await inHandWaitingFor(await lastOfBatch(), sql`ledger_accounts`)
  expect(seen).toEqual({ fate: 'waits', inHand: 'free' })
  const after = await Promise.all(both.map(async (order) => (await shop.look(order)).payments.map(({ state }) => state)))
  expect(after).toEqual([['refunded'], ['refunded']])
})
