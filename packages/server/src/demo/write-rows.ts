import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

export type Row = Readonly<Record<string, unknown>>
/** Rows by table, in the order in which they can be written. */
export type Rows = ReadonlyMap<string, readonly Row[]>
const batch = 2_000

/** All rows of a table in a few statements. The first row names the columns; what is not named takes the table's default. */
export async function writeRows(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)))
  for (let from = 0; from < rows.length; from += batch)
    await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows.slice(from, from + batch))}::jsonb)`.execute(tx)
}
