import { once } from 'node:events'
import { join } from 'node:path'
import { fleetingFolder } from '@fashionistas/cli/src/fleeting-folder.ts'
import { startProduct } from '@fashionistas/cli/src/product.ts'
import pg from 'pg'
import { openGateway, type Gateway } from './gateway.ts'

export type ProductUnderTest = {
  readonly url: string
  readonly databaseUrl: string
  /** What its processes were started with. */
  readonly env: Readonly<Record<string, string>>
  /** Straight into the database: for checks and for what the product is compared to. */
  readonly database: pg.Pool
  readonly gateway: Gateway
  readonly tell: (line: string) => void
}
const root = join(import.meta.dirname, '../..')

/** Starts a product of its own on disk, empty, without pages; lends it to the work; stops it and removes its files. */
export async function withProduct<T>(
  tell: (line: string) => void,
  env: Readonly<Record<string, string>>,
  work: (product: ProductUnderTest) => Promise<T>,
): Promise<T> {
  const folder = fleetingFolder(join(root, '.tmp/bench-'))
  const gateway = await openGateway()
  const leaving = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leaving.abort(new Error('stopped')))
  try {
    const product = await startProduct({
      dataDir: folder.path,
      web: 'none',
      storage: 'disk',
      seed: 'empty',
      signal: leaving.signal,
      tell: (step) => tell(`  ${step}`),
      env: {
        RATE_LIMIT_FACTOR: '1000000',
        LOG_LEVEL: 'warn',
        SANDBOX_BASE_URL: gateway.url,
        SANDBOX_SECRET: gateway.secret,
        PAYMENT_PROVIDERS: 'sandbox',
        ...env,
      },
    })
    try {
      return await Promise.race([lend(product, gateway, tell, work), aborted(leaving.signal)])
    } finally {
      await product.stop()
    }
  } finally {
    await gateway.stop()
    folder.remove()
  }
}

/** A bench that is broken off leaves no database behind. */
async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort')
  throw signal.reason
}

type Started = Awaited<ReturnType<typeof startProduct>>

async function lend<T>(
  { url, env }: Started,
  gateway: Gateway,
  tell: ProductUnderTest['tell'],
  work: (product: ProductUnderTest) => Promise<T>,
): Promise<T> {
  const databaseUrl = env['DATABASE_URL']
  if (!databaseUrl) throw new Error('the product was started without DATABASE_URL')
  gateway.tellNewsTo(`${url}/webhooks/sandbox`)
  const database = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  try {
    return await work({ url, databaseUrl, env, database, gateway, tell })
  } finally {
    await database.end()
  }
}
