import { expect, test } from 'vitest'
import { prove } from './auditor.ts'

test('R-09 a sale breaks no promise, and every promise that is broken past the product is named within a minute', async () => {
  const { figures, problems } = await prove({ runs: 1, seconds: 1, scale: 1, only: undefined, tell: () => {} })
  expect(problems).toEqual([])
  expect(figures).toMatchObject({ planted: 21, found: 21 })
})
