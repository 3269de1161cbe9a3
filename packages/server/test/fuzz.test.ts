import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzzEverything, fuzzWebhooks } from './security-fuzz-all.ts'
import { openShop, type Shop } from './shop.ts'

const seed = 20_261_121
let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(async () => await shop.stop())

test('X-10 whatever a guest or an owner sends to whichever operation, the answer is never a fault of ours', { timeout: 180_000 }, async () => {
  const { faults, statuses, requests } = await fuzzEverything(shop, { seed, runs: 6 })
  expect(faults).toEqual([])
  expect(requests).toBeGreaterThan(2_000)
  expect(statuses[200], 'strange requests that were right reach the handlers too').toBeGreaterThan(100)
  expect(statuses[401]).toBeGreaterThan(100)
})

test('X-10 whatever comes to the webhooks, rightly signed or not, is answered and worked without a fault', { timeout: 60_000 }, async () => {
  const { faults, statuses } = await fuzzWebhooks({ seed, runs: 3 })
  expect(faults).toEqual([])
  expect(statuses[401], 'forged ones').toBeGreaterThan(100)
  expect(statuses[200], 'signed ones').toBeGreaterThan(5)
})
