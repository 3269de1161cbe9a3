import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import type { Client } from 'pg'
import { from, to } from 'pg-copy-streams'
import type { ArchiveReader } from '../backup/archive-reader.ts'
import { listTables, quoted, withColumns } from '../backup/catalogue.ts'
import { Digest } from '../backup/digest.ts'
import { tablePart, type Manifest, type SavedSequence, type SavedTable } from '../backup/manifest.ts'
import { putBack, takeOff } from './scaffolding.ts'

type Load = { readonly archive: ArchiveReader; readonly tables: readonly SavedTable[]; readonly sequences: readonly SavedSequence[] }

/** All tables in one transaction: read back and compared before it commits, so a restore either equals the backup or has not happened. */
export async function loadTables(client: Client, { archive, tables, sequences }: Load): Promise<void> {
  await client.query('begin')
  try {
    await client.query("set local maintenance_work_mem = '256MB'; set local statement_timeout = 0; set local row_security = off")
    await client.query('set local synchronize_seqscans = off') // read back in the order in which it was written
    const scaffolding = await takeOff(client)
    await client.query(`truncate ${tables.map(quoted).join(', ')}`)
    for (const table of tables) await loadTable(client, archive, table)
    for (const { schema, name, last } of sequences)
      if (last !== null) await client.query('select setval($1::regclass, $2)', [quoted({ schema, name }), last])
    for (const table of tables) await compare(client, table)
    await putBack(client, scaffolding)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined) // the connection may be gone; the first error is the one to tell
    throw error
  }
}

/** What of the backup fits this database: the jobs' tables only where pg-boss is the version that wrote them. */
export async function fitting(client: Client, { tables, sequences }: Manifest, hasJobs: boolean): Promise<Omit<Load, 'archive'>> {
  const here = new Set((await listTables(client)).map(quoted))
  const wanted = hasJobs ? tables : tables.filter(({ schema }) => schema !== 'pgboss')
  const missing = wanted.find((table) => !here.has(quoted(table)))
  if (missing) throw new Error(`the backup has a table that this version does not know: ${quoted(missing)}`)
  return { tables: wanted, sequences: sequences.filter(({ schema }) => hasJobs || schema !== 'pgboss') }
}

/** Frozen at once: nobody has to go over these rows again. */
async function loadTable(client: Client, archive: ArchiveReader, table: SavedTable): Promise<void> {
  const copy = client.query(from(`copy ${withColumns(table)} from stdin with (freeze)`))
  await pipeline(archive.read(tablePart(table)), createZstdDecompress(), copy)
  if (copy.rowCount !== table.rows) throw new Error(`${quoted(table)} should have ${table.rows} rows, and ${copy.rowCount} went in`)
}

async function compare(client: Client, table: SavedTable): Promise<void> {
  const digest = new Digest()
  await pipeline(client.query(to(`copy ${withColumns(table)} to stdout`)), digest.read)
  if (digest.hex() !== table.sha256) throw new Error(`${quoted(table)} is not what was saved`)
}
