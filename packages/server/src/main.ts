import { getPriority, setPriority } from 'node:os'
import { readConfig, type Config } from '#core/config.ts'
import { Database } from '#core/database.ts'
import { openHintBus } from '#core/hint-bus.ts'
import { runJobs } from '#core/jobs.ts'
import { makeLog } from '#core/log.ts'
import { migrate } from '#core/migrate.ts'
import { relay, type Lane } from '#core/outbox.ts'
import { Secret } from '#core/secret.ts'
import { realWorld } from '#core/world.ts'
import { serveFigures } from './figures.ts'
import { compose, type Product, type ProductParts } from './product.ts'
import { serveApi } from './serve.ts'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) throw new Error(`Node 22.18 or newer is needed, this is ${process.versions.node}`)

type Stopping = { stop(): Promise<void> }
const outboxEveryMs = 100
/** Confirming a payment locks the event's stock: few at a time, and never beside listeners that draw or write letters. */
const money = ['payment.succeeded', 'payment.failed', 'refund.succeeded', 'event.cancelled']
const roles = ['api', 'worker', 'all', 'migrate', 'seed'] as const
type Role = (typeof roles)[number]
const isRole = (name: string | undefined): name is Role => roles.some((role) => role === name)

const [, , role] = process.argv
if (!isRole(role)) throw new Error(`usage: node packages/server/src/main.ts ${roles.join('|')}`)
await run(role, configuration())

function configuration(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return process.exit(78) // EX_CONFIG: a supervisor need not try again
  }
}

async function run(as: Role, config: Config): Promise<void> {
  const log = makeLog(config.LOG_LEVEL, as)
  if (as === 'migrate') return log.info(await migrate(config.DATABASE_URL), 'migrated')
  const database = new Database(config.DATABASE_URL, config.DATABASE_POOL)
  const parts: ProductParts = { config, database, world: realWorld, log }
  if (as === 'seed') {
    const { seedAtScale, seedDemo, sizeFrom } = await import('#demo/index.ts') // the season's words and numbers have no place in the memory of a server
    const size = sizeFrom(process.argv.slice(3))
    log.info(await seedDemo({ ...parts, secret: new Secret(config.SECRET) }), 'season')
    if (size) log.info(await seedAtScale(parts, size), 'at scale')
    return await database.close()
  }
  if (as === 'worker') stepBack(log)
  const product = compose(parts)
  const running: Stopping[] = [{ stop: () => database.close() }, product]
  if (as === 'api' || as === 'all') running.push(serveApi(parts, product))
  if (as === 'worker' || as === 'all') running.push(...relays(parts, product), await runJobs(config.DATABASE_URL, product.jobs, log))
  if (as === 'worker' && config.METRICS_PORT > 0) running.push(serveFigures(parts, config.METRICS_PORT))
  stopGracefully(running, log)
}

/** Where api and worker share a machine, whoever stands at the counter goes before the paperwork: what waits there is done in larger batches, so cheaper. */
function stepBack(log: ProductParts['log']): void {
  try {
    setPriority(Math.min(19, getPriority() + 5)) // a fixed number would overtake whatever was started as nice beside it
  } catch (error) {
    log.debug({ err: error }, 'the system gives no other priority')
  }
}

/** Woken by what this process writes itself, and by the api processes over the bus. */
function relays(parts: ProductParts, { listeners }: Product): readonly Stopping[] {
  const { database, log } = parts
  const bus = openHintBus(parts)
  const lanes: readonly Lane[] = [
    { only: money, batch: 128, tell: bus.tell },
    { except: money, batch: 256, tell: bus.tell },
  ]
  const all = lanes.map((lane) => relay(database, listeners, log, { everyMs: outboxEveryMs, lane }))
  const wake = (): void => all.forEach((each) => each.wake())
  database.afterHappenings(wake)
  bus.hear({ onNudge: wake })
  return [bus, ...all]
}

/** The last started stops first; what is under way ends, then the database closes. A second signal ends it at once. */
function stopGracefully(running: readonly Stopping[], log: ProductParts['log']): void {
  let isStopping = false
  const stop = async () => {
    if (isStopping) process.exit(1)
    isStopping = true
    setTimeout(() => process.exit(1), 15_000).unref()
    for (const part of running.toReversed()) await part.stop().catch((error: unknown) => log.error({ err: error }, 'could not stop cleanly'))
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}
