import { sql } from 'kysely'
import type { Database } from '#core/database.ts'
import { auditAge, brokenRows } from '#core/metrics.ts'

/** Sets the auditor's gauges from what the workers found: asked whenever the figures are, by any process. */
export async function gaugeHealth(database: Database): Promise<void> {
  const rows = await database.system(async (tx) => {
    const found = await sql<{ invariant: string; broken: number; age: number }>`
      select c.invariant, (select count(*)::int from invariant_breaks b where b.invariant = c.invariant) as broken, extract(epoch from now() - c.checked_at)::float8 as age
        from invariant_checks c`.execute(tx)
    return found.rows
  })
  for (const { invariant, broken, age } of rows) {
    brokenRows.set({ invariant }, broken)
    auditAge.set({ invariant }, age)
  }
}
