import { expect, test } from 'vitest'
import { prove } from './database.ts'

test('R-04 a database that is cut off, or has no room, is told as 503, and every order that was taken has its ticket', async () => {
  const { problems } = await prove({ runs: 1, seconds: 5, scale: 1, only: 'immediate shutdown,full disk', tell: () => {} })
  expect(problems).toEqual([])
})
