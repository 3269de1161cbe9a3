import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { openStream } from '../../test/event-stream.ts'
import { Database } from './database.ts'
import type { Hint } from './hints.ts'
import { Live } from './live.ts'
import { makeLog } from './log.ts'
import { drainOutbox, emitTo } from './outbox.ts'

let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await testDatabase()
  database = new Database(own.url, 4)
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

let live: Live
let server: Server
let url: string
let responses: ServerResponse[]
beforeEach(async () => {
  live = new Live()
  responses = []
  server = createServer((request, response) => {
    const topics = new URL(request.url ?? '', 'http://live').searchParams.get('topics')?.split(',') ?? []
    const lastId = request.headers['last-event-id']
    responses.push(response)
    void live.open(response, topics, lastId === undefined ? undefined : Number(lastId), database)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterEach(() => {
  live.stop()
  server.closeAllConnections()
  server.close()
})

const listen = (topics: readonly string[], lastId?: number) =>
  openStream(`${url}/?topics=${topics.join(',')}`, lastId === undefined ? {} : { 'last-event-id': String(lastId) })
const hint = (position: number, topic: string, type = 'order.held'): Hint => ({ position, type, topic })

async function handOn(count: number, topics: readonly string[]): Promise<void> {
  await database.system(async (tx) => {
    for (let at = 0; at < count; at += 1)
      await emitTo(tx, { id: randomUUID(), type: 'event.changed', organizationId: null, data: {}, topics, occurredAt: new Date() })
  })
  while ((await drainOutbox(database, {}, makeLog('silent', 'test'))) > 0);
}

test('Q-06 the first hint of a topic goes out at once, a rush after it is one hint a fifth of a second later', async () => {
  const stream = await listen(['t:a'])
  const startedAt = performance.now()
  live.hear([hint(1, 't:a')])
  await stream.until(() => true)
  const firstMs = performance.now() - startedAt
  for (let position = 2; position <= 50; position += 1) live.hear([hint(position, 't:a')])
  const rush = await stream.until(() => true)
  const rushMs = performance.now() - startedAt
  expect(rush).toEqual([expect.objectContaining({ id: 50, position: 50 })])
  expect(rushMs).toBeGreaterThan(190)
  expect(firstMs).toBeLessThan(rushMs / 2)
  await stream.close()
})

test('Q-06 topics do not wait for each other, and kinds of one moment come together', async () => {
  const stream = await listen(['t:a', 't:b'])
  live.hear([hint(1, 't:a')])
  await stream.until(() => true)
  live.hear([hint(2, 't:b', 'order.held'), hint(3, 't:b', 'order.paid')])
  expect((await stream.until(({ type }) => type === 'order.paid')).map(({ type }) => type)).toEqual(['order.held', 'order.paid'])
  await stream.close()
})

test('R-02 who leaves while a hint of one topic still waits is told it when he comes back, though he heard a newer one of another', async () => {
  const stream = await listen(['t:a', 't:b'])
  live.hear([hint(10, 't:a')])
  await stream.until(({ position }) => position === 10)
  live.hear([hint(11, 't:a')]) // rests
  live.hear([hint(12, 't:b')]) // at once
  const [newer] = await stream.until(({ position }) => position === 12)
  expect(newer?.id, 'to come back after it brings 11').toBe(10)
  expect((await stream.until(() => true)).map(({ id, position }) => [id, position])).toEqual([[11, 11]])
  await stream.close()
})

test('R-02 hundreds of missed hints come in their order and whole, more than a page of them', async () => {
  const topic = `t:${randomUUID()}`
  const first = await listen([topic])
  await handOn(450, [topic, 't:elsewhere'])
  const again = await listen([topic], 0)
  const seen = await again.until(({ position }) => position >= 450)
  expect(seen.map(({ position }) => position)).toEqual(Array.from({ length: 450 }, (_, at) => at + 1))
  expect(new Set(seen.map((each) => each.topic))).toEqual(new Set([topic]))
  await Promise.all([first.close(), again.close()])
})

test('R-02 what is said while the missed hints are looked up is neither lost nor sent before them', async () => {
  const topic = `t:${randomUUID()}`
  await handOn(3, [topic])
  const newest = await newestPosition()
  const opening = listen([topic], newest - 3)
  await handOn(1, [topic])
  live.hear([hint(newest + 1, topic, 'event.changed')])
  const stream = await opening
  const seen = await stream.until(({ position }) => position === newest + 1)
  expect(seen.map(({ position }) => position).slice(0, 4)).toEqual([newest - 2, newest - 1, newest, newest + 1])
  await stream.close()
})

const newestPosition = () =>
  database.system(
    async (tx) =>
      (
        await tx
          .selectFrom('outbox')
          .select(({ fn }) => fn.max('position').as('newest'))
          .executeTakeFirstOrThrow()
      ).newest ?? 0,
  )

test('R-04 a stream whose missed hints cannot be read is closed, so that its browser comes back', async () => {
  const gone = new Database('postgres://nobody@127.0.0.1:1/nothing', 1)
  server.removeAllListeners('request')
  const response = new Promise<ServerResponse>((resolve) => server.once('request', (_, opened) => resolve(opened)))
  server.on('request', (_, opened) => void live.open(opened, ['t:a'], 1, gone))
  const answer = await fetch(url, { headers: { 'last-event-id': '1' } })
  expect(await answer.text(), 'it ends, without a hint').toBe('retry: 2000\n\n')
  expect((await response).destroyed).toBe(true)
  await gone.close()
})

test('Q-06 a listener that does not read is dropped, and those beside it hear on', async () => {
  const topics = Array.from({ length: 12 }, (_, at) => `t:${at}`)
  const deaf = await rawListener(topics)
  deaf.pause()
  const stream = await listen(['t:good'])
  const heavy = 'x'.repeat(1024 * 1024)
  const isDropped = once(responses[0] ?? server, 'close')
  let position = 0
  let isGone = false
  void isDropped.then(() => (isGone = true))
  const deadline = Date.now() + 15_000
  while (!isGone) {
    if (Date.now() > deadline) throw new Error('the deaf listener is still there')
    live.hear(topics.map((topic) => hint((position += 1), topic, heavy)))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  live.hear([hint(position + 1, 't:good')])
  expect(await stream.until(() => true)).toEqual([expect.objectContaining({ topic: 't:good' })])
  deaf.destroy()
  await stream.close()
})

test('Q-06 requests are answered while thousands are written to', async () => {
  const sockets = await Promise.all(Array.from({ length: 1_500 }, () => rawListener(['t:many'])))
  const heard = Promise.all(sockets.map((socket) => once(socket, 'data')))
  let turns = 0
  let isOver = false
  const count = (): void => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  live.hear([hint(1, 't:many')])
  expect(turns, 'the first slice only').toBe(0)
  await heard
  isOver = true
  expect(turns, 'the event loop turned between the slices').toBeGreaterThan(5)
  for (const socket of sockets) socket.destroy()
})

async function rawListener(topics: readonly string[]): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {}) // cut by the server: what the test is about
  socket.write(`GET /?topics=${topics.join(',')} HTTP/1.1\r\nHost: live\r\n\r\n`)
  await once(socket, 'data')
  return socket
}

test('R-02 who was away for long is told that something happened, and then what happened last', async () => {
  const topic = `t:${randomUUID()}`
  const lastId = await newestPosition()
  await handOn(1, [topic])
  await database.system((tx) =>
    sql`insert into outbox (id, type, data, topics, occurred_at, position)
      select gen_random_uuid(), 'event.changed', '{}', '{}', now(), nextval('outbox_position') from generate_series(1, 20100)`.execute(tx),
  )
  await handOn(1, [topic])
  const stream = await listen([topic], lastId)
  const seen = await stream.until(({ type }) => type === 'event.changed')
  expect(seen.map(({ type }) => type)).toEqual(['missed', 'event.changed'])
  expect(seen[0]?.id).toBeGreaterThan(lastId)
  await stream.close()
})
