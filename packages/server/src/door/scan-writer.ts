import { Refusal } from '@fashionistas/contract'
import type { Database } from '#core/database.ts'
import type { World } from '#core/world.ts'
import { decideBatch, type ScanAnswer, type ScanRequest } from './scan-batch.ts'

type Waiting = { readonly request: ScanRequest; readonly resolve: (answer: ScanAnswer) => void; readonly reject: (error: unknown) => void }
type Expected = { readonly count: number; readonly until: number }
const maxBatch = 128
const maxQueue = 5_000
const expectedKeptMs = 1_000
const mostExpected = 1_000

/**
 * One writer per event and process: scans that come while a batch is under way form the next one, so a hot door costs one commit for up
 * to 128 people instead of one each. Nothing waits on purpose. Speed only: what is right is decided by the door's lock and the primary key.
 */
export class ScanWriter {
  readonly #database: Database
  readonly #world: World
  readonly #queues = new Map<string, Waiting[]>()
  readonly #expected = new Map<string, Expected>()

  constructor(database: Database, world: World) {
    this.#database = database
    this.#world = world
  }

  async scan(request: ScanRequest): Promise<ScanAnswer> {
    return await new Promise((resolve, reject) => {
      const waiting: Waiting = { request, resolve, reject }
      const queue = this.#queues.get(request.eventId)
      if (queue && queue.length >= maxQueue) return resolve(new Refusal('unavailable'))
      if (queue) return void queue.push(waiting)
      this.#queues.set(request.eventId, [waiting])
      // Not at once: scans whose requests arrived in the same turn of the event loop share the first batch too.
      setImmediate(() => void this.#work(request.eventId))
    })
  }

  async #work(eventId: string): Promise<void> {
    for (let queue = this.#queues.get(eventId); queue && queue.length > 0; queue = this.#queues.get(eventId))
      await this.#batch(eventId, queue.splice(0, maxBatch))
    this.#queues.delete(eventId)
  }

  async #batch(eventId: string, batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.#decide(
        eventId,
        batch.map(({ request }) => request),
      )
      for (const [at, waiting] of batch.entries()) {
        const answer = answers[at]
        if (answer) waiting.resolve(answer)
        else waiting.reject(new Error('the batch lost an answer'))
      }
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      // One poisoned scan must not fail its neighbours: each is tried once more, alone.
      else for (const waiting of batch) await this.#batch(eventId, [waiting])
    }
  }

  async #decide(eventId: string, requests: readonly ScanRequest[]): Promise<readonly ScanAnswer[]> {
    const known = this.#expected.get(eventId)
    const at = performance.now()
    const expected = known && known.until > at ? known.count : undefined
    const decided = await this.#database.system((tx) => decideBatch(tx, this.#world, { eventId, requests, expected }))
    if (this.#expected.size >= mostExpected) this.#expected.clear()
    if (expected === undefined) this.#expected.set(eventId, { count: decided.expected, until: at + expectedKeptMs })
    return decided.answers
  }
}
