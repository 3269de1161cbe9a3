import { readFile, readdir } from 'node:fs/promises'
import { permissionsOf } from '@fashionistas/contract'
import pg from 'pg'

const folder = new URL('../../migrations/', import.meta.url)

/**
 * Brings a database to this version: each SQL file once, in the order of its name, all in one transaction; then the table of roles and
 * permissions from the contract. Safe to run from several processes at once, and again.
 */
export async function migrate(url: string): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    await client.query("select pg_advisory_xact_lock(hashtext('fashionistas migrate'))")
    if (!(await isSupabase(client))) await client.query(await readFile(new URL('bootstrap.sql', folder), 'utf8'))
    await client.query(await readFile(new URL('app-role.sql', folder), 'utf8'))
    const applied = await applyFiles(client)
    await fillPermissions(client)
    await client.query('commit')
    return { applied }
  } catch (error) {
    await client.query('rollback').catch(() => {}) // the connection may be gone; the first error is the one to tell
    throw error
  } finally {
    await client.end()
  }
}

async function isSupabase(client: pg.Client): Promise<boolean> {
  const found = await client.query("select from pg_roles where rolname = 'supabase_auth_admin'")
  return found.rowCount === 1
}

async function applyFiles(client: pg.Client): Promise<string[]> {
  await client.query('create table if not exists public.schema_migrations (name text primary key, applied_at timestamptz not null default now())')
  await client.query('alter table public.schema_migrations enable row level security')
  const known = new Set((await client.query<{ name: string }>('select name from public.schema_migrations')).rows.map((row) => row.name))
  const waiting = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name) && !known.has(name)).toSorted()
  for (const name of waiting) {
    await client.query('set local search_path = public, extensions')
    await client.query(await readFile(new URL(name, folder), 'utf8'))
    await client.query('insert into public.schema_migrations (name) values ($1)', [name])
  }
  return waiting
}

async function fillPermissions(client: pg.Client): Promise<void> {
  const rows = Object.entries(permissionsOf).flatMap(([role, permissions]) => permissions.map((permission) => ({ role, permission })))
  await client.query('delete from private.role_permissions')
  await client.query(
    'insert into private.role_permissions select role, permission from jsonb_to_recordset($1::jsonb) as t(role text, permission text)',
    [JSON.stringify(rows)],
  )
}
