import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import type { Client } from 'pg'
import { to } from 'pg-copy-streams'
import { ArchiveWriter } from './archive-writer.ts'
import { jobsVersion, listMigrations, listSequences, listTables, quoted, withColumns, type Table } from './catalogue.ts'
import { withClient } from './connect.ts'
import { Digest } from './digest.ts'
import { filePart, formatVersion, manifestName, markOf, tablePart, type Manifest, type SavedFile, type SavedTable } from './manifest.ts'

type Wish = {
  readonly url: string
  readonly dataDir: string
  readonly file: string
  /** What sealed the keys in the database; only a mark of it is kept. */
  readonly secret: string | undefined
  /** Runs while the snapshot is open, before anything is copied: who sets this snapshot sees exactly what is saved. */
  readonly beside?: (snapshot: string) => Promise<void>
}
export type Saved = { readonly manifest: Manifest; readonly fileBytes: number }

/** What of the data folder belongs to the product's memory. The database has its own way, and the secret never goes along. */
const savedFolders = ['pictures']

/** Copies a database as it is at one instant, and the files beside it, while people work on it. Nothing but access-share locks: nobody waits. */
export async function backUp(wish: Wish): Promise<Saved> {
  const archive = await ArchiveWriter.create(wish.file)
  try {
    const saved = await withClient(wish.url, async (client) => await saveDatabase(client, archive, wish.beside))
    const manifest: Manifest = {
      product: 'fashionistas',
      format: formatVersion,
      madeAt: new Date().toISOString(),
      secretMark: wish.secret === undefined ? null : markOf(wish.secret),
      ...saved,
      files: await saveFiles(wish.dataDir, archive),
    }
    await archive.add(manifestName, [Buffer.from(JSON.stringify(manifest, null, 2))])
    return { manifest, fileBytes: await archive.finish() }
  } catch (error) {
    await archive.abandon()
    throw error
  }
}

async function saveDatabase(
  client: Client,
  archive: ArchiveWriter,
  beside: Wish['beside'],
): Promise<Pick<Manifest, 'postgres' | 'migrations' | 'jobs' | 'tables' | 'sequences'>> {
  const tables = await openSnapshot(client)
  const migrations = await listMigrations(client)
  if (migrations.length === 0) throw new Error('there is nothing to back up: this database was never set up by Fashionistas')
  if (beside) await beside(await exportSnapshot(client))
  const saved: SavedTable[] = []
  for (const table of tables) saved.push(await saveTable(client, archive, table))
  const server = await client.query<{ server_version: string }>('show server_version')
  return {
    postgres: server.rows[0]?.server_version ?? 'unknown',
    migrations: [...migrations],
    jobs: await jobsVersion(client),
    tables: saved,
    // Sequences belong to no snapshot. Read last, they are beyond every row that was copied.
    sequences: [...(await listSequences(client))],
  }
}

/** Locks first: the snapshot is that of the first query after it, so no table can change its shape between the two. */
async function openSnapshot(client: Client): Promise<readonly Table[]> {
  await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
  await client.query('set row_security = off') // rather an error than a copy without the rows that a policy hides
  const seen = await listTables(client)
  if (seen.length === 0) throw new Error('there is nothing to back up: this database is empty')
  await client.query('begin isolation level repeatable read read only')
  await client.query(`lock table ${seen.map(quoted).join(', ')} in access share mode`)
  const locked = new Set(seen.map(quoted))
  const tables = await listTables(client)
  const late = tables.find((table) => !locked.has(quoted(table)))
  if (late) throw new Error(`${quoted(late)} was made while the backup began: the product is being upgraded; try again in a minute`)
  return tables
}

async function exportSnapshot(client: Client): Promise<string> {
  const { rows } = await client.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
  return rows[0]?.snapshot ?? ''
}

async function saveTable(client: Client, archive: ArchiveWriter, table: Table): Promise<SavedTable> {
  const digest = new Digest()
  const copy = client.query(to(`copy ${withColumns(table)} to stdout`))
  await pipeline(copy, digest.pass, createZstdCompress(), async (chunks: AsyncIterable<Uint8Array>) => await archive.add(tablePart(table), chunks))
  return { schema: table.schema, name: table.name, columns: [...table.columns], rows: copy.rowCount, bytes: digest.bytes, sha256: digest.hex() }
}

async function saveFiles(dataDir: string, archive: ArchiveWriter): Promise<SavedFile[]> {
  const saved: SavedFile[] = []
  for (const path of await listFiles(dataDir)) {
    const digest = new Digest()
    await archive.add(filePart({ path }), digest.pass(createReadStream(join(dataDir, path))))
    saved.push({ path, bytes: digest.bytes, sha256: digest.hex() })
  }
  return saved
}

async function listFiles(dataDir: string): Promise<readonly string[]> {
  const entries = await Promise.all(
    savedFolders.map(async (folder) => await readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(() => [])), // none yet
  )
  return entries
    .flat()
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part')) // still being written
    .map((entry) => relative(dataDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
}
