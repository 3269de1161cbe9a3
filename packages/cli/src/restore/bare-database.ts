import type { Client } from 'pg'
import { listMigrations, listTables, quoted } from '../backup/catalogue.ts'

/** Filled by the migrations themselves, or made anew by whoever starts: rows in these are nobody's work. */
const notWork = ['"public"."schema_migrations"', '"public"."cities"', '"private"."role_permissions"', '"public"."rate_limits"']

/** Why a copy may not be written here; undefined where nothing would be lost. */
export async function reasonNotTo(client: Client, isReplacing: boolean): Promise<string | undefined> {
  const others = await client.query<{ count: string }>(
    "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'",
  )
  if (Number(others.rows[0]?.count) > 0) return `${others.rows[0]?.count} connections are open to this database: stop what works in it first`
  const tables = (await listTables(client)).filter(({ schema }) => schema !== 'pgboss')
  if (tables.length > 0 && (await listMigrations(client)).length === 0) return 'this database belongs to another program: give another one'
  if (isReplacing) return undefined
  for (const table of tables.filter((each) => !notWork.includes(quoted(each)))) {
    const found = await client.query(`select from ${quoted(table)} limit 1`)
    if (found.rowCount) return `this database is not empty (${quoted(table)} has rows). To throw away what is in it, say --replace`
  }
  return undefined
}

/** Takes away everything of ours; the next migration then begins with its first file. */
export async function clear(client: Client): Promise<void> {
  await client.query(
    'begin; drop schema if exists pgboss, private, public cascade; create schema public; grant usage on schema public to public; commit',
  )
}
