import { cluster } from '@fashionistas/bench/src/cluster.ts'
import { expect, test } from 'vitest'

test('Q-12 two apis and two workers sell and admit as one each do, also when one of each is killed in the middle', async () => {
  const sizes = { places: 80, buyers: 16, people: 30, nats: false, web: false }
  const { figures, problems } = await cluster({ ...sizes, tell: () => undefined })
  expect(problems).toEqual([])
  expect(figures).toMatchObject({ oversold: 0, lost: 0, tickets: 80, admitted: 30, duplicatesRefused: 30 })
  expect(figures['recoverySeconds']).toBeGreaterThan(0)
})
