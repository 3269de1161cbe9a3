import { Batcher } from '#core/batcher.ts'
import { constraintOf, type Database } from '#core/database.ts'
import type { World } from '#core/world.ts'
import { decideBatch, type ScanAnswer, type ScanRequest } from './scan-batch.ts'

type Expected = { readonly count: number; readonly until: number }
const expectedKeptMs = 1_000
const mostExpected = 1_000

/**
 * One writer per event and process: scans that come while a batch is under way share the next transaction, so a hot door costs one commit
 * for up to 128 people instead of one each. Speed only: what is right is decided by the door's lock and the primary key.
 */
export class ScanWriter {
  readonly #database: Database
  readonly #world: World
  readonly #batcher: Batcher<ScanRequest, ScanAnswer>
  readonly #expected = new Map<string, Expected>()

  constructor(database: Database, world: World) {
    this.#database = database
    this.#world = world
    this.#batcher = new Batcher((requests) => this.#decide(requests))
  }

  /** Each event is a lane of its own. */
  async scan(request: ScanRequest): Promise<ScanAnswer> {
    return await this.#batcher.add(request, request.eventId)
  }

  async #decide(requests: readonly ScanRequest[]): Promise<readonly ScanAnswer[]> {
    const eventId = requests[0]?.eventId ?? ''
    const known = this.#expected.get(eventId)
    const at = performance.now()
    const expected = known && known.until > at ? known.count : undefined
    const decide = () => this.#database.system((tx) => decideBatch(tx, this.#world, { eventId, requests, expected }))
    // The same scan id came to another event in the same moment: a second look sees whose it is.
    const decided = await decide().catch((error: unknown) =>
      requests.length === 1 && constraintOf(error) === 'scans_pkey' ? decide() : Promise.reject(error),
    )
    if (this.#expected.size >= mostExpected) this.#expected.clear()
    if (expected === undefined) this.#expected.set(eventId, { count: decided.expected, until: at + expectedKeptMs })
    return decided.answers
  }
}
