import { expect, test } from 'vitest'
import { prove } from './webhooks.ts'

test('R-02 webhooks lost, doubled, late, reordered, halved and wrong end in one right state, and forged ones change nothing', async () => {
  const { figures, problems } = await prove({ runs: 1, seconds: 1, scale: 1, only: undefined, tell: () => {} })
  expect(problems).toEqual([])
  expect(figures).toMatchObject({ sandboxCases: 14, wompiCases: 14, sandboxForgeries: 13, wompiForgeries: 13 })
})
