import type { Proof } from './proof.ts'
import { withDatabase } from './security/own-database.ts'
import { playSales } from '../../packages/server/test/sale-model/play.ts'

const length = 40
const salesARun = 10

/** T-04: random sales on two processes and one database, beside a model; `--runs` in tens of sales, each time another chance. */
export const prove: Proof = async ({ runs, tell }) => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  tell(`  seed ${seed}, ${runs * salesARun} sales of up to ${length} steps`)
  try {
    const { seen, ...played } = await withDatabase(async (on) => await playSales({ runs: runs * salesARun, seed, length, on }))
    return { figures: { seed, ...played, ...seen }, problems: [] }
  } catch (error) {
    return { figures: { seed }, problems: [told(error)] }
  }
}

/** The shortest sale that goes wrong, and what was wrong with it. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}\n${error.cause.message}` : error.message
}
