import { expect, test } from 'vitest'
import { prove } from './providers.ts'

test('R-03 a company that loses its answer, is down or overrun charges nobody twice, and the other one takes the money', async () => {
  const only = 'sandbox: cut after,wompi: 500 after,sandbox: down,wompi: 429 once,whatsapp 429'
  const { figures, problems } = await prove({ runs: 1, seconds: 1, scale: 1, only, tell: () => {} })
  expect(problems).toEqual([])
  expect(figures).toMatchObject({ cases: 5 })
})
