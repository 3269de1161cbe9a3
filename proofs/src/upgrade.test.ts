import { expect, test } from 'vitest'
import { upgrade } from './upgrade/attempt.ts'

test('R-08 readers of the version before notice nothing of the migrations of this one, and no row of theirs changes', async () => {
  const { figures, problems } = await upgrade({ tickets: 0, readers: 4, tell: () => undefined })
  expect(problems).toEqual([])
  expect(figures['migrations']).toBeGreaterThan(0)
  expect(figures['readsWhileMigrating']).toBeGreaterThan(0)
})
