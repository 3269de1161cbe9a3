import { expect, test } from 'vitest'
import { drill } from './backup/drill.ts'

test('R-07 a copy restored from a backup that was taken in the middle of a sale equals its source, and sells on', async () => {
  const { figures, problems } = await drill({ tickets: 0, buyers: 6, tell: () => undefined })
  expect(problems).toEqual([])
  expect(figures).toMatchObject({ tables: expect.any(Number), tickets: expect.any(Number) })
  expect(Number(figures['rows'])).toBeGreaterThan(10_000)
  expect(Number(figures['ordersSoldOnTheCopy'])).toBeGreaterThan(0)
})
