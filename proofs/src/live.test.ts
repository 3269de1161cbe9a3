import { natsProgram } from '@fashionistas/cli/src/nats-server.ts'
import { live } from '@fashionistas/bench/src/live.ts'
import { expect, test } from 'vitest'

/** The goal is for a quiet machine; here the tests of others run beside it. */
const patientMs = 2_000

test('Q-06 a change of real people reaches each of 300 pages that look at it', async () => {
  const { figures, problems } = await live({ listeners: 300, seconds: 4, changesPerSecond: 4, nats: false, tell: () => undefined })
  expect(problems.filter((problem) => !problem.includes('the goal is'))).toEqual([])
  expect(figures).toMatchObject({ listeners: 300, missing: 0, dropped: 0 })
  expect(figures['deliveries']).toBeGreaterThan(300)
  expect(figures['p99Ms']).toBeLessThan(patientMs)
})

const program = natsProgram()
// Loud: who reads the run must see that this did not happen.
if ('missing' in program) console.error(`SKIPPED: live pages are not shown over NATS. ${program.missing}`)

test.runIf('path' in program)('Q-12 live pages hear the same with NATS between the processes', async () => {
  const { figures, problems } = await live({ listeners: 100, seconds: 2, changesPerSecond: 6, nats: true, tell: () => undefined })
  expect(problems.filter((problem) => !problem.includes('the goal is'))).toEqual([])
  expect(figures).toMatchObject({ listeners: 100, missing: 0, dropped: 0 })
})
