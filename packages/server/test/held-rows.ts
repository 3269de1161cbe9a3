import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export type Fate = 'waits' | 'ends'
type Held = { readonly url: string; /** Takes the locks, in a transaction of its own. */ readonly by: string }

/**
 * Does something while another connection holds locks, and says how it went: it waits for them, or it ends by itself. `meanwhile` looks
 * at the world before the locks are given back; then the act may end.
 */
export async function whileHeld({ url, by }: Held, act: () => Promise<unknown>, meanwhile?: () => Promise<void>): Promise<Fate> {
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  try {
    await holder.query('begin')
    await holder.query(by)
    const acting = act()
    const fate = await Promise.race([acting.then(() => 'ends' as const), firstWait(holder)])
    await meanwhile?.()
    await holder.query('rollback')
    await acting
    return fate
  } finally {
    await holder.end()
  }
}

/** Ends when a connection of this database waits for a lock, and with the connection that looks. */
async function firstWait(client: pg.Client): Promise<'waits'> {
  for (;;) {
    const { rows } = await client.query<{ waits: boolean }>(
      "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits",
    )
    if (rows[0]?.waits) return 'waits'
    await pause(5)
  }
}
