import type { Client } from 'pg'
import type { SavedSequence } from './manifest.ts'

export type Table = { readonly schema: string; readonly name: string; readonly columns: readonly string[] }
/** Ours, and pg-boss's. Supabase's own schemas are Supabase's to save. */
const schemas = ['public', 'private', 'pgboss']

/** Every table that holds rows: partitions instead of what they are parts of, none of an extension's. Columns without those that are computed. */
export async function listTables(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where n.nspname = any($1) and c.relkind = 'r' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      group by 1, 2 order by 1, 2`,
    [schemas],
  )
  return rows
}

export async function listSequences(client: Client): Promise<readonly SavedSequence[]> {
  const { rows } = await client.query<SavedSequence>(
    'select schemaname as schema, sequencename as name, last_value::text as last from pg_sequences where schemaname = any($1) order by 1, 2',
    [schemas],
  )
  return rows
}

export async function listMigrations(client: Client): Promise<readonly string[]> {
  if (!(await exists(client, 'public.schema_migrations'))) return []
  const { rows } = await client.query<{ name: string }>('select name from public.schema_migrations order by name')
  return rows.map((row) => row.name)
}

/** Null where no worker has run yet. */
export async function jobsVersion(client: Client): Promise<number | null> {
  if (!(await exists(client, 'pgboss.version'))) return null
  const { rows } = await client.query<{ version: number }>('select version from pgboss.version')
  return rows[0]?.version ?? null
}

async function exists(client: Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table])
  return rows[0]?.found ?? false
}

export const quoted = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `"${schema}"."${name}"`
/** As COPY wants it: with the columns by name, since an older table may have them in another order. */
export const withColumns = (table: Table): string => `${quoted(table)} (${table.columns.map((column) => `"${column}"`).join(', ')})`
