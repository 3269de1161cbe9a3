import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Ground } from '../faults/ground.ts'
import type { Wish } from '../faults/shopper.ts'
import { until } from '../faults/until.ts'
import type { Cluster } from './cluster.ts'

export type Scene = { readonly ground: Ground; readonly cluster: Cluster; readonly wish: Wish; readonly seconds: number }
export type Attack = {
  readonly name: string
  /** Smaller than the crowd, so that many wait for few connections. */
  readonly pool?: number
  readonly crowd?: number
  /** Breaks the database while buyers buy, mends it, and says what was not as it should be. */
  readonly run: (scene: Scene) => Promise<readonly string[]>
}

const readiness = async (url: string): Promise<number> => (await fetch(`${url}/readyz`).catch(() => undefined))?.status ?? 0

function restart(how: 'fast' | 'immediate'): Attack['run'] {
  return async ({ ground, cluster, seconds }) => {
    await cluster.shutDown(how)
    const away = await readiness(ground.url)
    await pause(seconds * 100)
    await cluster.start()
    await until('the api is ready again', async () => (await readiness(ground.url)) === 200)
    return away === 503 ? [] : [`without a database /readyz answers ${away}`]
  }
}

/** More readers at once than connections: some hear that they should come back, and nobody hears of a fault. */
async function storm({ ground, wish }: Scene): Promise<readonly string[]> {
  const ask = async () => {
    const answer = await fetch(`${ground.url}/api/v1/events/${wish.eventId}/quote`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lines: [{ typeId: wish.typeId, quantity: 1 }] }),
    }).catch(() => undefined)
    await answer?.arrayBuffer()
    return answer?.status ?? 0
  }
  const statuses = (await Promise.all(Array.from({ length: 600 }, async () => [await ask(), await ask()]))).flat()
  const others = [...new Set(statuses)].filter((status) => status !== 200 && status !== 503)
  return others.length === 0 ? [] : [`in a storm ${others.join(', ')} was answered`]
}

/** Somebody else takes every connection that PostgreSQL has, and the product's own are cut. */
async function noConnections({ ground, seconds }: Scene): Promise<readonly string[]> {
  const mine = new pg.Client({ connectionString: ground.databaseUrl })
  mine.on('error', () => {})
  await mine.connect()
  const others = await takeAll(ground.databaseUrl)
  await mine.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and pid <> all($1) and backend_type = $2', [
    others.pids,
    'client backend',
  ])
  await takeMore(ground.databaseUrl, others)
  const away = await readiness(ground.url)
  await pause(seconds * 100)
  await Promise.all(others.clients.map((client) => client.end().catch(() => {})))
  await mine.end()
  await until('the api is ready again', async () => (await readiness(ground.url)) === 200)
  return [
    ...(away === 503 || away === 200 ? [] : [`without connections /readyz answers ${away}`]),
    ...(others.isFull ? [] : ['the connections were never used up']),
  ]
}

type Taken = { readonly clients: pg.Client[]; readonly pids: number[]; isFull: boolean }
async function takeAll(url: string): Promise<Taken> {
  const taken: Taken = { clients: [], pids: [], isFull: false }
  await takeMore(url, taken)
  return taken
}

async function takeMore(url: string, taken: Taken): Promise<void> {
  for (let each = 0; each < 400; each += 1) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      taken.clients.push(client)
      taken.pids.push(rows[0]?.pid ?? 0)
    } catch {
      taken.isFull = true
      return
    }
  }
}

async function fullDisk({ ground, cluster, seconds }: Scene): Promise<readonly string[]> {
  if (!cluster.disk) return []
  cluster.disk.fill()
  const { rows } = await refusedFor(ground.database)
  await pause(seconds * 300)
  cluster.disk.free()
  if (!cluster.isUp()) await cluster.start() // it may give up when it cannot write its log: whoever keeps it running starts it again
  await until('the api is ready again', async () => (await readiness(ground.url)) === 200)
  await until('rows can be written again', async () => (await refusedFor(ground.database)).rows === 0)
  return rows > 0 ? [] : ['the disk was never full']
}

/** Writes until PostgreSQL says that there is no room; 0 when it never does. */
async function refusedFor(database: pg.Pool): Promise<{ readonly rows: number }> {
  try {
    await database.query('create table if not exists ballast (filling text)')
    for (let each = 0; each < 40; each += 1)
      await database.query(`insert into ballast select string_agg(md5(n::text || $1), '') from generate_series(1, 20000) n`, [String(each)])
    return { rows: 0 }
  } catch {
    return { rows: 1 }
  } finally {
    await database.query('drop table if exists ballast').catch(() => {})
  }
}

export const attacks: readonly Attack[] = [
  { name: 'fast shutdown', run: restart('fast') },
  { name: 'immediate shutdown', run: restart('immediate') },
  { name: 'connection storm', pool: 4, run: storm },
  { name: 'no connections left', run: noConnections },
  { name: 'full disk', run: fullDisk },
]
