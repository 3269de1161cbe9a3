import { sql } from 'kysely'
import type { Emitted } from './context.ts'
import { isTransient, noteHappening, type Database, type Tx } from './database.ts'
import type { Tell } from './hint-bus.ts'
import { notify } from './hint-bus-postgres.ts'
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
  noteHappening(tx)
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
  await sql`/* planned once */ insert into outbox (id, type, organization_id, data, topics, occurred_at)
    select id, type, "organizationId", data, topics, "occurredAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as h(id uuid, type text, "organizationId" uuid, data jsonb, topics text[], "occurredAt" timestamptz)`.execute(
    tx,
  )
  noteHappening(tx)
}

/** What a domain does when something happened. Runs in the relay's transaction: rows and jobs only, nothing outside. */
export type Listener = (tx: Tx, happening: Happened) => Promise<void>
/** The same for all happenings of a type in the relay's batch, in their order: on a hot sale one statement for a hundred. */
export type BatchListener = { readonly all: (tx: Tx, happenings: readonly Happened[]) => Promise<void> }
export type Listeners = Readonly<Record<string, readonly (Listener | BatchListener)[]>>
/** Whoever listens to this hears a whole batch before anybody hears of their type: the place for locks that several types take. */
export const ofAll = '*'

/** What one relay takes care of. Two relays side by side keep slow listeners away from the money, whose locks must be short. */
export type Lane = { readonly only?: readonly string[]; readonly except?: readonly string[]; readonly batch: number; readonly tell?: Tell }
const everything: Lane = { batch: 100 }

/**
 * Hands waiting happenings to the listeners, in batches, and tells the api processes which topics changed. A listener that fails holds back its
 * batch only, which is then tried one by one.
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
  const { count, told } = await database.system(async (tx) => {
    const { rows } = await sql<Happened & { seq: number }>`
      select seq, id, type, organization_id as "organizationId", data, topics, occurred_at as "occurredAt" from outbox
       where position is null ${ofLane(lane)} order by seq limit ${lane.batch} for update skip locked`.execute(tx)
    for (const listener of listeners[ofAll] ?? []) await hearAll(tx, listener, rows)
    // Type by type: listeners read the state of things under lock, so the order between types does not matter.
    for (const [type, happenings] of Map.groupBy(rows, (row) => row.type))
      for (const listener of listeners[type] ?? []) await hearAll(tx, listener, happenings)
    return { count: rows.length, told: rows.length > 0 ? await markHandedOn(tx, rows, lane.tell ?? notify) : undefined }
  })
  told?.()
  return count
}

async function hearAll(tx: Tx, listener: Listener | BatchListener, happenings: readonly Happened[]): Promise<void> {
  if ('all' in listener) await listener.all(tx, happenings)
  else for (const happening of happenings) await listener(tx, happening)
}

const ofLane = ({ only, except }: Lane) =>
  only ? sql`and type = any(${[...only]}::text[])` : except ? sql`and type <> all(${[...except]}::text[])` : sql``

async function markHandedOn(tx: Tx, rows: readonly (Happened & { seq: number })[], tell: Tell): Promise<() => void> {
  await takePositions(tx)
  const { rows: placed } = await sql<{ position: number; type: string; topics: string[]; after: number }>`/* planned once */
    with before as (select coalesce(max(position), 0) as after from outbox)
    update outbox set position = nextval('outbox_position') where seq = any(${rows.map((row) => row.seq)}::bigint[])
    returning position, type, topics, (select after from before)`.execute(tx)
  const inOrder = placed.toSorted((a, b) => a.position - b.position)
  const hints = inOrder.flatMap(({ position, type, topics }) => topics.map((topic) => ({ position, type, topic })))
  return await tell(tx, { after: inOrder[0]?.after ?? 0, upTo: inOrder.at(-1)?.position ?? 0, hints })
}

/** Positions must become visible in their order, or a stream that resumes after one would miss another that was given before it. */
async function takePositions(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('outbox position'))`.execute(tx)
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
    await takePositions(tx)
    const { rows } = await sql<{ id: string; type: string }>`
      with first as (select seq from outbox where position is null ${ofLane(lane)} order by seq limit 1 for update skip locked)
      update outbox set position = nextval('outbox_position'), data = data || '{"failed":true}' from first where outbox.seq = first.seq returning id, type`.execute(
      tx,
    )
    return rows[0] ? `${rows[0].type} ${rows[0].id}` : undefined
  })
}

/** Keeps draining: at once while there is work or when it is woken, else every `everyMs`. Returns how to wake and how to stop it. */
export function relay(
  database: Database,
  listeners: Listeners,
  log: Log,
  { everyMs, lane }: { readonly everyMs: number; readonly lane: Lane },
): { wake(): void; stop(): Promise<void> } {
  let stopped = false
  const waiter = { wake: () => {}, isWoken: false }
  const wake = (): void => {
    waiter.isWoken = true
    waiter.wake()
  }
  const loop = async () => {
    while (!stopped) {
      waiter.isWoken = false // what is committed from here on wakes it again, also while it drains
      const done = await drainOutbox(database, listeners, log, lane).catch((error: unknown) => {
        log.error({ err: error }, 'outbox is out of reach')
        waiter.isWoken = false // it waits before it tries again
        return 0
      })
      if (done === 0 && !stopped && !waiter.isWoken)
        await new Promise<void>((resolve) => {
          waiter.wake = resolve
          setTimeout(resolve, everyMs).unref()
        })
    }
  }
  const running = loop()
  return {
    wake,
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
