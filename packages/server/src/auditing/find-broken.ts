import { sql } from 'kysely'
import type { Database, Tx } from '#core/database.ts'
import type { Invariant, Subject } from '#core/invariant.ts'

/** More than this nobody reads; the first ones tell what is wrong. */
export const mostBroken = 1_000
const statementTimeoutMs = 2_000

type At = { readonly ids: readonly string[]; readonly now: Date }

/** The ids of rows that break an invariant: among these, or among all where the invariant is of everything. At most `mostBroken`. */
export async function brokenAmong(tx: Tx, invariant: Invariant, at: At): Promise<readonly string[]> {
  const broken = invariant.of === 'everything' ? invariant.broken({ now: at.now }) : invariant.broken(at)
  const { rows } = await sql<{ id: string }>`select id::text from (${broken}) as broken limit ${mostBroken}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Looks without any chance to change something, and not for long: an auditor must not become the fault. */
export async function lookSafely(database: Database, invariant: Invariant, at: At): Promise<readonly string[]> {
  return await database.system(async (tx) => {
    await sql
      .raw(`set local transaction_read_only = on; set local statement_timeout = ${statementTimeoutMs}; set local max_parallel_workers_per_gather = 0`)
      .execute(tx)
    return await brokenAmong(tx, invariant, at)
  })
}

/** The next rows of a walk, in the order of their key. */
export async function rowsAfter(tx: Tx, { table, key, slice }: Subject, cursor: string | null): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref(key)}::text as id from ${sql.table(table)} ${cursor === null ? sql`` : sql`where ${sql.ref(key)} > ${cursor}`}
     order by ${sql.ref(key)} limit ${slice}`.execute(tx)
  return rows.map(({ id }) => id)
}

export type Broken = { readonly invariant: Invariant['id']; readonly ids: readonly string[] }

/** Looks at every row for every invariant, however long it takes: for proofs and benches, not for a running sale. */
export async function findBroken(tx: Tx, invariants: readonly Invariant[], now: Date): Promise<readonly Broken[]> {
  const found: Broken[] = []
  for (const invariant of invariants) {
    const ids = await allBroken(tx, invariant, now)
    if (ids.length > 0) found.push({ invariant: invariant.id, ids })
  }
  return found
}

async function allBroken(tx: Tx, invariant: Invariant, now: Date): Promise<readonly string[]> {
  if (invariant.of === 'everything') return await brokenAmong(tx, invariant, { ids: [], now })
  const broken: string[] = []
  let rows = await rowsAfter(tx, invariant.of, null)
  while (rows.length > 0) {
    broken.push(...(await brokenAmong(tx, invariant, { ids: rows, now })))
    rows = await rowsAfter(tx, invariant.of, rows.at(-1) ?? null)
  }
  return broken
}
