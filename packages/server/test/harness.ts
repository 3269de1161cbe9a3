import { contract, Refusal, type CallOptions, type Client, type FashionistasContract } from '@fashionistas/contract'
import type { Api } from '#core/api.ts'
import { readConfig, type Config } from '#core/config.ts'
import type { Actor, Caller } from '#core/context.ts'
import { Database } from '#core/database.ts'
import { makeLog, type Log } from '#core/log.ts'
import { drainOutbox } from '#core/outbox.ts'
import { worldAt, type World } from '#core/world.ts'
import type { Product } from '#product.ts'
import { testDatabase, type TestDatabase } from './database.ts'

export type TestWorld = World & { move(milliseconds: number): void; set(time: Date): void }
export type As = (actor: Actor, caller?: Partial<Caller>) => Client<FashionistasContract>
export type Harness = {
  readonly product: Product
  readonly config: Config
  readonly database: Database
  readonly world: TestWorld
  readonly log: Log
  /** The whole product as this actor: `harness.as(actor).publishEvent({ eventId })`. Refusals are thrown as they are. */
  readonly as: As
  /** Hands all happenings to the listeners, and what they made in turn. */
  drain(): Promise<void>
  /** Runs a scheduled job once, now. */
  run(job: string): Promise<void>
  stop(): Promise<void>
}
export type HarnessOptions = {
  /** Configuration beyond the defaults below: providers, channels, limits. */
  readonly env?: Readonly<Record<string, string>>
  readonly startsAt?: string
  /** Where there is no test runner: the long form of a proof brings its own. */
  readonly on?: TestDatabase
}

const maxRounds = 50

/** The whole product on a database of its own, with a clock that stands still until the test moves it. No port is opened. */
export async function startHarness({ env = {}, startsAt = '2026-11-02T15:00:00.000Z', on }: HarnessOptions = {}): Promise<Harness> {
  const { compose } = await import('#product.ts') // only here: tests of one domain take what else stands in this file without loading the whole product
  const own = on ?? (await testDatabase())
  const config = testConfig(own.url, env)
  const database = new Database(own.url, 8)
  const world = worldAt(startsAt)
  const log = makeLog(config.LOG_LEVEL, 'test')
  const product = compose({ config, database, world, log })
  return {
    product,
    config,
    database,
    world,
    log,
    as: callerAs(product.api, world),
    drain: () => drain(database, product, log),
    async run(name) {
      const job = product.jobs.find((known) => known.name === name)
      if (!job) throw new Error(`there is no job ${name}: ${product.jobs.map((known) => known.name).join(', ')}`)
      await job.run()
    },
    async stop() {
      await product.stop()
      await database.close().catch(() => {}) // the product may have closed it
      await own.drop()
    },
  }
}

export const testConfig = (url: string, env: Readonly<Record<string, string>> = {}): Config =>
  readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    PUBLIC_URL: 'http://localhost:3000',
    SECRET: 'a secret that only tests use, 32+',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_FACTOR: '1000',
    ...env,
  })

/** Calls through the kernel as somebody; every change gets an idempotency key of its own unless the test gives one. */
export function callerAs(api: Api, world: World): As {
  return (actor, given = {}) => {
    const call = (name: string, input: unknown, options: CallOptions = {}) => api.call(name, input, { ...callerOf(actor, world, options), ...given })
    const names = Object.keys(contract)
    return asClient(Object.fromEntries(names.map((name) => [name, (input: unknown, options?: CallOptions) => call(name, input, options)])))
  }
}

const callerOf = (actor: Actor, world: World, { idempotencyKey, ifMatch, locale }: CallOptions): Caller => ({
  actor,
  locale: locale === 'en' ? 'en' : 'es-CO',
  requestId: world.newId(),
  ip: '127.0.0.1',
  userAgent: 'test',
  idempotencyKey: idempotencyKey ?? world.newId(),
  ifMatch,
})

/** Each name of the contract stands for a call of it, and the kernel checks what goes in and out: what the mapped type says. */
function asClient(calls: unknown): Client<FashionistasContract> {
  return calls as Client<FashionistasContract> // oxlint-disable-line typescript/no-unsafe-type-assertion -- the one cast: see above
}

async function drain(database: Database, product: Pick<Product, 'listeners'>, log: Log): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) if ((await drainOutbox(database, product.listeners, log)) === 0) return
  throw new Error('the outbox does not run dry: a listener feeds itself')
}

/** The code of the refusal that an act ends with; fails when it ends well or with a fault. */
export async function refusalOf(act: Promise<unknown>): Promise<string> {
  try {
    await act
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  throw new Error('the act was not refused')
}
