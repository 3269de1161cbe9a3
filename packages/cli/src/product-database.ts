import { join } from 'node:path'
import { migrate } from '@fashionistas/server/core/migrate.ts'
import { Client } from 'pg'
import { startPostgres, type Postgres } from './postgres.ts'

export type ProductDatabase = { readonly url: string; readonly isEmpty: boolean; stop(): Promise<void> }
type Wish = { readonly dataDir: string; readonly durable: boolean; readonly url: string | undefined }

const name = 'fashionistas'

/** The database of `url`, or an embedded one of our own; with this version's schema. */
export async function openDatabase({ dataDir, durable, url }: Wish): Promise<ProductDatabase> {
  const server = url === undefined ? await startPostgres({ dataDir: join(dataDir, 'postgres'), durable, port: 54_329 }) : undefined
  try {
    const database = url ?? (await ownDatabase(server))
    await migrate(database)
    return { url: database, isEmpty: await isEmpty(database), stop: async () => await server?.stop() }
  } catch (error) {
    await server?.stop()
    throw error
  }
}

async function ownDatabase(server: Postgres | undefined): Promise<string> {
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

async function query<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
