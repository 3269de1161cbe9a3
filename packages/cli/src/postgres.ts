import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from './free-port.ts'
import { postgresBinaries, type Binaries } from './postgres-binaries.ts'
import { openCluster, rememberPort, type Cluster } from './postgres-cluster.ts'
import { endProcess, findOrphan, hasEnded } from './postgres-orphan.ts'
import { hasRoom } from './temporary-folder.ts'

export type Postgres = {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Resolves when the server is gone, whoever ended it. */
  ended(): Promise<void>
  stop(): Promise<void>
}
export type PostgresWish = {
  readonly dataDir: string
  /** false: for tests; nothing is flushed to disk, and the server and its folder end with this process, however it ends. */
  readonly durable: boolean
  readonly port?: number
}

const readyTimeoutMs = 60_000
/** After kill -9 of a server its children hold the shared memory for a second or two. */
const startAttempts = 12

/** A real PostgreSQL on loopback, from the binaries that npm installed. `url` is the superuser's. */
export async function startPostgres(wish: PostgresWish): Promise<Postgres> {
  const binaries = postgresBinaries()
  const cluster = openCluster(wish.dataDir, binaries, wish.durable)
  return (await reuseOrphan(cluster)) ?? (await startServer(cluster, binaries, wish))
}

async function reuseOrphan(cluster: Cluster): Promise<Postgres | undefined> {
  const deadline = Date.now() + 10_000
  for (let orphan = findOrphan(cluster.folder); orphan && Date.now() < deadline; orphan = findOrphan(cluster.folder)) {
    const { pid, port } = orphan
    if ((await answer(urlOf(cluster, port))) === 'ready')
      return { url: urlOf(cluster, port), port, pid, ended: () => hasEnded(pid), stop: () => endProcess(pid, 30_000) }
    await pause(100) // it is starting or ending
  }
  return undefined
}

async function startServer(cluster: Cluster, binaries: Binaries, wish: PostgresWish): Promise<Postgres> {
  const log = join(cluster.home, 'postgres.log')
  for (let attempt = 0; attempt < startAttempts; attempt++) {
    const port = await freePort(cluster.port ?? wish.port)
    const server = launch(cluster, binaries, port, wish.durable, log)
    if (await becomesReady(server, urlOf(cluster, port))) return await started(cluster, binaries, wish, server, port)
    findOrphan(cluster.folder)
    await pause(400)
  }
  throw new Error(`PostgreSQL did not start; the end of ${log}:\n${lastLines(log)}`)
}

async function started(cluster: Cluster, { runner }: Binaries, { durable }: PostgresWish, server: ChildProcess, port: number): Promise<Postgres> {
  const { pid } = server
  if (pid === undefined) throw new Error('a server that answers has a process id')
  if (port !== cluster.port) rememberPort(cluster, port, runner)
  server.unref()
  const guard = durable || process.platform === 'win32' ? undefined : guardAgainstOrphans(pid, cluster.home)
  const ended = async (): Promise<void> => {
    if (isRunning(server)) await once(server, 'exit')
    guard?.kill('SIGKILL') // it would end and remove what is started anew
  }
  return { url: urlOf(cluster, port), port, pid, ended, stop: () => stopServer(server, pid, guard, durable ? undefined : cluster.home) }
}

async function stopServer(server: ChildProcess, pid: number, guard: ChildProcess | undefined, folder: string | undefined): Promise<void> {
  guard?.kill('SIGKILL')
  if (isRunning(server)) {
    server.ref()
    await Promise.all([once(server, 'exit'), endProcess(pid, 30_000)])
  }
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null

/** Its own process group: Ctrl-C reaches the launcher, which stops everyone else first. */
function launch({ folder }: Cluster, { folder: programs, runner }: Binaries, port: number, durable: boolean, log: string): ChildProcess {
  const output = openSync(log, isLong(log) ? 'w' : 'a', 0o600)
  const settings = [...commonSettings(port), ...(durable ? [] : notDurable)].flatMap((setting) => ['-c', setting])
  const server = spawn(join(programs, 'bin/postgres'), ['-D', folder, ...settings], {
    cwd: '/',
    detached: true,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output, output],
    ...runner,
  })
  closeSync(output)
  return server
}

function commonSettings(port: number): readonly string[] {
  const sharedMb = Math.min(512, Math.max(64, Math.floor(totalmem() / 1024 / 1024 / 8)))
  const memory = [
    `shared_buffers=${sharedMb}MB`,
    'max_wal_size=2GB',
    ...(hasRoom('/dev/shm') || process.platform !== 'linux' ? [] : ['dynamic_shared_memory_type=mmap']),
  ]
  return [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    'jit=off',
    ...memory,
  ]
}

const notDurable = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'wal_level=minimal', 'max_wal_senders=0']

async function becomesReady(server: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + readyTimeoutMs
  let ended = false
  server.once('exit', () => (ended = true)).once('error', () => (ended = true))
  while (!ended && Date.now() < deadline) {
    if ((await answer(url)) === 'ready') return !ended
    await pause(15)
  }
  server.kill('SIGQUIT')
  return false
}

async function answer(url: string): Promise<'ready' | 'not yet'> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined) // the failed connect below says the same
  try {
    await client.connect()
    await client.query('select 1')
    return 'ready'
  } catch {
    return 'not yet'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A shell that waits for the end of our pipe: it notices our death even by kill -9. */
function guardAgainstOrphans(pid: number, folder: string): ChildProcess {
  const script = 'read -r _; kill -QUIT "$0" && sleep 1; rm -rf "$1"'
  const guard = spawn('/bin/sh', ['-c', script, String(pid), folder], { cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  guard.unref()
  return guard
}

const urlOf = ({ password }: Cluster, port: number): string => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
const isLong = (log: string): boolean => (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000
const lastLines = (log: string): string => readFileSync(log, 'utf8').split('\n').slice(-12).join('\n')
