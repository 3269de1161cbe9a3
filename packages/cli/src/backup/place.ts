import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { tryLock } from '../file-lock.ts'
import { postgresBinaries } from '../postgres-binaries.ts'
import { openCluster } from '../postgres-cluster.ts'
import { findOrphan } from '../postgres-orphan.ts'
import { startPostgres } from '../postgres.ts'
import { ownDatabase } from '../product-database.ts'
import { root } from '../root.ts'

/** Where an installation keeps what it knows. */
export type Place = { readonly url: string; readonly dataDir: string; readonly secret: string | undefined }
type Environment = Readonly<Record<string, string | undefined>>

/** The same addresses as `npm start` would take, from .env too. */
export function readPlace(): Environment {
  const envFile = join(root, '.env')
  if (existsSync(envFile)) process.loadEnvFile(envFile)
  return process.env
}

/** For reading: a product that runs goes on, one that stands is woken for its database alone. */
export async function withPlaceToRead<T>(environment: Environment, work: (place: Place) => Promise<T>): Promise<T> {
  const { url, dataDir, secret } = named(environment)
  if (url !== undefined) return await work({ url, dataDir, secret })
  const cluster = join(dataDir, 'postgres')
  if (!['cluster', 'moved-to'].some((name) => existsSync(join(cluster, name))))
    throw new Error(`there is nothing to back up: ${dataDir} has no database, and DATABASE_URL is not set`)
  const lock = tryLock(join(dataDir, 'launcher.lock'))
  if ('holder' in lock) return await work({ url: await runningDatabase(cluster), dataDir, secret })
  return await withOwnServer(cluster, lock, async (address) => await work({ url: address, dataDir, secret }))
}

/** For writing: nobody else may be at work there. */
export async function withPlaceToWrite<T>(environment: Environment, work: (place: Place & { readonly isOwn: boolean }) => Promise<T>): Promise<T> {
  const { url, dataDir, secret } = named(environment)
  const lock = tryLock(join(dataDir, 'launcher.lock'))
  if ('holder' in lock) throw new Error(`the product runs (process ${lock.holder} works in ${dataDir}): stop it first`)
  if (url === undefined)
    return await withOwnServer(join(dataDir, 'postgres'), lock, async (address) => await work({ url: address, dataDir, secret, isOwn: true }))
  try {
    return await work({ url, dataDir, secret, isOwn: false })
  } finally {
    lock.release()
  }
}

async function withOwnServer<T>(cluster: string, lock: { release(): void }, work: (url: string) => Promise<T>): Promise<T> {
  try {
    const server = await startPostgres({ dataDir: cluster, durable: true, port: 54_329 })
    return await ownDatabase(server)
      .then(work)
      .finally(async () => await server.stop())
  } finally {
    lock.release()
  }
}

async function runningDatabase(dataDir: string): Promise<string> {
  const { folder, password } = openCluster(dataDir, postgresBinaries(), true)
  const running = findOrphan(folder)
  if (!running) throw new Error('the product is just starting or stopping: try again in a minute')
  return await ownDatabase({ url: `postgres://postgres:${password}@127.0.0.1:${running.port}/postgres` })
}

function named({ DATABASE_URL, DATA_DIR, SECRET }: Environment): {
  readonly url: string | undefined
  readonly dataDir: string
  readonly secret: string | undefined
} {
  const dataDir = resolve(root, DATA_DIR || '.data')
  const kept = join(dataDir, 'secret')
  return { url: DATABASE_URL || undefined, dataDir, secret: SECRET || (existsSync(kept) ? readFileSync(kept, 'utf8').trim() : undefined) }
}
