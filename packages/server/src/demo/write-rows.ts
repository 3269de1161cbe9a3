import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

export type Row = Readonly<Record<string, unknown>>
const batch = 2_000
/** Each statement is checked for transactions that do not balance, so none may be cut in two. */
const inOneStatement: readonly string[] = ['ledger_entries']

/** All rows of a table in a few statements. What a row does not name takes the table's default. */
export async function writeRows(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  for (const [names, alike] of Map.groupBy(rows, (row) => Object.keys(row).join())) {
    const columns = sql.join(names.split(',').map((name) => sql.ref(name)))
    const step = inOneStatement.includes(table) ? Math.max(1, alike.length) : batch
    for (let from = 0; from < alike.length; from += step)
      await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(alike.slice(from, from + step))}::jsonb)`.execute(
        tx,
      )
  }
}
