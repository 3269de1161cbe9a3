import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOutOfReach } from '#core/out-of-reach.ts'
import { Database } from '#core/database.ts'
import { drainOutbox, emitTo } from '#core/outbox.ts'
import { sql } from 'kysely'
import { startHarness, type Harness } from './harness.ts'
import { runApi, type RunningApi } from './running-api.ts'

let harness: Harness
let running: RunningApi
let admin: pg.Client
beforeAll(async () => {
  harness = await startHarness()
  running = await runApi(harness)
  admin = new pg.Client({ connectionString: harness.config.DATABASE_URL })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await running.stop()
  await harness.stop()
})

const cutAll = () =>
  admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
const errorOf = async (act: Promise<unknown>): Promise<unknown> =>
  await act.then(
    () => undefined,
    (error: unknown) => error,
  )

test('R-04 a transaction whose connection is cut between two of its steps fails, and the process lives', async () => {
  const cut = await errorOf(
    harness.database.system(async (tx) => {
      await sql`select 1`.execute(tx)
      await cutAll()
      // The connection dies while nothing is asked of it: nobody but the pool could hear that.
      await new Promise((resolve) => setTimeout(resolve, 50))
      await sql`select 1`.execute(tx)
    }),
  )
  expect(isOutOfReach(cut)).toBe(true)
  await harness.database.ping()
})

test('R-04 a database that is away is told as 503 with the seconds to wait, and not as a fault of ours', async () => {
  const away = new Database('postgres://nobody:nothing@127.0.0.1:9/away', 1)
  const api = await runApi({
    ...harness,
    database: away,
    product: { ...harness.product, api: { ...harness.product.api, call: () => away.ping() } },
  })
  const answer = await api.send('GET', '/api/v1/cities')
  expect([answer.status, answer.body['code'], answer.headers.get('retry-after')]).toEqual([503, 'unavailable', '2'])
  expect((await api.send('GET', '/readyz')).status).toBe(503)
  await api.stop()
  await away.close()
})

test.each([
  ['57P01', true],
  ['57P03', true],
  ['53100', true],
  ['53300', true],
  ['23505', false],
  ['40P01', false],
  ['42P01', false],
])('R-04 PostgreSQL’s %s means out of reach: %s', async (code, expected) => {
  const error = await errorOf(admin.query(`do $$ begin raise exception 'as if' using errcode = '${code}'; end $$`))
  expect(isOutOfReach(error)).toBe(expected)
})

test('R-04 a happening that meets a full disk waits for its turn and is not put aside', async () => {
  const { world, database, log } = harness
  await database.system((tx) =>
    emitTo(tx, { id: world.newId(), type: 'message.failed', organizationId: null, data: {}, topics: [], occurredAt: world.now() }),
  )
  let isFull = true
  let handled = 0
  const listeners = {
    'message.failed': [
      async (tx: Parameters<Parameters<Database['system']>[0]>[0]) => {
        if (isFull) await sql.raw(`do $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$`).execute(tx)
        handled += 1
      },
    ],
  }
  const lane = { only: ['message.failed'], batch: 5 }
  await errorOf(drainOutbox(database, listeners, log, lane))
  isFull = false
  await drainOutbox(database, listeners, log, lane)
  expect(handled).toBe(1)
})

test('R-04 a guest who asks while the database restarts gets a clear answer, and the next one gets the page', async () => {
  await cutAll()
  const answers = await Promise.all(Array.from({ length: 8 }, () => running.send('GET', '/api/v1/cities')))
  for (const { status } of answers) expect([200, 503]).toContain(status)
  expect((await running.send('GET', '/api/v1/cities')).status).toBe(200)
})
