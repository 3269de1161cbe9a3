import { sql } from 'kysely'
import pg from 'pg'
import type { Emitted } from './context.ts'
import { isTransient, type Database, type Tx } from './database.ts'
import type { Log } from './log.ts'
import { isOutOfReach } from './out-of-reach.ts'

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

/** Several at once, for batches: only the system's transactions may, since it writes the table itself. */
export async function emitAll(tx: Tx, happenings: readonly (Emitted & { readonly id: string; readonly occurredAt: Date })[]): Promise<void> {
  if (happenings.length === 0) return
  const rows = happenings.map(({ id, type, organizationId, data, topics, occurredAt }) => ({
    id,
    type,
    organizationId,
    data,
    topics: topics ?? [],
    occurredAt,
  }))
  await sql`insert into outbox (id, type, organization_id, data, topics, occurred_at)
    select id, type, "organizationId", data, topics, "occurredAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as h(id uuid, type text, "organizationId" uuid, data jsonb, topics text[], "occurredAt" timestamptz)`.execute(
    tx,
  )
}

/** What a domain does when something happened. Runs in the relay's transaction: rows and jobs only, nothing outside. */
export type Listener = (tx: Tx, happening: Happened) => Promise<void>
/** The same for all happenings of a type in the relay's batch, in their order: on a hot sale one statement for a hundred. */
export type BatchListener = { readonly all: (tx: Tx, happenings: readonly Happened[]) => Promise<void> }
export type Listeners = Readonly<Record<string, readonly (Listener | BatchListener)[]>>

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
    if (isOutOfReach(error)) throw error // nobody's fault among the happenings: all of them wait
    log.warn({ err: error }, 'outbox batch failed, going on one by one')
    return await drainOneByOne(database, listeners, log, lane)
  }
}

async function drain(database: Database, listeners: Listeners, lane: Lane): Promise<number> {
  return await database.system(async (tx) => {
    const { rows } = await sql<Happened & { seq: number }>`
      select seq, id, type, organization_id as "organizationId", data, topics, occurred_at as "occurredAt" from outbox
       where position is null ${ofLane(lane)} order by seq limit ${lane.batch} for update skip locked`.execute(tx)
    // Type by type: listeners read the state of things under lock, so the order between types does not matter.
    for (const [type, happenings] of Map.groupBy(rows, (row) => row.type))
      for (const listener of listeners[type] ?? []) await hearAll(tx, listener, happenings)
    if (rows.length > 0) await markHandedOn(tx, rows)
    return rows.length
  })
}

async function hearAll(tx: Tx, listener: Listener | BatchListener, happenings: readonly Happened[]): Promise<void> {
  if ('all' in listener) await listener.all(tx, happenings)
  else for (const happening of happenings) await listener(tx, happening)
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
      if (isOutOfReach(error) || isTransient(error)) throw error
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
    const mine = new pg.Client({ connectionString: url })
    client = mine
    let isLost = false
    // A connection that dies tells it more than once; it is replaced once.
    const lost = (error: unknown): void => {
      if (isLost) return
      isLost = true
      log.warn({ err: error }, 'live hints were cut')
      void mine.end().catch(() => {})
      setTimeout(() => void connect(), 1000).unref()
    }
    mine.on('notification', ({ payload }) => onHints((payload ?? '').split('\n').flatMap(parseHint)))
    mine.on('error', lost)
    await mine
      .connect()
      .then(() => mine.query(`listen ${hintChannel}`))
      .catch(lost)
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
