import { expect, test } from 'vitest'
import { playSales } from '../../test/sale-model/play.ts'

const runs = Number(process.env['MODEL_RUNS'] ?? '8')
const seed = Number(process.env['MODEL_SEED'] ?? '42')

test(
  'T-04 any mix of holds, payments, releases, ends and refunds, at once and repeated on two processes, is what some order of whole acts makes of it',
  async () => {
    const played = await playSales({ runs, seed, length: 40 })
    expect(played.sales).toBeGreaterThanOrEqual(runs)
    expect(played.tickets).toBeGreaterThan(0)
  },
  20_000 + runs * 10_000,
)
