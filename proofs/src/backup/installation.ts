import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Gateway } from '@fashionistas/bench/src/gateway.ts'
import { fleetingFolder } from '@fashionistas/cli/src/fleeting-folder.ts'
import { startProduct, type Product } from '@fashionistas/cli/src/product.ts'
import pg from 'pg'

const root = join(import.meta.dirname, '../../..')
/** Both installations have it: what is sealed in the copy opens with it alone. */
const secret = 'a secret of the backup proof, 32 bytes and more'

/** A folder of its own for an installation; it ends with this process at the latest. */
export function newFolder(purpose: string): string {
  return fleetingFolder(join(root, '.tmp', `${purpose}-`)).path
}

/** The product without pages, on disk, with its season where the folder is new. */
export async function openInstallation(dataDir: string, gateway: Gateway, tell: (step: string) => void): Promise<Product> {
  const product = await startProduct({
    dataDir,
    web: 'none',
    storage: 'disk',
    tell: (step) => tell(`  ${step}`),
    env: {
      SECRET: secret,
      RATE_LIMIT_FACTOR: '1000000',
      LOG_LEVEL: 'warn',
      SANDBOX_BASE_URL: gateway.url,
      SANDBOX_SECRET: gateway.secret,
      PAYMENT_PROVIDERS: 'sandbox',
    },
  })
  gateway.approve('webhook')
  gateway.tellNewsTo(`${product.url}/webhooks/sandbox`)
  return product
}

export type Ran = { readonly code: number; readonly output: string; readonly seconds: number }

/** One of the two commands, as a person runs it: by its launcher, with nothing but DATA_DIR and SECRET. */
export async function runCommand(name: 'backup' | 'restore', dataDir: string, parameters: readonly string[]): Promise<Ran> {
  const startedAt = performance.now()
  const { DATABASE_URL: _, ...environment } = process.env
  const child = spawn(process.execPath, [join(root, `packages/cli/bin/${name}.mjs`), ...parameters], {
    cwd: root,
    env: { ...environment, DATA_DIR: dataDir, SECRET: secret },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Uint8Array[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const [code] = await once(child, 'close')
  return { code: Number(code), output: Buffer.concat(chunks).toString('utf8'), seconds: (performance.now() - startedAt) / 1000 }
}

export async function withPool<T>(url: string, work: (database: pg.Pool) => Promise<T>): Promise<T> {
  const database = new pg.Pool({ connectionString: url, max: 2 })
  database.on('error', () => undefined) // the server may be gone before its last connection is
  try {
    return await work(database)
  } finally {
    await database.end()
  }
}

export function databaseOf({ env }: Product): string {
  const url = env['DATABASE_URL']
  if (!url) throw new Error('the product was started without DATABASE_URL')
  return url
}
