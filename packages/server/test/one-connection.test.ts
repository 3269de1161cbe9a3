import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from './shop.ts'

/* An act that waits for a second connection while it has one: when all who ask do so at once, they wait for each other. */
let shop: Shop
beforeAll(async () => (shop = await openShop()))
afterAll(async () => await shop.stop())

/** The harness has eight connections. */
const atOnce = 24

test('R-04 more people than there are connections look at their orders at the same moment, and each is answered', async () => {
  const order = await shop.buy(await shop.event(), 1)
  const states = await Promise.all(Array.from({ length: atOnce }, async () => (await shop.look(order)).state))
  expect(states).toEqual(Array.from({ length: atOnce }, () => 'paid'))
})
