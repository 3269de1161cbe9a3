import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { soundRows, type Row } from './constraint-cases.ts'

export type Column = { readonly table: string; readonly name: string; readonly type: string; readonly isNeeded: boolean }
/** Rows written straight into a database, without their parents: what a table's own rules say about them. */
export type Tables = {
  readonly columns: readonly Column[]
  query<Found extends object>(text: string, values?: readonly unknown[]): Promise<readonly Found[]>
  /** The rule that refuses one of these rows, or `taken`; nothing stays. */
  answerTo(table: string, rows: readonly Row[]): Promise<string>
  /** Writes a row that stays, with these values and plain ones for the rest. Answers its id. */
  put(table: string, row?: Row): Promise<string>
  close(): Promise<void>
}

const columnsOfAll = `
  select c.relname as table, attname as name, format_type(atttypid, null) as type, attnotnull and not atthasdef and attidentity = '' as "isNeeded"
    from pg_attribute a join pg_class c on c.oid = a.attrelid
   where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and relkind in ('r', 'p') and attnum > 0 and not attisdropped`

export async function openTables(url: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=public,private,extensions' })
  await client.connect()
  const { rows: columns } = await client.query<Column>(columnsOfAll)
  return {
    columns,
    query: async <Found extends object>(text: string, values: readonly unknown[] = []) => (await client.query<Found>(text, [...values])).rows,
    async answerTo(table, rows) {
      await client.query('begin')
      try {
        await client.query('set local session_replication_role = replica') // foreign keys rest: a row needs no parents
        for (const row of rows) await insert(client, table, { ...plainRow(columns, table), ...soundRows[table], ...row })
        return 'taken'
      } catch (error) {
        if (error instanceof pg.DatabaseError) return error.constraint ?? error.message
        throw error
      } finally {
        await client.query('rollback')
      }
    },
    async put(table, row = {}) {
      await client.query('begin; set local session_replication_role = replica')
      const whole: Row = { ...plainRow(columns, table), ...soundRows[table], ...row }
      await insert(client, table, whole)
      await client.query('commit')
      return String(whole['id'])
    },
    close: () => client.end(),
  }
}

async function insert(client: pg.Client, table: string, row: Row): Promise<void> {
  const names = Object.keys(row)
  const places = names.map((_, at) => `$${at + 1}`)
  await client.query(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) overriding system value values (${places.join(', ')})`,
    Object.values(row),
  )
}

const plainRow = (columns: readonly Column[], table: string): Row =>
  Object.fromEntries(columns.filter((column) => column.table === table && column.isNeeded).map(({ name, type }) => [name, plainValue(type)]))

let count = 0
/** Any value of a type, and another one each time where the type has enough of them. */
export function plainValue(type: string): unknown {
  count += 1
  if (type === 'uuid') return randomUUID()
  if (type === 'text' || type === 'character varying') return `word-${count}`
  if (type === 'integer' || type === 'bigint' || type === 'real' || type === 'double precision') return count
  if (type === 'timestamp with time zone') return '2026-11-02T15:00:00Z'
  if (type === 'jsonb') return '{}'
  if (type === 'boolean') return true
  if (type === 'bytea') return Buffer.alloc(1)
  if (type.endsWith('[]')) return []
  throw new Error(`a plain value of ${type} is missing`)
}
