import { Refusal } from '@fashionistas/contract'
import { isOutOfReach } from './out-of-reach.ts'

type Waiting<In, Out> = { readonly item: In; readonly resolve: (answer: Out) => void; readonly reject: (error: unknown) => void }
type Sizes = { readonly batch: number; readonly queue: number }

/**
 * Does many small acts in one transaction: what comes while a batch is under way forms the next one, so a rush costs one commit for a
 * hundred acts instead of one each. Nothing waits on purpose, and a quiet moment has batches of one. Speed only: what is right is decided by
 * locks and constraints. `work` answers one for one, in order.
 */
export class Batcher<In, Out> {
  readonly #work: (items: readonly In[]) => Promise<readonly Out[]>
  readonly #sizes: Sizes
  readonly #queues = new Map<string, Waiting<In, Out>[]>()

  constructor(work: (items: readonly In[]) => Promise<readonly Out[]>, sizes: Sizes = { batch: 128, queue: 5_000 }) {
    this.#work = work
    this.#sizes = sizes
  }

  /** Acts with the same `lane` are done in the order in which they came; lanes do not wait for each other. */
  async add(item: In, lane = ''): Promise<Out> {
    return await new Promise((resolve, reject) => {
      const waiting: Waiting<In, Out> = { item, resolve, reject }
      const queue = this.#queues.get(lane)
      if (queue && queue.length >= this.#sizes.queue) return reject(new Refusal('unavailable'))
      if (queue) return void queue.push(waiting)
      this.#queues.set(lane, [waiting])
      // Not at once: what arrived in the same turn of the event loop shares the first batch too.
      setImmediate(() => void this.#empty(lane))
    })
  }

  async #empty(lane: string): Promise<void> {
    for (let queue = this.#queues.get(lane); queue && queue.length > 0; queue = this.#queues.get(lane))
      await this.#batch(queue.splice(0, this.#sizes.batch))
    this.#queues.delete(lane)
  }

  async #batch(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const answers = await this.#work(batch.map(({ item }) => item))
      for (const [at, { resolve, reject }] of batch.entries()) {
        const answer = answers[at]
        if (answer === undefined) reject(new Error('the batch lost an answer'))
        else resolve(answer)
      }
    } catch (error) {
      // One poisoned act must not fail its neighbours: each is tried once more, alone. A database that is away is nobody's poison.
      if (batch.length === 1 || isOutOfReach(error)) for (const { reject } of batch) reject(error)
      else for (const waiting of batch) await this.#batch([waiting])
    }
  }
}
