import type { Database } from '#core/database.ts'
import type { World } from '#core/world.ts'
import { holdBatch, type HoldAnswer, type HoldRequest } from './hold.ts'

type Waiting = { readonly request: HoldRequest; readonly resolve: (answer: HoldAnswer) => void; readonly reject: (error: unknown) => void }
const maxBatch = 128
const maxQueue = 5_000

/**
 * One writer per event and process: requests that come while a batch is under way form the next one, so a hot event costs one commit
 * for up to 128 buyers instead of one each. Nothing waits on purpose. Speed only: what is right is decided by row locks and the CHECK.
 */
export class ReservationWriter {
  readonly #database: Database
  readonly #world: World
  readonly #moved: (eventId: string) => void
  readonly #queues = new Map<string, Waiting[]>()

  /** `moved` hears after each batch that the event's stock is another. */
  constructor(database: Database, world: World, moved: (eventId: string) => void) {
    this.#database = database
    this.#world = world
    this.#moved = moved
  }

  async hold(request: HoldRequest): Promise<HoldAnswer> {
    return await new Promise((resolve, reject) => {
      const waiting: Waiting = { request, resolve, reject }
      const queue = this.#queues.get(request.eventId)
      if (queue && queue.length >= maxQueue) return reject(new Error('the reservation queue is full'))
      if (queue) return void queue.push(waiting)
      this.#queues.set(request.eventId, [waiting])
      // Not at once: buyers whose requests arrived in the same turn of the event loop share the first batch too.
      setImmediate(() => void this.#work(request.eventId))
    })
  }

  async #work(eventId: string): Promise<void> {
    for (let queue = this.#queues.get(eventId); queue && queue.length > 0; queue = this.#queues.get(eventId)) {
      await this.#batch(queue.splice(0, maxBatch))
      this.#moved(eventId)
    }
    this.#queues.delete(eventId)
  }

  async #batch(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await holdBatch(
        this.#database,
        this.#world,
        batch.map(({ request }) => request),
      )
      for (const [at, waiting] of batch.entries()) {
        const answer = answers[at]
        if (answer) waiting.resolve(answer)
        else waiting.reject(new Error('the batch lost an answer'))
      }
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      // One poisoned request must not fail its neighbours: each is tried once more, alone.
      else for (const waiting of batch) await this.#batch([waiting])
    }
  }
}
