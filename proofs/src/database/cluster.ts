import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, type Postgres } from '@fashionistas/cli/src/postgres.ts'
import { isAlive } from '@fashionistas/cli/src/postgres-orphan.ts'
import { migrate } from '@fashionistas/server/core/migrate.ts'
import pg from 'pg'
import { until } from '../faults/until.ts'

export type Cluster = {
  readonly url: string
  /** `fast`: sessions are ended, all is written down. `immediate`: as if the power was cut. */
  shutDown(how: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
  readonly isUp: () => boolean
  /** Undefined where no small file system could be mounted. */
  readonly disk: { fill(): void; free(): void; readonly freeBytes: () => number } | undefined
  stop(): Promise<void>
}
const diskMb = 420
const signals = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const

/** A PostgreSQL of our own, durable, on a small file system in memory where this machine lets us mount one. */
export async function openCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'fault-disk-'))
  chmodSync(folder, 0o755)
  const isMounted =
    process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m,mode=755`, 'tmpfs', folder]).status === 0
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  let server: Postgres = await startPostgres({ dataDir, durable: true })
  const url = await product(server.url)
  return {
    url,
    isUp: () => isAlive(server.pid),
    async shutDown(how) {
      process.kill(server.pid, signals[how])
      await until('PostgreSQL ends', async () => !isAlive(server.pid))
    },
    async start() {
      if (!isAlive(server.pid)) server = await startPostgres({ dataDir, durable: true })
      if (new URL(server.url).port !== new URL(url).port) throw new Error('PostgreSQL came back on another port')
    },
    disk: isMounted ? diskOf(folder) : undefined,
    async stop() {
      if (isAlive(server.pid)) await server.stop()
      if (isMounted) spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function diskOf(folder: string): Cluster['disk'] {
  const ballast = join(folder, 'ballast')
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  return {
    freeBytes,
    fill() {
      for (let chunk = 8 * 1024 * 1024; chunk >= 4096; chunk /= 2)
        try {
          for (;;) writeFileSync(ballast, Buffer.alloc(chunk), { flag: 'a' })
        } catch {
          // that much is not there any more: the rest in smaller pieces
        }
    },
    free: () => rmSync(ballast, { force: true }),
  }
}

async function product(adminUrl: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query('create database fashionistas')
  // Small files, so that a small disk is soon full and soon free again.
  await admin.query(`alter system set max_wal_size = '64MB'`)
  await admin.query('select pg_reload_conf()')
  await admin.end()
  const url = new URL(adminUrl)
  url.pathname = '/fashionistas'
  await migrate(url.href)
  return url.href
}
