import { join } from 'node:path'
import { fleetingFolder } from '@fashionistas/cli/src/fleeting-folder.ts'
import { startProduct, type Product } from '@fashionistas/cli/src/product.ts'
import pg from 'pg'

export type OwnProduct = Omit<Product, 'stop'> & {
  /** Straight into the database, also after it was restarted. */
  readonly database: pg.Pool
  readonly tell: (line: string) => void
}
export type Shape = {
  readonly apis: number
  readonly workers: number
  readonly web?: 'built' | 'none'
  readonly env: Readonly<Record<string, string>>
  readonly tell: (line: string) => void
}
const root = join(import.meta.dirname, '../../..')

/** A product of its own on disk, of as many processes as wished, that may be hurt; stopped and removed after the work. */
export async function withOwnProduct<T>({ apis, workers, web = 'none', env, tell }: Shape, work: (product: OwnProduct) => Promise<T>): Promise<T> {
  const folder = fleetingFolder(join(root, '.tmp/cluster-'))
  const leaving = new AbortController()
  const leave = (): void => leaving.abort(new Error('stopped'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave)
  try {
    const product = await startProduct({
      dataDir: folder.path,
      web,
      storage: 'disk',
      seed: 'empty',
      apis,
      workers,
      signal: leaving.signal,
      tell: (step) => tell(`  ${step}`),
      onEnd: (reason) => leaving.abort(reason),
      env: { RATE_LIMIT_FACTOR: '1000000', LOG_LEVEL: 'warn', ...env },
    })
    try {
      return await Promise.race([lend(product, tell, work), whenAborted(leaving.signal)])
    } finally {
      await product.stop()
    }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave)
    folder.remove()
  }
}

async function lend<T>(product: Product, tell: Shape['tell'], work: (product: OwnProduct) => Promise<T>): Promise<T> {
  const database = new pg.Pool({ connectionString: product.env['DATABASE_URL'], max: 4 })
  database.on('error', () => undefined) // an idle line that was cut is replaced at the next question
  try {
    return await work({ ...product, database, tell })
  } finally {
    await database.end()
  }
}

/** A run that is broken off, by a person or because the product cannot go on, leaves no database behind. */
async function whenAborted(signal: AbortSignal): Promise<never> {
  return await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}
