import pg from 'pg'

/** A number for the rows of each table, whatever their order. Taken by the database alone: it shares nothing with how a backup compares. */
export type Fingerprint = ReadonlyMap<string, string>

const schemas = ['public', 'private', 'pgboss']

/** Within `snapshot`, if one is given: what a backup saw, and not what was sold since. */
export async function fingerprint(url: string, snapshot?: string): Promise<Fingerprint> {
  return await withSession(url, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    if (snapshot !== undefined) await client.query(`set transaction snapshot '${snapshot}'`)
    const { rows } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c where relkind = 'r' and relnamespace::regnamespace::text = any($1) order by 1`,
      [schemas],
    )
    const found = new Map<string, string>()
    for (const { name } of rows) {
      const sum = await client.query<{ print: string }>(
        `select count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 7)::numeric), 0) as print from ${name} t`,
      )
      found.set(name, sum.rows[0]?.print ?? '')
    }
    return found
  })
}

const ours = 'c.relnamespace::regnamespace::text = any($1)'
const shape: Readonly<Record<string, string>> = {
  columns: `select attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || attidentity::text || attgenerated::text || coalesce(pg_get_expr(adbin, adrelid), '')
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum join pg_class c on c.oid = attrelid where attnum > 0 and not attisdropped and relkind in ('r', 'v', 'p') and ${ours}`,
  constraints: `select c.oid::regclass || ' ' || conname || ' ' || convalidated || ' ' || pg_get_constraintdef(k.oid) from pg_constraint k join pg_class c on c.oid = conrelid where ${ours}`,
  indexes: `select pg_get_indexdef(indexrelid) || ' ' || indisvalid from pg_index join pg_class c on c.oid = indexrelid where ${ours}`,
  triggers: `select pg_get_triggerdef(t.oid) || ' ' || tgenabled::text from pg_trigger t join pg_class c on c.oid = tgrelid where not tgisinternal and ${ours}`,
  policies: `select c.oid::regclass || ' ' || polname || ' ' || polcmd::text || ' ' || polroles::regrole[]::text || ' ' || coalesce(pg_get_expr(polqual, polrelid), '') || ' ' || coalesce(pg_get_expr(polwithcheck, polrelid), '')
    from pg_policy join pg_class c on c.oid = polrelid where ${ours}`,
  rights: `select c.oid::regclass || ' ' || relrowsecurity || relforcerowsecurity || ' ' || coalesce(relacl::text, '') from pg_class c where relkind in ('r', 'v', 'S') and ${ours}`,
  columnRights: `select attrelid::regclass || '.' || attname || ' ' || attacl::text from pg_attribute join pg_class c on c.oid = attrelid where attacl is not null and ${ours}`,
}
const functions = `select pg_get_functiondef(oid) || coalesce(proacl::text, '') from pg_proc where prokind = 'f' and pronamespace::regnamespace::text = any($1)`

/** Every column, constraint, index, trigger, policy, right and function, as text: two schemas are equal when these are. */
export async function shapeOf(url: string): Promise<ReadonlySet<string>> {
  return await withSession(url, async (client) => {
    const found = new Set<string>()
    for (const [kind, question] of Object.entries({ ...shape, functions })) {
      const { rows } = await client.query<{ line: string }>(`select line from (${question}) as t(line)`, [schemas])
      if (rows.length === 0) throw new Error(`the schema has no ${kind}: nothing was compared`)
      for (const { line } of rows) found.add(`${kind}: ${line}`)
    }
    return found
  })
}

/** What differs, in words; none where all is equal. */
export function differences(before: Fingerprint, after: Fingerprint): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].flatMap((name) =>
    before.get(name) === after.get(name) ? [] : [`${name}: ${before.get(name) ?? 'no table'} before, ${after.get(name) ?? 'no table'} after`],
  )
}

async function withSession<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
