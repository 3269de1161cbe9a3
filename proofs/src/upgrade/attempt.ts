import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile, rounded } from '@fashionistas/bench/src/report.ts'
import { startPostgres } from '@fashionistas/cli/src/postgres.ts'
import { ownDatabase } from '@fashionistas/cli/src/product-database.ts'
import pg from 'pg'
import { newFolder, withPool } from '../backup/installation.ts'
import { differences } from '../backup/fingerprint.ts'
import { multiply } from '../backup/multiply.ts'
import type { Proved } from '../proof.ts'
import { columnsOf, printOf } from './old-rows.ts'
import { read, startReaders, type Seen, type Visit } from './readers.ts'
import { runRole, withApi, type Installation } from './servers.ts'
import { findVersionBefore, unpack, type Version } from './version-before.ts'
import { listVisits } from './visits.ts'

export type Upgrade = { readonly tickets: number; readonly readers: number; readonly tell: (step: string) => void }

const root = join(import.meta.dirname, '../../..')
const longestWaitMs = 1_000
const quietMs = 1_500
/** Somebody's report that runs while the migration wants its tables. */
const longReadMs = 2_000

/** A filled database of the version before, its api answering readers, and this version's migrations beside it. */
export async function upgrade(wish: Upgrade): Promise<Proved> {
  const version = findVersionBefore()
  const folder = newFolder('upgrade')
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false })
  try {
    const before: Installation = { cwd: folder, dataDir: join(folder, 'data'), databaseUrl: await ownDatabase(server) }
    unpack(version, before.cwd)
    await runRole('migrate', before)
    await runRole('seed', before)
    return await withPool(before.databaseUrl, async (database) => {
      const tickets = await multiply(database, wish.tickets)
      wish.tell(`  ${tickets} tickets in a database of ${version.commit.slice(0, 7)}; to apply: ${version.missing.join(', ')}`)
      return await withApi(before, async (origin) => await migrateUnder(origin, database, { before, version, tickets, wish }))
    })
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Run = { readonly before: Installation; readonly version: Version; readonly tickets: number; readonly wish: Upgrade }

async function migrateUnder(origin: string, database: pg.Pool, { before, version, tickets, wish }: Run): Promise<Proved> {
  const visits = await listVisits(origin, database)
  const columns = await columnsOf(database)
  const rows = await printOf(database, columns)
  const readers = startReaders(origin, visits, wish.readers)
  await pause(quietMs)
  const quiet = readers.seen()
  const report = longRead(before.databaseUrl)
  const startedAt = performance.now()
  await runRole('migrate', { ...before, cwd: root })
  const seconds = (performance.now() - startedAt) / 1000
  const meanwhile = readers.seen()
  await pause(quietMs) // the old version works on with the new schema
  const after = await readers.stop()
  await report
  const changed = differences(rows, await printOf(database, columns))
  const fresh = await withApi({ ...before, cwd: root }, async (address) => await readAll(address, visits))
  return {
    figures: {
      migrations: version.missing.length,
      tickets,
      migrateSeconds: rounded(seconds),
      reads: quiet.tookMs.length + meanwhile.tookMs.length + after.tookMs.length,
      readsWhileMigrating: meanwhile.tookMs.length,
      slowestReadMsBefore: slowest(quiet),
      slowestReadMsWhileMigrating: slowest(meanwhile),
      p99ReadMsWhileMigrating: percentile(meanwhile.tookMs, 0.99),
    },
    problems: [
      ...judge(quiet, meanwhile, after),
      ...changed.map((line) => `rows changed: ${line}`),
      ...fresh.map((line) => `of the new version: ${line}`),
    ],
  }
}

function judge(quiet: Seen, meanwhile: Seen, after: Seen): readonly string[] {
  const failed = [...quiet.failed, ...meanwhile.failed, ...after.failed]
  const limit = Math.max(longestWaitMs, 3 * slowest(quiet)) // a machine that is busy with something else is slow without us
  return [
    ...(failed.length === 0 ? [] : [`${failed.length} reads failed; the first: ${failed[0]}`]),
    ...(meanwhile.tookMs.length === 0 ? ['nothing was read while the migration ran'] : []),
    ...(slowest(meanwhile) <= limit ? [] : [`a reader waited ${slowest(meanwhile)} ms for a migration; ${limit.toFixed(0)} are allowed`]),
  ]
}

async function readAll(origin: string, visits: readonly Visit[]): Promise<readonly string[]> {
  const answers = await Promise.all(visits.map(async (visit) => await read(origin, visit)))
  return answers.flatMap((problem) => (problem === undefined ? [] : [problem]))
}

/** Holds what it reads for as long as it lasts, as a report or a backup does: the migration has to wait, and nobody else. */
async function longRead(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin')
  await client.query('select count(*) from orders o join order_lines l on l.order_id = o.id join pools on true where false')
  await once(AbortSignal.timeout(longReadMs), 'abort')
  await client.query('rollback')
  await client.end()
}

const slowest = ({ tookMs }: Seen): number => rounded(Math.max(0, ...tookMs))
