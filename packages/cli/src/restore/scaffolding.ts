import type { Client } from 'pg'

type Piece = { readonly table: string; readonly name: string; readonly kind: 'index' | 'constraint'; readonly definition: string }
/** What was taken off, in the order in which it goes back. */
export type Scaffolding = readonly Piece[]

/**
 * Takes keys, exclusions, indexes and foreign keys off, and lets triggers rest: rows then go in in any order, and an index is built of all
 * rows at once in a fraction of the time. CHECK stays, each row is held against it. Needs the tables' owner, no superuser; in a transaction.
 */
export async function takeOff(client: Client): Promise<Scaffolding> {
  await client.query("set local search_path = ''") // so that definitions name every table in full
  const foreign = await listForeignKeys(client)
  const constraints = await listConstraints(client)
  const indexes = await listIndexes(client)
  for (const { table, name } of [...foreign, ...constraints]) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { table, name } of indexes) await client.query(`drop index ${schemaOf(table)}.${name}`)
  await setTriggers(client, 'disable')
  return [...constraints, ...indexes, ...foreign]
}

/** Every row is held against every constraint again: a copy with a hole in it does not come through. */
export async function putBack(client: Client, scaffolding: Scaffolding): Promise<void> {
  for (const { table, name, kind, definition } of scaffolding)
    await client.query(kind === 'index' ? definition : `alter table ${table} add constraint ${name} ${definition}`)
  await setTriggers(client, 'enable')
}

async function listForeignKeys(client: Client): Promise<readonly Piece[]> {
  const { rows } = await client.query<Piece>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, 'constraint' as kind, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'f' and conparentid = 0 and connamespace::regnamespace::text = any('{public,private,pgboss}') order by 1, 2`,
  )
  return rows
}

/** pg-boss's keys stay: they are few rows, and parts of a partitioned table. */
async function listConstraints(client: Client): Promise<readonly Piece[]> {
  const { rows } = await client.query<Piece>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, 'constraint' as kind, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype in ('p', 'u', 'x') and connamespace::regnamespace::text = any('{public,private}') order by 1, 2`,
  )
  return rows
}

async function listIndexes(client: Client): Promise<readonly Piece[]> {
  const { rows } = await client.query<Piece>(
    `select i.indrelid::regclass::text as table, quote_ident(c.relname) as name, 'index' as kind, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace::regnamespace::text = any('{public,private}') and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
      order by 1, 2`,
  )
  return rows
}

async function setTriggers(client: Client, turn: 'enable' | 'disable'): Promise<void> {
  const { rows } = await client.query<{ table: string }>(
    `select distinct tgrelid::regclass::text as table from pg_trigger join pg_class c on c.oid = tgrelid
      where not tgisinternal and c.relkind = 'r' and c.relnamespace::regnamespace::text = any('{public,private,pgboss}')`,
  )
  for (const { table } of rows) await client.query(`alter table ${table} ${turn} trigger user`)
}

const schemaOf = (table: string): string => table.split('.')[0] ?? ''
