import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { natsProgram, startNatsServer, type NatsServer } from '../../../cli/src/nats-server.ts'
import { Database } from './database.ts'
import { openHintBus, type HintBus } from './hint-bus.ts'
import { decodeHanded, encodeHanded, type Handed, type Hint } from './hints.ts'
import { followHints } from './hints-follow.ts'
import { makeLog } from './log.ts'
import { drainOutbox, emitTo, relay } from './outbox.ts'

const log = makeLog('silent', 'test')
const secret = 'a secret that only tests use, 32+'
const program = natsProgram()
// Loud: who reads the run must see that half of it did not happen.
if ('missing' in program) console.error(`SKIPPED: the bus over NATS is not tested. ${program.missing}`)

let own: TestDatabase
let database: Database
let admin: pg.Client
let nats: NatsServer | undefined
beforeAll(async () => {
  own = await testDatabase()
  database = new Database(own.url, 8)
  admin = new pg.Client({ connectionString: own.url })
  await admin.connect()
  if ('path' in program) nats = await startNatsServer(program.path)
})
afterAll(async () => {
  await nats?.stop()
  await admin.end()
  await database.close()
  await own.drop()
})

type Kind = 'PostgreSQL' | 'NATS'
const open = (kind: Kind, from = secret): HintBus =>
  openHintBus({ config: { DATABASE_URL: own.url, NATS_URL: kind === 'NATS' ? nats?.url : undefined, SECRET: from }, log })
const happens = (topic: string, type = 'event.changed') =>
  database.system((tx) =>
    emitTo(tx, { id: randomUUID(), type: 'event.changed', organizationId: null, data: { type }, topics: [topic], occurredAt: new Date() }),
  )
const drain = (bus: HintBus) => drainOutbox(database, {}, log, { batch: 100, tell: bus.tell })

async function until(holds: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A process that hears, ready when its bus is connected and it knows where the outbox stands. */
async function follower(bus: HintBus) {
  const heard: Hint[] = []
  const following = followHints({ database, bus, log }, (hints) => heard.push(...hints))
  const probe = `probe:${randomUUID()}`
  await happens(probe)
  await drain(bus)
  // What is handed on before it was there is not its own: it says so again until it hears.
  while (!heard.some(({ topic }) => topic === probe)) {
    await happens(probe)
    await drain(bus)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    of: (topic: string) => heard.filter((hint) => hint.topic === topic),
    all: heard,
    stop: async () => {
      await following.stop()
      await bus.stop()
    },
  }
}

describe.each<{ kind: Kind }>([{ kind: 'PostgreSQL' }, { kind: 'NATS' }])('the bus over $kind', ({ kind }) => {
  const runs = kind === 'PostgreSQL' || 'path' in program

  test.runIf(runs)('Q-12 every process hears what one hands on, each thing once and in the order of the outbox', async () => {
    const [one, two, teller] = [await follower(open(kind)), await follower(open(kind)), open(kind)]
    const topic = `t:${randomUUID()}`
    for (let at = 0; at < 250; at += 1) await happens(topic)
    while ((await drain(teller)) > 0);
    for (const each of [one, two]) {
      await until(() => each.of(topic).length >= 250, `250 hints, ${each.of(topic).length} are there`)
      const positions = each.of(topic).map(({ position }) => position)
      expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b))
      expect(positions).toHaveLength(250)
      await each.stop()
    }
    await teller.stop()
  })

  test.runIf(runs)('Q-12 what a transaction would have handed on that did not come to its end is not told', async () => {
    const teller = open(kind)
    const ears = await follower(open(kind))
    const [lost, kept] = [`t:${randomUUID()}`, `t:${randomUUID()}`]
    await happens(lost)
    const failing = { 'event.changed': [async () => Promise.reject(new Error('no'))] }
    await drainOutbox(database, failing, log, { batch: 1, tell: teller.tell })
    await happens(kept)
    await drain(teller)
    await until(() => ears.of(kept).length === 1, 'the one that came to its end')
    await ears.stop()
    await teller.stop()
    const { rows } = await admin.query<{ failed: boolean }>("select data ? 'failed' as failed from outbox where $1 = any(topics)", [lost])
    expect(rows).toEqual([{ failed: true }])
  })

  test.runIf(runs)('Q-12 what was handed on without a word, by a process that died after its commit, is heard all the same', async () => {
    const teller = open(kind)
    const ears = await follower(open(kind))
    const [silent, next] = [`t:${randomUUID()}`, `t:${randomUUID()}`]
    await happens(silent)
    await drainOutbox(database, {}, log, { batch: 100, tell: async () => () => {} })
    await happens(next)
    await drain(teller)
    await until(() => ears.of(next).length === 1, 'what came after')
    expect(ears.of(silent), 'the gap before it was noticed and read first').toHaveLength(1)
    expect(ears.of(silent)[0]?.position).toBeLessThan(ears.of(next)[0]?.position ?? 0)
    await ears.stop()
    await teller.stop()
  })

  test.runIf(runs)('Q-06 a relay that sleeps is woken by a commit of another process', async () => {
    const asleepMs = 3_600_000
    const [api, worker] = [open(kind), open(kind)]
    const other = new Database(own.url, 2)
    other.afterHappenings(() => api.nudge())
    let isReady = false
    worker.hear({ onConnected: () => (isReady = true) })
    const awake = relay(database, {}, log, { everyMs: asleepMs, lane: { batch: 100, tell: worker.tell } })
    worker.hear({ onNudge: awake.wake })
    const ears = await follower(open(kind))
    await until(() => isReady, 'the bus')
    const topic = `t:${randomUUID()}`
    const emit = () =>
      other.system((tx) =>
        emitTo(tx, { id: randomUUID(), type: 'event.changed', organizationId: null, data: {}, topics: [topic], occurredAt: new Date() }),
      )
    const sent: Promise<void>[] = []
    await until(() => (sent.push(emit()), ears.of(topic).length > 0), 'a hint that no poll brought')
    await Promise.all(sent)
    expect(ears.of(topic)[0]?.type).toBe('event.changed')
    await awake.stop()
    await ears.stop()
    await Promise.all([api.stop(), worker.stop()])
    await other.close()
  })
})

test('Q-12 a hearer whose database connection was cut hears what was handed on meanwhile', async () => {
  const teller = open('PostgreSQL')
  const ears = await follower(open('PostgreSQL'))
  const [during, after] = [`t:${randomUUID()}`, `t:${randomUUID()}`]
  const cut = await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ilike '%listen fashionistas%'",
  )
  expect(cut.rowCount).toBe(2)
  await happens(during)
  await drainOutbox(database, {}, log, { batch: 100, tell: async () => () => {} })
  await until(() => ears.of(during).length === 1, 'what happened while it was cut')
  await happens(after)
  await drain(teller)
  await until(() => ears.of(after).length === 1, 'what happened afterwards')
  expect(ears.of(during), 'once, by whichever way').toHaveLength(1)
  await ears.stop()
  await teller.stop()
})

test.runIf('path' in program)('Q-12 with NATS gone for a while nothing is lost, and its return is noticed', async () => {
  if (!('path' in program)) throw new Error(program.missing)
  const [before, during, after] = [`t:${randomUUID()}`, `t:${randomUUID()}`, `t:${randomUUID()}`]
  let server = await startNatsServer(program.path)
  const bus = () => openHintBus({ config: { DATABASE_URL: own.url, NATS_URL: server.url, SECRET: secret }, log })
  const teller = bus()
  let connects = 0
  teller.hear({ onConnected: () => (connects += 1) })
  const ears = await follower(bus())
  await happens(before)
  await drain(teller)
  await until(() => ears.of(before).length === 1, 'a hint before the cut')

  await server.stop()
  await happens(during)
  await drain(teller)
  await until(() => ears.of(during).length === 1, 'a hint without NATS: its hearer looks by itself')

  const known = connects
  server = await startNatsServer(program.path, server.port)
  await until(() => connects > known, 'the bus comes back')
  await happens(after)
  await drain(teller)
  await until(() => ears.of(after).length === 1, 'a hint after the cut')
  expect(ears.all.map(({ position }) => position)).toEqual(ears.all.map(({ position }) => position).toSorted((a, b) => a - b))
  await ears.stop()
  await teller.stop()
  await server.stop()
})

test.runIf('path' in program)('Q-12 two installations on one NATS do not hear each other', async () => {
  const [foreign, mine, ears] = [open('NATS', 'another secret of another house'), open('NATS'), open('NATS')]
  const heard: Handed[] = []
  let ready = 0
  for (const bus of [foreign, mine, ears]) bus.hear({ onConnected: () => (ready += 1) })
  ears.hear({ onHanded: (handed) => heard.push(handed) })
  await until(() => ready === 3, 'three connections')
  await database.system(async (tx) => {
    const theirs = await foreign.tell(tx, { after: 1, upTo: 2, hints: [] })
    const ours = await mine.tell(tx, { after: 3, upTo: 4, hints: [] })
    theirs()
    ours()
  })
  await until(() => heard.length > 0, 'our own')
  expect(heard).toEqual([{ after: 3, upTo: 4, hints: [] }])
  await Promise.all([foreign.stop(), mine.stop(), ears.stop()])
})

test('Q-12 hints in many parts join without a gap, and one that is too long is looked up', () => {
  const hints = Array.from({ length: 300 }, (_, at) => ({ position: 10 + Math.floor(at / 3), type: 'order.paid', topic: `order:${at}` }))
  const parts = encodeHanded({ after: 7, upTo: 111, hints }, 1_000).map((text) => decodeHanded(text))
  expect(parts.length).toBeGreaterThan(3)
  expect(parts.flatMap((part) => part?.hints ?? [])).toEqual(hints)
  expect(parts.map((part) => part?.after)).toEqual([7, ...parts.slice(0, -1).map((part) => part?.upTo)])
  expect(parts.at(-1)?.upTo).toBe(111)

  const long = { position: 5, type: 'x', topic: 'y'.repeat(2_000) }
  const [first, gap] = encodeHanded({ after: 1, upTo: 6, hints: [{ position: 3, type: 'a', topic: 'b' }, long] }, 1_000).map((text) =>
    decodeHanded(text),
  )
  expect([first?.upTo, gap]).toEqual([3, { after: 5, upTo: 6, hints: [] }])
  for (const text of ['', 'x', '1', 'a b', '1 2 3 4\nx']) expect(decodeHanded(text)?.hints ?? []).toEqual([])
})
