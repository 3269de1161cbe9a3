import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import pg from 'pg'
import { newBuyer, type Wish } from './buyer.ts'
import { crowd } from './crowd.ts'
import { lines } from './lines.ts'
import type { ProductUnderTest } from './product-under-test.ts'

/** The pool of the product's api process (DATABASE_POOL). */
const connections = 16
export type Rival = {
  /** Acts a second, with so many people for so many seconds. */ run(people: number, seconds: number): Promise<number>
  stop(): Promise<void>
}

/** The same reservation as one row-locking transaction a request, over HTTP like the product's. */
export async function naiveRival({ databaseUrl }: ProductUnderTest, wish: Wish): Promise<Rival> {
  const child = fork(new URL('naive-server.ts', import.meta.url), { env: { ...process.env, DATABASE_URL: databaseUrl, POOL: String(connections) } })
  const [port] = await once(child, 'message')
  return {
    async run(people, seconds) {
      const open = lines(`http://127.0.0.1:${port}`, people)
      let done = 0
      const took = await crowd(people, seconds, async () => {
        const { status, body } = await open.send('POST', '/', { body: JSON.stringify({ ...wish, idempotencyKey: randomUUID(), buyer: newBuyer() }) })
        if (status !== 200) throw new Error(`the naive reservation answered ${status}: ${JSON.stringify(body)}`)
        done += 1
      })
      open.close()
      return done / took
    },
    async stop() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** What one hot row can bear at all: an update and a commit, again and again, without HTTP. */
export async function rowUpdateRival({ databaseUrl }: ProductUnderTest): Promise<Rival> {
  const database = new pg.Pool({ connectionString: databaseUrl, max: connections })
  await database.query(
    'create schema bench; create table bench.counter (id int primary key, held int not null) with (fillfactor = 10); insert into bench.counter values (1, 0)',
  )
  return {
    async run(people, seconds) {
      let done = 0
      const took = await crowd(people, seconds, async () => {
        await database.query('update bench.counter set held = held + 1 where id = 1')
        done += 1
      })
      return done / took
    },
    stop: () => database.end(),
  }
}
