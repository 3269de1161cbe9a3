import type pg from 'pg'

export type Columns = ReadonlyMap<string, readonly string[]>

/** Written by every start or by who merely reads. */
const alive = ['schema_migrations', 'private.role_permissions', 'rate_limits', 'sessions']

/** The tables and columns of now: what a migration adds later is not looked at. */
export async function columnsOf(database: pg.Pool): Promise<Columns> {
  const { rows } = await database.query<{ name: string; columns: readonly string[] }>(
    `select c.oid::regclass::text as name, array_agg(quote_ident(attname) order by attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and attnum > 0 and not attisdropped
      where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'private') group by 1 order by 1`,
  )
  return new Map(rows.filter(({ name }) => !alive.includes(name)).map(({ name, columns }) => [name, columns]))
}

/** A number for the rows of each table in these columns, whatever their order. */
export async function printOf(database: pg.Pool, columns: Columns): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const [name, list] of columns) {
    const { rows } = await database.query<{ print: string }>(
      `select count(*) || ' rows, ' || coalesce(sum(hashtextextended(row(${list.join(', ')})::text, 7)::numeric), 0) as print from ${name}`,
    )
    found.set(name, rows[0]?.print ?? '')
  }
  return found
}
