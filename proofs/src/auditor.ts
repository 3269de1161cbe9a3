import { faults, type Fault } from './auditor/faults.ts'
import { until, withGround, type Ground } from './auditor/ground.ts'
import type { Proof } from './proof.ts'

const foundWithinMs = 60_000
type Planted = { readonly invariant: Fault['invariant']; readonly row: string; readonly at: number }

/** a sale breaks no promise; then every promise is broken once, past the product, and the health page names the very row within a minute. */
export const prove: Proof = async ({ runs, only, tell }) =>
  await withGround(tell, async (ground) => {
    const wanted = faults.filter(({ invariant }) => only === undefined || invariant.includes(only))
    const undo: (() => Promise<void>)[] = []
    try {
      const problems = [...(await afterSale(ground)), ...(await unwatched(ground, only))]
      const mended = runs > 1 ? await mend(ground) : []
      const planted: Planted[] = []
      for (const { invariant, plant } of wanted) {
        planted.push({ invariant, row: await plant(ground, (after) => undo.push(after)), at: performance.now() })
        tell(`  planted: ${invariant}`)
      }
      const found = await findAll(ground, planted, tell)
      const seconds = [...found.values()].map((ms) => ms / 1000)
      return {
        figures: {
          invariants: (await ground.health()).invariants.length,
          planted: planted.length,
          found: found.size,
          slowestSeconds: Number(Math.max(0, ...seconds).toFixed(1)),
        },
        problems: [
          ...problems,
          ...mended,
          ...planted
            .filter(({ invariant }) => !found.has(invariant))
            .map(({ invariant, row }) => `${invariant}: row ${row} was not named within a minute`),
        ],
      }
    } finally {
      for (const after of undo) await after()
    }
  })

async function afterSale(ground: Ground): Promise<readonly string[]> {
  await Promise.all(Array.from({ length: 5 }, () => ground.sell()))
  const soldAt = new Date().toISOString()
  await until(foundWithinMs, 'the auditor looks', async () => ((await ground.health()).checkedAt ?? '') > soldAt)
  const { invariants } = await ground.health()
  return invariants.flatMap(({ id, state, examples }) =>
    state === 'holds' ? [] : [`${id} is ${state} after an honest sale: ${examples.join(', ')}`],
  )
}

/** A promise for which no fault is planted would be believed unseen. */
async function unwatched({ health }: Ground, only: string | undefined): Promise<readonly string[]> {
  if (only !== undefined) return []
  const { invariants } = await health()
  const planted = new Set(faults.map(({ invariant }) => invariant))
  return invariants.flatMap(({ id }) => (planted.has(id) ? [] : [`${id}: no fault is planted for it`]))
}

/** What was broken and is right again holds again. */
async function mend({ database, health, quietPools }: Ground): Promise<readonly string[]> {
  const stateOf = async () => (await health()).invariants.find(({ id }) => id === 'pool_sold')?.state
  await database.query('update pools set sold = sold + 5 where id = $1', [quietPools[0]])
  await until(foundWithinMs, 'a fault is found', async () => (await stateOf()) === 'broken')
  await database.query('update pools set sold = sold - 5 where id = $1', [quietPools[0]])
  await until(foundWithinMs, 'it is mended', async () => (await stateOf()) === 'holds')
  return []
}

/** How long each took until the page named its row. */
async function findAll({ health }: Ground, planted: readonly Planted[], tell: (step: string) => void): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  await until(foundWithinMs, 'all are found', async () => {
    const { invariants } = await health()
    for (const { invariant, row, at } of planted) {
      if (found.has(invariant) || !invariants.some(({ id, examples }) => id === invariant && examples.includes(row))) continue
      found.set(invariant, performance.now() - at)
      tell(`  found: ${invariant} after ${((performance.now() - at) / 1000).toFixed(1)} s`)
    }
    return found.size === planted.length
  }).catch(() => {}) // what was not found is told, fault by fault, by who asked
  return found
}
