import { withOwnProduct, type OwnProduct } from '@fashionistas/bench/src/cluster/own-product.ts'
import { openOrganizer } from '@fashionistas/bench/src/organizer.ts'
import { percentile, rounded } from '@fashionistas/bench/src/report.ts'
import { attack, type Seen, type Victim } from './crash/attack.ts'
import type { Proof, Proved } from './proof.ts'

const victims: readonly Victim[] = ['api', 'worker', 'database']
const buyers = 40

/** kill -9 of api, worker and database at random moments of a sale that Wompi's simulator charges. */
export const prove: Proof = async ({ runs, only, tell }) => {
  const wanted = victims.filter((victim) => only === undefined || victim.includes(only))
  return await proveCrashes({ victims: Array.from({ length: runs }, (_, run) => wanted[run % wanted.length] ?? 'api'), buyers, tell })
}

type Crashes = { readonly victims: readonly Victim[]; readonly buyers: number; readonly tell: (step: string) => void }

/** One product lives through all of them, one after the other. */
export async function proveCrashes(crashes: Crashes): Promise<Proved> {
  const env = { PAYMENT_PROVIDERS: 'wompi' }
  return await withOwnProduct({ apis: 1, workers: 1, env, tell: crashes.tell }, (product) => killInTurn(product, crashes))
}

async function killInTurn(product: OwnProduct, { victims: inTurn, buyers: each, tell }: Crashes): Promise<Proved> {
  const organizer = await openOrganizer(product.url)
  const all: Seen[] = []
  const problems: string[] = []
  for (const [run, victim] of inTurn.entries()) {
    const seen = await attack(product, organizer, { victim, buyers: each })
    all.push(seen)
    problems.push(...seen.problems.map((problem) => `run ${run + 1}, ${victim} killed after ${seen.killedAfterMs} ms: ${problem}`))
    for (const problem of seen.problems) tell(`  BROKEN ${problem}`)
    tell(`  run ${run + 1}: ${victim} killed after ${seen.killedAfterMs} ms, back in ${seen.recoverySeconds.toFixed(1)} s, ${outcomesOf([seen])}`)
  }
  const recoveries = all.map(({ recoverySeconds }) => recoverySeconds)
  return {
    figures: {
      runs: inTurn.length,
      buyers: each * inTurn.length,
      ...countsOf(all),
      refunds: await countRefunds(product),
      repeats: all.reduce((sum, { repeats }) => sum + repeats, 0),
      recoveryMedianSeconds: percentile(recoveries, 0.5),
      recoveryMaxSeconds: rounded(Math.max(...recoveries)),
    },
    problems,
  }
}

const countsOf = (all: readonly Seen[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    (['paid', 'late_paid', 'released', 'sold_out'] as const).map((outcome) => [
      outcome,
      all.flatMap(({ told }) => told).filter((told) => told.outcome === outcome).length,
    ]),
  )

const outcomesOf = (all: readonly Seen[]): string =>
  Object.entries(countsOf(all))
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ')

async function countRefunds({ database }: OwnProduct): Promise<number> {
  const { rows } = await database.query<{ count: string }>('select count(*) from refunds')
  return Number(rows[0]?.count)
}
