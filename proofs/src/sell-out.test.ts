import { withProduct } from '@fashionistas/bench/src/product-under-test.ts'
import { sellOutOn } from '@fashionistas/bench/src/sell-out.ts'
import { expect, test } from 'vitest'

test('Q-02 forty buyers in two processes sell sixty tickets out exactly, also of three types on one quota, and one of them has the one code', async () => {
  const { figures, problems } = await withProduct(
    () => undefined,
    {},
    async (product) => await sellOutOn(product, { capacity: 60, buyers: 40, processes: 2, payments: 'webhook' }),
  )
  expect(problems).toEqual([])
  expect(figures).toMatchObject({ oversold: 0, leftHeld: 0, deadlocks: 0, tickets: 180, ordersWithTheCode: 1, smallerOrderGotTheRest: 1 })
  expect(figures['repeated']).toBeGreaterThan(0)
})
