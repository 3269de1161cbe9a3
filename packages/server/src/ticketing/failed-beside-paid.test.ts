import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { whileHeld } from '../../test/held-rows.ts'
import { decliningNequi, openShop, type Shop } from '../../test/shop.ts'

let shop: Shop
beforeAll(async () => (shop = await openShop()))
afterAll(async () => await shop.stop())

/** As the sweeper does it that has an order and wants its stock. */
const lockPoolsOf = (eventId: string) =>
  shop.harness.database.system(async (tx) => {
    await sql`set local lock_timeout = '500ms'`.execute(tx)
    await sql`select from pools where event_id = ${eventId} for update`.execute(tx)
    return 'free'
  })

test('T-04 a relay that waits for an order whose payment failed holds no stock meanwhile, so it never waits in a circle with the sweeper', async () => {
  const event = await shop.event()
  const [paid, declined] = [await shop.hold(event, 1), await shop.hold(event, 1)]
  await shop.pay(paid)
  await shop.pay(declined, 'nequi', decliningNequi)
  let stock: unknown
  const fate = await whileHeld(
    { url: shop.harness.config.DATABASE_URL, by: `select from orders where id = '${declined.id}' for update` },
    () => shop.harness.drain(),
    async () => void (stock = await lockPoolsOf(event.eventId).catch(() => 'locked')),
  )
  expect({ fate, stock }).toEqual({ fate: 'waits', stock: 'free' })
  expect([(await shop.look(paid)).state, (await shop.look(declined)).state]).toEqual(['paid', 'held'])
})
