import { sql } from 'kysely'
import type { Database } from './database.ts'
import type { HintBus } from './hint-bus.ts'
import type { Handed, Hint } from './hints.ts'
import type { Log } from './log.ts'

type Parts = { readonly database: Database; readonly bus: HintBus; readonly log: Log }
const pageRows = 1_000
/** Whatever the bus loses is heard after this long at the latest: one look into an index. */
const lookEveryMs = 2_000

/**
 * Hears all that is handed on, each once and in the order of the outbox, from now on. What the bus did not bring, because it was cut or
 * brought things in another order, is read from the outbox.
 */
export function followHints({ database, bus, log }: Parts, onHints: (hints: readonly Hint[]) => void): { stop(): Promise<void> } {
  let heardUpTo: number | undefined
  let looking: Promise<void> | undefined
  let mustLookAgain = false
  let isStopped = false

  const pass = (hints: readonly Hint[], upTo: number): void => {
    const fresh = hints.filter(({ position }) => position > (heardUpTo ?? 0))
    heardUpTo = Math.max(heardUpTo ?? 0, upTo)
    if (fresh.length > 0) onHints(fresh)
  }
  const readOn = async (): Promise<void> => {
    try {
      heardUpTo ??= await newestPosition(database)
      while (mustLookAgain && !isStopped) {
        mustLookAgain = false
        const page = await handedAfter(database, heardUpTo)
        pass(page.hints, page.upTo)
        mustLookAgain ||= page.rows === pageRows
      }
    } catch (error) {
      log.warn({ err: error }, 'live hints cannot be read; another look follows')
    } finally {
      looking = undefined // in the same turn as the last look at `mustLookAgain`, or one that is asked for between would be forgotten
    }
  }
  const look = (): void => {
    mustLookAgain = true
    looking ??= readOn()
  }
  const heard = ({ after, upTo, hints }: Handed): void => {
    if (looking || heardUpTo === undefined || after > heardUpTo) look()
    else pass(hints, upTo)
  }
  bus.hear({ onHanded: heard, onConnected: look })
  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  return {
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      await looking
    },
  }
}

async function newestPosition(database: Database): Promise<number> {
  const { rows } = await database.system((tx) => sql<{ position: number }>`select coalesce(max(position), 0) as position from outbox`.execute(tx))
  return rows[0]?.position ?? 0
}

async function handedAfter(database: Database, after: number): Promise<Handed & { readonly rows: number }> {
  const { rows } = await database.system((tx) =>
    sql<{ position: number; type: string; topics: string[] }>`
      select position, type, topics from outbox where position > ${after} order by position limit ${pageRows}`.execute(tx),
  )
  return {
    after,
    upTo: rows.at(-1)?.position ?? after,
    hints: rows.flatMap(({ position, type, topics }) => topics.map((topic) => ({ position, type, topic }))),
    rows: rows.length,
  }
}
