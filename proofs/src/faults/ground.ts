import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProgram, stopChild } from '@fashionistas/cli/src/child.ts'
import { fleetingFolder } from '@fashionistas/cli/src/fleeting-folder.ts'
import { freePort } from '@fashionistas/cli/src/free-port.ts'
import { openDatabase } from '@fashionistas/cli/src/product-database.ts'
import { definedEnvironment } from '@fashionistas/cli/src/product-environment.ts'
import { root } from '@fashionistas/cli/src/root.ts'
import { startSimulators } from '@fashionistas/simulators'
import pg from 'pg'
import { company, leaveNequiToPeople, type Company } from './company.ts'
import { line, type Line } from './line.ts'
import { postOffice, type PostOffice } from './post-office.ts'
import { httpProxy, type Proxy } from './proxy.ts'
import { until } from './until.ts'

type Environment = Readonly<Record<string, string>>
export type Server = { readonly pid: number; readonly isAlive: () => boolean; stop(): Promise<void> }
export type Ground = {
  readonly url: string
  readonly database: pg.Pool
  readonly databaseUrl: string
  readonly env: Environment
  readonly companies: Readonly<Record<Company['id'], Company>>
  /** Between the product and each company. */
  readonly ways: { readonly sandbox: Proxy; readonly wompi: Proxy; readonly whatsapp: Proxy; readonly mail: Line }
  readonly post: PostOffice
  readonly inboxUrl: string
  /** Starts an api and a worker; what ran before ends first. */
  serve(more?: Environment): Promise<{ readonly api: Server; readonly worker: Server }>
}
type Wish = {
  /** A PostgreSQL of one's own; without it one in memory is started. */
  readonly databaseUrl?: string
}

/** A product of its own whose way to every company leads over a proxy that can be broken. Ends all of it with the work. */
export async function withGround<T>({ databaseUrl }: Wish, work: (ground: Ground) => Promise<T>): Promise<T> {
  const folder = fleetingFolder(join(tmpdir(), 'faults-'))
  const toStop: (() => unknown)[] = [() => folder.remove()]
  try {
    return await work(await open(folder.path, databaseUrl, toStop))
  } finally {
    for (const stop of toStop.toReversed()) await stop()
  }
}

async function open(dataDir: string, databaseUrl: string | undefined, toStop: (() => unknown)[]): Promise<Ground> {
  const opened = await openDatabase({ dataDir, durable: false, url: databaseUrl }, (reason) => console.error(reason))
  const database = new pg.Pool({ connectionString: opened.url, max: 4 })
  database.on('error', () => {})
  database.on('connect', (client) => void client.on('error', () => {})) // proofs cut connections on purpose
  toStop.push(opened.stop, () => database.end())
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const post = await postOffice(() => url)
  const simulators = await startSimulators({ publicUrl: url, webhookBaseUrl: post.url, dataDir })
  toStop.push(post.stop, simulators.stop)
  const { ways, env } = await between(simulators.env, toStop)
  const wompiUrl = new URL(known(simulators.env, 'WOMPI_BASE_URL')).origin
  await leaveNequiToPeople(wompiUrl)
  const base: Environment = {
    ...definedEnvironment(),
    ...env,
    DATABASE_URL: opened.url,
    PORT: String(port),
    PUBLIC_URL: url,
    SECRET: 'a secret of the fault proofs, 32 bytes and more',
    DATA_DIR: dataDir,
    RATE_LIMIT_FACTOR: '1000000',
    LOG_LEVEL: 'warn',
  }
  return {
    url,
    database,
    databaseUrl: opened.url,
    env: base,
    companies: { sandbox: company('sandbox', known(simulators.env, 'SANDBOX_BASE_URL')), wompi: company('wompi', wompiUrl) },
    ways,
    post,
    inboxUrl: known(simulators.env, 'SIMULATORS_URL'),
    serve: servers(base, dataDir, url, toStop),
  }
}

/** Puts a proxy before each company, and tells the product the proxies' addresses. */
async function between(simulated: Environment, toStop: (() => unknown)[]): Promise<{ ways: Ground['ways']; env: Environment }> {
  const sandbox = await httpProxy(known(simulated, 'SANDBOX_BASE_URL'))
  const wompi = await httpProxy(known(simulated, 'WOMPI_BASE_URL'))
  const whatsapp = await httpProxy(known(simulated, 'WHATSAPP_BASE_URL'))
  const mail = await line(Number(new URL(known(simulated, 'SMTP_URL')).port))
  toStop.push(sandbox.stop, wompi.stop, whatsapp.stop, mail.stop)
  const env = {
    ...simulated,
    SANDBOX_BASE_URL: sandbox.url,
    WOMPI_BASE_URL: wompi.url,
    WHATSAPP_BASE_URL: whatsapp.url,
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  }
  return { ways: { sandbox, wompi, whatsapp, mail }, env }
}

const main = 'packages/server/src/main.ts'

function servers(base: Environment, dataDir: string, url: string, toStop: (() => unknown)[]): Ground['serve'] {
  let running: readonly Server[] = []
  const stopAll = async (): Promise<void> => {
    for (const server of running) await server.stop()
    running = []
  }
  toStop.push(stopAll)
  return async (more = {}) => {
    await stopAll()
    const start = (role: 'api' | 'worker') => startServer(role, { ...base, ...more }, dataDir)
    const [api, worker] = [start('api'), start('worker')]
    running = [api, worker]
    await until(`${url} is ready`, async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok === true)
    return { api, worker }
  }
}

function startServer(role: 'api' | 'worker', env: Environment, dataDir: string): Server {
  const child = startProgram({ name: role, arguments: [main, role], cwd: root, env, logs: logsOf(dataDir) })
  return { pid: child.pid ?? 0, isAlive: () => child.exitCode === null && child.signalCode === null, stop: () => stopChild(child) }
}

const logsOf = (dataDir: string): string => process.env['FAULTS_LOGS'] ?? join(dataDir, 'logs')

function known(env: Environment, name: string): string {
  const value = env[name]
  if (!value) throw new Error(`the simulators told no ${name}`)
  return value
}
