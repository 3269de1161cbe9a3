import { expect, test } from 'vitest'
import { proveCrashes } from './crash.ts'

test('R-01 after kill -9 of api, worker and database in a sale every confirmed payment is tickets or a refund, and all recovers by itself', async () => {
  const { figures, problems } = await proveCrashes({ victims: ['api', 'worker', 'database'], buyers: 20, tell: () => undefined })
  expect(problems).toEqual([])
  expect(figures['paid']).toBeGreaterThan(0)
})
