import { sql } from 'kysely'
import type { Database } from './database.ts'
import type { Hint } from './hints.ts'

const pageRows = 200
/** Whoever was away for longer is told that something happened, not what: nobody may have us read the outbox of a season. */
const windowPositions = 20_000

export type Missed = { readonly hints: readonly Hint[]; readonly upTo: number; readonly isMore: boolean }

/** What happened to these topics after a position, a page of it. */
export async function missedHints(database: Database, topics: readonly string[], after: number): Promise<Missed> {
  return await database.system(async (tx) => {
    const { rows: newest } = await sql<{ position: number }>`select coalesce(max(position), 0) as position from outbox`.execute(tx)
    const from = (newest[0]?.position ?? 0) - windowPositions
    if (after < from) return { hints: topics.map((topic) => ({ position: from, type: 'missed', topic })), upTo: from, isMore: true }
    const { rows } = await sql<{ position: number; type: string; topics: string[] }>`
      select position, type, topics from outbox where position > ${after} and topics && ${[...topics]}::text[] order by position limit ${pageRows}`.execute(
      tx,
    )
    return {
      hints: rows.flatMap((row) =>
        row.topics.filter((topic) => topics.includes(topic)).map((topic) => ({ position: row.position, type: row.type, topic })),
      ),
      upTo: rows.at(-1)?.position ?? after,
      isMore: rows.length === pageRows,
    }
  })
}
