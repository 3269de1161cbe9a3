import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from './postgres.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder('launcher')
const dataDir = join(folder, 'postgres')
const start = () => startPostgres({ dataDir, durable: true })

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('X-08 the embedded database keeps its rows, its password and its port from one start to the next', async () => {
  const first = await start()
  await query(first.url, 'create table kept as select 1 as one')
  await first.stop()
  const second = await start()
  expect(second.url).toBe(first.url)
  expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }])
  await second.stop()
})

test('X-08 Spanish sorts as people expect, and the extensions of the schema are there', async () => {
  const server = await start()
  const words = `select string_agg(word, ' ' order by word collate "es-x-icu") as sorted from unnest(array['oso', 'ñandú', 'nube', 'Zapato', 'abeja', 'ágora']) word`
  expect(await query(server.url, words)).toEqual([{ sorted: 'abeja ágora nube ñandú oso Zapato' }])
  const found = await query(
    server.url,
    "select name from pg_available_extensions where name in ('btree_gist', 'pg_trgm', 'unaccent', 'citext', 'pgcrypto')",
  )
  expect(found).toHaveLength(5)
  await server.stop()
})

test('X-08 the database asks for its password, and nobody else can read it', async () => {
  const server = await start()
  const wrong = new URL(server.url)
  wrong.password = 'guess'
  await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')
  expect(statSync(join(dataDir, 'launcher.json')).mode & 0o077).toBe(0)
  await server.stop()
})

test('X-08 a server that a killed launcher left behind is used again, and can be stopped', async () => {
  const left = await start()
  const found = await start()
  expect(found.pid).toBe(left.pid)
  await found.stop()
  await expect(query(left.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
})

test('X-08 the database starts again at once after it was killed', async () => {
  const killed = await start()
  process.kill(killed.pid, 'SIGKILL')
  const next = await start()
  expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await next.stop()
})

test('X-08 a process number that belongs to another program by now does not stop the start', async () => {
  writeFileSync(join(dataDir, 'cluster/postmaster.pid'), `${process.pid}\n${dataDir}/cluster\n1\n5432\n`)
  const server = await start()
  expect(server.pid).not.toBe(process.pid)
  await server.stop()
})

test('X-08 another program on the usual port makes the database move, and it remembers where', async () => {
  const usual = Number(JSON.parse(readFileSync(join(dataDir, 'launcher.json'), 'utf8')).port)
  const other = await occupy(usual)
  const moved = await start()
  expect(moved.port).not.toBe(usual)
  await moved.stop()
  other.close()
  const again = await start()
  expect(again.port).toBe(moved.port)
  await again.stop()
})

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function query(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
