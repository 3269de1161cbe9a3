import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runToEnd, superviseChild, type Child, type Program } from './child.ts'
import { freePort } from './free-port.ts'
import { databaseWasAway, openDatabase } from './product-database.ts'
import { baseEnvironment, definedEnvironment, webEnvironment } from './product-environment.ts'
import { becomesReady } from './readiness.ts'
import { root } from './root.ts'
import { startSimulatorsProcess, withoutReal } from './simulators.ts'
import { tryLock } from './file-lock.ts'
import { buildWeb, nextProgram, webFolder } from './web-build.ts'

export type ProductOptions = {
  readonly dataDir: string
  /** The wanted port; the next free one is taken when it is not free. Without it, any. */
  readonly port?: number
  /** A PostgreSQL of one's own; without it an embedded one is started in `dataDir`. */
  readonly databaseUrl?: string | undefined
  /** `memory`: nothing is flushed to disk, and the database is gone when the product stops. For journeys and quick trials. */
  readonly storage?: 'disk' | 'memory'
  /** `none`: the api serves no pages, nothing is built. For benches of the server. */
  readonly web?: 'built' | 'dev' | 'none'
  /** `empty` leaves a new database without the demo season. */
  readonly seed?: 'demo' | 'empty'
  readonly workers?: number
  /** More than one answer at addresses of their own: `Product.urls`. Pages and webhooks know the first one. */
  readonly apis?: number
  /** More variables for the server's processes; they win over everything else. */
  readonly env?: Readonly<Record<string, string>>
  /** Breaks the start off. */
  readonly signal?: AbortSignal
  readonly tell?: (step: string) => void
  /** Called when the product cannot go on; it is stopped already. */
  readonly onEnd?: (reason: Error) => void
}
export type Product = {
  readonly url: string
  /** What the server's processes were started with: `DATABASE_URL`, `SECRET`, the simulators' addresses ... */
  readonly env: Readonly<Record<string, string>>
  /** Where each api process answers; the first is `url`. */
  readonly urls: readonly string[]
  /** The processes that run now, by name: `database`, `api`, `api-2`, `worker` ... A process that ended is started anew, with another number. */
  pids(): Readonly<Record<string, number>>
  stop(): Promise<void>
}

const main = 'packages/server/src/main.ts'
/**
 * Room for what a request makes and forgets. With Node's 16 MB the objects of some hundred requests under way do not die before they are looked
 * at, and are copied again and again: a fifth of the api's processor time on a hot sale.
 */
const roomForRequests = ['--max-semi-space-size=64']

/** Starts the whole product: database, simulators, web, api, worker. Resolves when the first page answers. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const dataDir = resolve(options.dataDir)
  const lock = tryLock(`${dataDir}/launcher.lock`)
  if ('holder' in lock) throw new Error(`it runs already: process ${lock.holder} works in ${dataDir}`)
  const toStop: (() => Promise<void>)[] = [async () => lock.release()]
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => (stopping ??= stopInReverse(toStop))
  const failure = new AbortController()
  options.signal?.addEventListener('abort', () => failure.abort(options.signal?.reason), { once: true })
  let isUp = false
  const giveUp = (reason: Error): void => {
    failure.abort(reason) // while it starts, this ends the waiting
    if (isUp) void stop().finally(() => options.onEnd?.(reason))
  }
  try {
    const started = await start({ ...options, dataDir }, toStop, { giveUp, failed: failure.signal })
    failure.signal.throwIfAborted() // broken off in its last moments, when nothing waits for this signal any more
    isUp = true
    return { ...started, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Steps = (() => Promise<void>)[]
/** How a child that cannot be kept running says so, and how others hear of it. */
type Failing = { readonly giveUp: (reason: Error) => void; readonly failed: AbortSignal }

async function start(options: ProductOptions, toStop: Steps, { giveUp, failed }: Failing): Promise<Omit<Product, 'stop'>> {
  const { dataDir, web = 'built', tell = () => undefined } = options
  const [port, webPort] = [await freePort(options.port), await freePort()]
  const url = `http://localhost:${port}`
  const base = baseEnvironment(dataDir, url)
  const building = web === 'built' ? timed(tell, 'web', () => buildWeb(failed)) : Promise.resolve()
  building.catch(() => undefined) // awaited below, after what runs beside it

  const database = await timed(tell, 'database', () =>
    openDatabase({ dataDir, durable: options.storage !== 'memory', url: options.databaseUrl }, giveUp),
  )
  toStop.push(database.stop)
  failed.throwIfAborted()
  const ours = { ...base, DATABASE_URL: database.url, PORT: String(port), ...(web === 'none' ? {} : { WEB_URL: `http://127.0.0.1:${webPort}` }) }
  const outside = await startOutside(options, ours, toStop, giveUp)
  const env: Readonly<Record<string, string>> = { ...outside, ...ours, ...options.env }
  const program = programsOf(dataDir, env, web === 'dev')
  if (needsSeason(options, database.isEmpty) && env['NODE_ENV'] !== 'production')
    await timed(tell, 'season', async () => await makeSeason(dataDir, program('seed', [main, 'seed']), failed))
  await building

  const wasAway = (signal: AbortSignal): Promise<boolean> => databaseWasAway(database.url, signal)
  const servers: Child[] = []
  const supervise = (each: Program): void => {
    const child = superviseChild(each, each.name === 'web' ? { giveUp } : { giveUp, wasAway })
    toStop.push(child.stop)
    servers.push(child)
  }
  const apiPorts = [port, ...(await Promise.all(Array.from({ length: (options.apis ?? 1) - 1 }, () => freePort())))]
  const urls = apiPorts.map((each) => `http://localhost:${each}`)
  await timed(tell, 'start', async () => {
    serverPrograms(options, program, apiPorts).forEach(supervise)
    if (web !== 'none') supervise(webProgram(program('web', []), webPort, port, web))
    const pages = web === 'none' ? [] : [`http://127.0.0.1:${webPort}/`, `${url}/`]
    await becomesReady([...urls.map((each) => `${each}/readyz`), ...pages], servers, failed)
    if (web !== 'none') await warmPages(url)
  })
  return { url, env, urls, pids: () => pidsOf([{ name: 'database', pid: database.pid }, ...servers]) }
}

type ProgramOf = (name: string, parameters: readonly string[]) => Program

/** The api and worker processes, each api on a port of its own. */
function serverPrograms({ web = 'built', workers = 1 }: ProductOptions, program: ProgramOf, apiPorts: readonly number[]): readonly Program[] {
  const apis = apiPorts.map((port, at) => {
    const api = program(numbered('api', at), [...watch(web), main, 'api'])
    return { ...api, env: { ...api.env, PORT: String(port) } }
  })
  const all = [...apis, ...Array.from({ length: workers }, (_, at) => program(numbered('worker', at), [...watch(web), main, 'worker']))]
  return all.map((each) => ({ ...each, node: roomForRequests }))
}

const numbered = (name: string, at: number): string => (at === 0 ? name : `${name}-${at + 1}`)

function pidsOf(processes: readonly Pick<Child, 'name' | 'pid'>[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    processes.flatMap(({ name, pid }) => {
      const number = pid()
      return number === undefined ? [] : [[name, number]]
    }),
  )
}

/** The build knows no events: the first view of these pages would come without them. */
async function warmPages(url: string): Promise<void> {
  await Promise.allSettled(['/', '/en', '/eventos', '/en/eventos'].map(async (path) => await (await fetch(`${url}${path}`)).text()))
}

/** A note says that it was made to its end: an interrupted one is made again in our own database, never in one that was given to us. */
function needsSeason({ dataDir, databaseUrl, seed }: ProductOptions, isEmpty: boolean): boolean {
  if (seed === 'empty') return false
  return isEmpty || (databaseUrl === undefined && !existsSync(seasonNote(dataDir)))
}

async function makeSeason(dataDir: string, seed: Program, failed: AbortSignal): Promise<void> {
  await runToEnd(seed, failed)
  writeFileSync(seasonNote(dataDir), '')
}

const seasonNote = (dataDir: string): string => `${dataDir}/season-made`

async function startOutside(
  options: ProductOptions,
  env: Readonly<Record<string, string>>,
  toStop: Steps,
  giveUp: Failing['giveUp'],
): Promise<Readonly<Record<string, string>>> {
  if (env['NODE_ENV'] === 'production') return {}
  const entry = new URL('simulators-child.ts', import.meta.url).pathname
  const simulators = await startSimulatorsProcess(programsOf(options.dataDir, env, false)('simulators', [entry]), giveUp)
  toStop.push(simulators.stop)
  return withoutReal(simulators.env, definedEnvironment())
}

function programsOf(dataDir: string, env: Readonly<Record<string, string>>, echo: boolean): ProgramOf {
  return (name, parameters) => ({ name, arguments: parameters, cwd: root, env, logs: `${dataDir}/logs`, echo })
}

function webProgram(program: Program, webPort: number, port: number, web: 'built' | 'dev'): Program {
  const command = [nextProgram(), web === 'dev' ? 'dev' : 'start', '--hostname', '127.0.0.1', '--port', String(webPort)]
  return { ...program, cwd: webFolder, env: webEnvironment(program.env, port, web), arguments: command }
}

const watch = (web: 'built' | 'dev' | 'none'): readonly string[] => (web === 'dev' ? ['--watch'] : [])

async function timed<T>(tell: (step: string) => void, step: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  tell(`${step} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return result
}

/** Who was started last is stopped first: the servers, then the outside world, then the database, then the lock. */
async function stopInReverse(steps: Steps): Promise<void> {
  for (const stop of steps.toReversed()) await stop()
}
