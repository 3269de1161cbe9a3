import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

/** Expressions over the season's row `t`, its edition `e` and what the joins bring, for the columns that do not follow from their type. */
export type Copied = {
  readonly table: string
  /** How the row finds its event's editions: a join that brings `e`. */
  readonly editions: string
  readonly columns?: Readonly<Record<string, string>>
  /** The order in which life would have written the rows. */
  readonly by?: string
}

/** People are the same ones whatever the edition of what they did. */
const people = new Set(['user_id', 'scanned_by', 'created_by', 'invited_by'])
const ofHouse = new Set(['organization_id', 'venue_id'])

type Column = { readonly name: string; readonly type: string }

/** Writes the season's rows of a table once more for each edition, in one statement. */
export async function copyRows(tx: Tx, { table, editions, columns = {}, by }: Copied): Promise<number> {
  const known = await columnsOf(tx, table)
  const wrong = Object.keys(columns).filter((name) => !known.some((column) => column.name === name))
  if (known.length === 0 || wrong.length > 0) throw new Error(`${table} has no ${wrong.join() || 'columns'}`)
  const result = await sql
    .raw(
      `insert into ${table} (${known.map(({ name }) => name).join()}) select ${known.map((column) => columns[column.name] ?? inEdition(column)).join()} from ${table} t ${editions} ${by ? `order by ${by}` : ''}`,
    )
    .execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** All that are written by hand: what the database generates it generates again. */
async function columnsOf(tx: Tx, table: string): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' order by attnum`.execute(tx)
  return rows
}

function inEdition({ name, type }: Column): string {
  if (people.has(name)) return `t.${name}`
  const edition = ofHouse.has(name) ? 'e.house_edition' : 'e.edition'
  switch (type) {
    case 'uuid':
      return `pg_temp.edition_id(t.${name}, ${edition})`
    case 'uuid[]':
      return `pg_temp.edition_ids(t.${name}, ${edition})`
    case 'timestamp with time zone':
      return `t.${name} + e.row_shift`
    default:
      return `t.${name}`
  }
}
