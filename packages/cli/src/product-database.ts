import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { migrate } from '@fashionistas/server/core/migrate.ts'
import { Client } from 'pg'
import { keepPostgres, type KeptPostgres } from './postgres-keeper.ts'

export type ProductDatabase = {
  readonly url: string
  readonly isEmpty: boolean
  /** Of our own server; undefined when the database was given to us. */
  pid(): number | undefined
  stop(): Promise<void>
}
type Wish = { readonly dataDir: string; readonly durable: boolean; readonly url: string | undefined }

const name = 'fashionistas'

/** The database of `url`, or an embedded one of our own; with this version's schema. */
export async function openDatabase({ dataDir, durable, url }: Wish, giveUp: (reason: Error) => void): Promise<ProductDatabase> {
  const server = url === undefined ? await keepPostgres({ dataDir: join(dataDir, 'postgres'), durable, port: 54_329 }, giveUp) : undefined
  try {
    const database = url ?? (await ownDatabase(server))
    await migrate(database)
    return { url: database, isEmpty: await isEmpty(database), pid: () => server?.pid(), stop: async () => await server?.stop() }
  } catch (error) {
    await server?.stop()
    throw error
  }
}

/** The address of our database on a server of our own, made if it is not there. */
export async function ownDatabase(server: Pick<KeptPostgres, 'url'> | undefined): Promise<string> {
  if (!server) throw new Error('there is a server when there is no address')
  await query(server.url, async (client) => {
    const found = await client.query('select from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${name}`)
  })
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return url.href
}

async function isEmpty(url: string): Promise<boolean> {
  return await query(url, async (client) => (await client.query('select from public.organizations limit 1')).rowCount === 0)
}

const lookEveryMs = 250

/** Waits until the database answers; says whether it had to wait. */
export async function databaseWasAway(url: string, signal: AbortSignal): Promise<boolean> {
  let looks = 0
  while (!signal.aborted && !(await answers(url))) {
    looks += 1
    await pause(lookEveryMs)
  }
  return looks > 0
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined) // the failed connect below says the same
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function query<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
