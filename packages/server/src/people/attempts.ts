import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#core/database.ts'

export type Window = { readonly max: number; readonly seconds: number }

/** Counters that guard accounts, shared by all processes. Keys are hashed: the table tells nobody whose they are. */
export class Attempts {
  readonly #database: Database
  readonly #now: () => Date
  constructor(database: Database, now: () => Date) {
    this.#database = database
    this.#now = now
  }

  /** Counts one in a single statement; returns the seconds to wait when there were too many, else 0. */
  async count(key: string, { max, seconds }: Window): Promise<number> {
    const now = this.#now().getTime()
    const { rows } = await this.#database.system((tx) =>
      sql<{ points: number; expire: number }>`
        insert into rate_limits as r (key, points, expire) values (${keyOf(key)}, 1, ${now + seconds * 1000})
        on conflict (key) do update set points = case when r.expire <= ${now} then 1 else least(r.points + 1, 1000000) end,
                                        expire = case when r.expire <= ${now} then excluded.expire else r.expire end
        returning points, expire`.execute(tx),
    )
    return wait(rows[0], max, now)
  }

  async clear(key: string): Promise<void> {
    await this.#database.system((tx) => sql`delete from rate_limits where key = ${keyOf(key)}`.execute(tx))
  }

  /** Windows that ended, so that the table does not grow. */
  async sweep(): Promise<void> {
    await this.#database.system((tx) => sql`delete from rate_limits where expire < ${this.#now().getTime()}`.execute(tx))
  }
}

const keyOf = (key: string): string => `account:${createHash('sha256').update(key).digest('base64url')}`
const wait = (row: { readonly points: number; readonly expire: number } | undefined, max: number, now: number): number =>
  row && row.points > max ? Math.max(1, Math.ceil((row.expire - now) / 1000)) : 0
