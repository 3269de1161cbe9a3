import { sql } from 'kysely'
import pg from 'pg'
import type { Emitted } from './context.ts'
import type { Database, Tx } from './database.ts'
import type { Log } from './log.ts'

export type Happened = {
  readonly id: string
  readonly type: string
  readonly organizationId: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly topics: readonly string[]
  readonly occurredAt: Date
}

/** Writes a happening in the caller's transaction: it exists exactly when what happened does. */
export async function emitTo(tx: Tx, happening: Emitted & { readonly id: string; readonly occurredAt: Date }): Promise<void> {
  await sql`select private.emit(${happening.id}, ${happening.type}, ${happening.organizationId}, ${JSON.stringify(happening.data)}::jsonb, ${[...(happening.topics ?? [])]}::text[], ${happening.occurredAt})`.execute(
    tx,
  )
}

/** What a domain does when something happened. Runs in the relay's transaction: rows and jobs only, nothing outside. */
export type Listener = (tx: Tx, happening: Happened) => Promise<void>
export type Listeners = Readonly<Record<string, readonly Listener[]>>

export const hintChannel = 'fashionistas_hints'

/** What one relay takes care of. Two relays side by side keep slow listeners away from the money, whose locks must be short. */
export type Lane = { readonly only?: readonly string[]; readonly except?: readonly string[]; readonly batch: number }
const everything: Lane = { batch: 100 }

/**
 * Hands waiting happenings to the listeners, in batches, and tells the api processes which topics changed: one NOTIFY a batch
 * (one a commit would quarter the commit rate). A listener that fails holds back its batch only, which is then tried one by one.
 */
export async function drainOutbox(database: Database, listeners: Listeners, log: Log, lane: Lane = everything): Promise<number> {
  try {
    return await drain(database, listeners, lane)
  } catch (error) {
    log.warn({ err: error }, 'outbox batch failed, going on one by one')
    return await drainOneByOne(database, listeners, log, lane)
  }
}

async function drain(database: Database, listeners: Listeners, lane: Lane): Promise<number> {
  return await database.system(async (tx) => {
    const { rows } = await sql<Happened & { seq: number }>`
      select seq, id, type, organization_id as "organizationId", data, topics, occurred_at as "occurredAt" from outbox
       where position is null ${ofLane(lane)} order by seq limit ${lane.batch} for update skip locked`.execute(tx)
    for (const row of rows) for (const listen of listeners[row.type] ?? []) await listen(tx, row)
    if (rows.length > 0) await markHandedOn(tx, rows)
    return rows.length
  })
}

const ofLane = ({ only, except }: Lane) =>
  only ? sql`and type = any(${[...only]}::text[])` : except ? sql`and type <> all(${[...except]}::text[])` : sql``

async function markHandedOn(tx: Tx, rows: readonly (Happened & { seq: number })[]): Promise<void> {
  // Positions must become visible in their order, or a stream that resumes after one would miss another that was given before it.
  await sql`select pg_advisory_xact_lock(hashtext('outbox position'))`.execute(tx)
  const { rows: placed } = await sql<{ position: number; type: string; topics: string[] }>`
    update outbox set position = nextval('outbox_position') where seq = any(${rows.map((row) => row.seq)}::bigint[]) returning position, type, topics`.execute(
    tx,
  )
  const hints = placed.flatMap((row) => row.topics.map((topic) => `${row.position} ${row.type} ${topic}`))
  for (const part of chunks(hints, 50)) await sql`select pg_notify(${hintChannel}, ${part.join('\n')})`.execute(tx)
}

/** A poisoned happening must not stop the others: it is put aside as handed on, and logged as a fault to look at. */
async function drainOneByOne(database: Database, listeners: Listeners, log: Log, lane: Lane): Promise<number> {
  let done = 0
  for (; done < lane.batch; done += 1) {
    try {
      if ((await drain(database, listeners, { ...lane, batch: 1 })) === 0) return done
    } catch (error) {
      const skipped = await putAside(database, lane)
      log.error({ err: error, happening: skipped }, 'a happening could not be handled and was put aside')
    }
  }
  return done
}

async function putAside(database: Database, lane: Lane): Promise<string | undefined> {
  return await database.system(async (tx) => {
    const { rows } = await sql<{ id: string; type: string }>`
      with first as (select seq from outbox where position is null ${ofLane(lane)} order by seq limit 1 for update skip locked)
      update outbox set position = nextval('outbox_position'), data = data || '{"failed":true}' from first where outbox.seq = first.seq returning id, type`.execute(
      tx,
    )
    return rows[0] ? `${rows[0].type} ${rows[0].id}` : undefined
  })
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

/** Keeps draining: at once while there is work, else every `everyMs`. Returns how to stop. */
export function relay(
  database: Database,
  listeners: Listeners,
  log: Log,
  { everyMs, lane }: { readonly everyMs: number; readonly lane: Lane },
): { stop(): Promise<void> } {
  let stopped = false
  const waiter = { wake: () => {} }
  const loop = async () => {
    while (!stopped) {
      const done = await drainOutbox(database, listeners, log, lane).catch((error: unknown) => {
        log.error({ err: error }, 'outbox is out of reach')
        return 0
      })
      if (done === 0 && !stopped)
        await new Promise<void>((resolve) => {
          waiter.wake = resolve
          setTimeout(resolve, everyMs).unref()
        })
    }
  }
  const running = loop()
  return {
    stop: async () => {
      stopped = true
      waiter.wake()
      await running
    },
  }
}

/** A connection of its own that hears the relay's hints, and comes back when it was cut. */
export function listenForHints(
  url: string,
  onHints: (hints: readonly { position: number; type: string; topic: string }[]) => void,
  log: Log,
): { stop(): Promise<void> } {
  let stopped = false
  let client: pg.Client | undefined
  const connect = async (): Promise<void> => {
    if (stopped) return
    client = new pg.Client({ connectionString: url })
    client.on('notification', ({ payload }) => onHints((payload ?? '').split('\n').flatMap(parseHint)))
    client.on('error', (error) => {
      log.warn({ err: error }, 'live hints were cut')
      setTimeout(() => void connect(), 1000).unref()
    })
    try {
      await client.connect()
      await client.query(`listen ${hintChannel}`)
    } catch (error) {
      log.warn({ err: error }, 'live hints cannot connect')
      setTimeout(() => void connect(), 1000).unref()
    }
  }
  void connect()
  return {
    stop: async () => {
      stopped = true
      await client?.end().catch(() => {})
    },
  }
}

function parseHint(line: string): { position: number; type: string; topic: string }[] {
  const [position, type, topic] = line.split(' ')
  return position && type && topic ? [{ position: Number(position), type, topic }] : []
}
