import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type pg from 'pg'
import type { News, Task } from './buyers.ts'
import type { Tally } from './shopper.ts'

type Sale = Omit<Task, 'number' | 'buyers'> & { readonly buyers: number; readonly processes: number; readonly database: pg.Pool }
export type Sold = { readonly seconds: number; readonly isOver: boolean; readonly tally: Tally & { readonly faults: number } }

const entry = join(import.meta.dirname, 'buyers.ts')
const lookEveryMs = 100
const patienceMs = 120_000

/** Lets buyers of several processes loose on an event until the last place is sold. */
export async function sellToCrowds({ database, buyers, processes, ...task }: Sale): Promise<Sold> {
  const children = Array.from({ length: processes }, () => fork(entry, { execArgv: process.execArgv }))
  try {
    const startedAt = performance.now()
    const tallies = children.map(async (child, number) => await tallyOf(child, { ...task, number, buyers: share(buyers, processes, number) }))
    const tell = (news: News): void => {
      for (const child of children) if (child.connected) child.send(news)
    }
    const isOver = await watch(database, task.event.eventId, task.capacity, tell)
    const seconds = (performance.now() - startedAt) / 1000
    tell({ sold: task.capacity }) // patience may have ended it
    return { seconds, isOver, tally: added(await Promise.all(tallies)) }
  } finally {
    for (const child of children) child.kill()
  }
}

const share = (all: number, parts: number, part: number): number => Math.floor(all / parts) + (part < all % parts ? 1 : 0)

async function tallyOf(child: ChildProcess, task: Task): Promise<Sold['tally']> {
  const told = once(child, 'message')
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('a process of buyers ended before its sale')))
  ended.catch(() => undefined) // it ends after it told, too
  child.send(task)
  const [tally] = await Promise.race([told, ended])
  return tally
}

/** Looks how much is sold, and ends the time of those who went away; the sweeper must do the rest. */
async function watch(database: pg.Pool, eventId: string, capacity: number, tell: (news: News) => void): Promise<boolean> {
  for (const endsAt = performance.now() + patienceMs; performance.now() < endsAt;) {
    await database.query(
      `update orders set expires_at = now() - interval '1 second' where id in (
        select id from orders where event_id = $1 and state = 'held' and referral = 'walks-away' and placed_at < now() - interval '1 second' and expires_at > now() for update skip locked)`,
      [eventId],
    )
    const { rows } = await database.query<{ sold: string }>(
      `select coalesce(sum(sold), 0) as sold from pools where event_id = $1 and kind = 'type'`,
      [eventId],
    )
    const sold = Number(rows[0]?.sold)
    tell({ sold })
    if (sold >= capacity) return true
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
  return false
}

const added = (all: readonly Sold['tally'][]): Sold['tally'] => {
  const sum = (of: (tally: Sold['tally']) => number) => all.reduce((total, tally) => total + of(tally), 0)
  return {
    orders: sum(({ orders }) => orders),
    refused: sum(({ refused }) => refused),
    released: sum(({ released }) => released),
    walkedAway: sum(({ walkedAway }) => walkedAway),
    repeated: sum(({ repeated }) => repeated),
    withCode: sum(({ withCode }) => withCode),
    faults: sum(({ faults }) => faults),
    problems: all.flatMap(({ problems }) => problems),
  }
}
