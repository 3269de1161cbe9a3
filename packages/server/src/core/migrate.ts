import { readFile, readdir } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { permissionsOf } from '@fashionistas/contract'
import pg from 'pg'

export type MigrateOptions = {
  /** Of the files only these: a copy is first brought to the version that it was taken from. Without it, all. */
  readonly only?: readonly string[]
}
const folder = new URL('../../migrations/', import.meta.url)
/** What waits for a lock on a table holds up everyone who comes after it, readers too: so it waits this long at most, and tries again later. */
const lockTimeoutMs = 300
const patienceMs = 10 * 60_000
const longestPauseMs = 2_000
/** First line of a file that PostgreSQL does not allow in a transaction (create index concurrently). Each statement of it must bear a repeat. */
const outside = '-- outside a transaction'
const lockNotAvailable = '55P03'

/**
 * Brings a database to this version, beside a product that works on it: each SQL file once, in the order of its name and in a transaction
 * of its own; then the table of roles and permissions from the contract. Safe to run from several processes at once, and again.
 */
export async function migrate(url: string, { only }: MigrateOptions = {}): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // a lost connection is told by the statement that needs it
  await client.connect()
  try {
    await beTheOnlyOne(client)
    const waiting = await prepare(client, only)
    for (const name of waiting) await applyFile(client, name)
    await inTransaction(client, async () => await fillPermissions(client))
    return { applied: waiting }
  } finally {
    await client.end() // ends the advisory lock too
  }
}

/** The files that this version knows, in order. */
export async function migrationNames(): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).toSorted()
}

/** Asked again and again rather than waited for: a statement that waits is a transaction that lives, and an index made beside writers waits for all of those. */
async function beTheOnlyOne(client: pg.Client): Promise<void> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock(hashtext('fashionistas migrate')) as mine")
    if (rows[0]?.mine) return
    if (Date.now() > deadline) throw new Error('another process has been migrating this database for ten minutes')
    await pause(50)
  }
}

/** Roles, helpers and the list of what was applied; answers what is still to do. */
async function prepare(client: pg.Client, only: readonly string[] | undefined): Promise<string[]> {
  return await inTransaction(client, async () => {
    if (!(await isSupabase(client))) await client.query(await readFile(new URL('bootstrap.sql', folder), 'utf8'))
    await client.query(await readFile(new URL('app-role.sql', folder), 'utf8'))
    const listed = await client.query<{ found: boolean }>("select to_regclass('public.schema_migrations') is not null as found")
    if (!listed.rows[0]?.found) {
      await client.query('create table public.schema_migrations (name text primary key, applied_at timestamptz not null default now())')
      await client.query('alter table public.schema_migrations enable row level security')
    }
    const known = new Set((await client.query<{ name: string }>('select name from public.schema_migrations')).rows.map((row) => row.name))
    return (await migrationNames()).filter((name) => !known.has(name) && (only?.includes(name) ?? true))
  })
}

async function isSupabase(client: pg.Client): Promise<boolean> {
  const found = await client.query("select from pg_roles where rolname = 'supabase_auth_admin'")
  return found.rowCount === 1
}

async function applyFile(client: pg.Client, name: string): Promise<void> {
  const text = await readFile(new URL(name, folder), 'utf8')
  if (text.startsWith(outside)) return await applyOutside(client, name, text)
  await untilLocked(name, async () => {
    await inTransaction(client, async () => {
      await client.query(`set local lock_timeout = ${lockTimeoutMs}; set local search_path = public, extensions`)
      await client.query(text)
      await remember(client, name)
    })
  })
}

async function applyOutside(client: pg.Client, name: string, text: string): Promise<void> {
  await client.query('set search_path = public, extensions')
  for (const statement of text.split(/;[ \t]*$/m)) if (statement.replaceAll(/^\s*(--.*)?$/gm, '') !== '') await client.query(statement)
  await client.query('reset search_path')
  await remember(client, name)
}

async function remember(client: pg.Client, name: string): Promise<void> {
  await client.query('insert into public.schema_migrations (name) values ($1)', [name])
}

/** A long read or a backup holds a table: those who come after us go first, and we ask again. */
async function untilLocked(name: string, work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + patienceMs
  for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== lockNotAvailable) throw error
      if (Date.now() > deadline) throw new Error(`${name} could not lock its tables in ten minutes: what holds them?`, { cause: error })
      await pause(pauseMs)
    }
  }
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {}) // the connection may be gone; the first error is the one to tell
    throw error
  }
}

async function fillPermissions(client: pg.Client): Promise<void> {
  const rows = Object.entries(permissionsOf).flatMap(([role, permissions]) => permissions.map((permission) => ({ role, permission })))
  await client.query('delete from private.role_permissions')
  await client.query(
    'insert into private.role_permissions select role, permission from jsonb_to_recordset($1::jsonb) as t(role text, permission text)',
    [JSON.stringify(rows)],
  )
}
