import type pg from 'pg'
import { Fault } from './buyer.ts'

/** `count` people who repeat what they do until the time is over; a turn that has begun is ended. Returns the seconds that all of it took. */
export async function crowd(count: number, seconds: number, turn: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1000
  const person = async (): Promise<void> => {
    while (performance.now() < endsAt) await turn()
  }
  await Promise.all(Array.from({ length: count }, person))
  return (performance.now() - startedAt) / 1000
}

const lookEveryMs = 100
const patienceMs = 60_000

/** Tells who waits for their tickets when they are there, by one look into the database for all: polling over HTTP would load what is measured. */
export class TicketWatch {
  readonly #database: pg.Pool
  readonly #waiting = new Map<
    string,
    { readonly since: number; readonly resolve: (tookMs: number) => void; readonly reject: (error: Error) => void }
  >()
  readonly #timer: NodeJS.Timeout
  #isLooking = false

  constructor(database: pg.Pool) {
    this.#database = database
    this.#timer = setInterval(() => void this.#look(), lookEveryMs)
  }

  async paid(orderId: string): Promise<number> {
    return await new Promise((resolve, reject) => this.#waiting.set(orderId, { since: performance.now(), resolve, reject }))
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#isLooking || this.#waiting.size === 0) return
    this.#isLooking = true
    try {
      // A look that fails is followed by the next one.
      const { rows } = await this.#database.query<{ id: string }>('select id from orders where id = any($1) and paid_at is not null', [
        [...this.#waiting.keys()],
      ])
      for (const { id } of rows) this.#settle(id)
      this.#giveUp()
    } catch {
      this.#giveUp()
    } finally {
      this.#isLooking = false
    }
  }

  #settle(id: string): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    waiting?.resolve(performance.now() - waiting.since)
  }

  #giveUp(): void {
    for (const [id, { since, reject }] of this.#waiting)
      if (performance.now() - since > patienceMs) {
        this.#waiting.delete(id)
        reject(new Fault(`order ${id} was paid ${patienceMs / 1000} s ago and has no tickets`))
      }
  }
}
