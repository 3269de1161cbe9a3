import { Batcher } from '#core/batcher.ts'
import type { Database } from '#core/database.ts'
import { findCodes, loadSaleable, type Code, type SaleableEvent, type TypedCode } from '#events/index.ts'

type Kept = { readonly at: number; readonly event: Promise<SaleableEvent | undefined> }
/** Long enough that hundreds of buyers of one moment share a read, short enough that nobody notices. */
const keptForMs = 250
const mostKept = 1_000

/**
 * What events sell, read once for all buyers of a moment. For showing and for refusing early only: whoever refuses on its word
 * reads afresh before, and what is really left is decided by the writer under lock.
 */
export class Catalogue {
  readonly #database: Database
  readonly #kept = new Map<string, Kept>()
  readonly #codes: Batcher<TypedCode, Code | null>

  constructor(database: Database) {
    this.#database = database
    this.#codes = new Batcher((typed) => database.system((tx) => findCodes(tx, typed)))
  }

  async get(eventId: string): Promise<SaleableEvent | undefined> {
    const known = this.#kept.get(eventId)
    return known && performance.now() - known.at < keptForMs ? await known.event : await this.fresh(eventId)
  }

  async fresh(eventId: string): Promise<SaleableEvent | undefined> {
    const event = this.#database.system((tx) => loadSaleable(tx, eventId))
    if (this.#kept.size >= mostKept) this.#kept.clear()
    this.#kept.set(eventId, { at: performance.now(), event })
    event.catch(() => this.#kept.delete(eventId)) // the fault is told to those who wait; the next one asks again
    return await event
  }

  /** A typed code, read anew each time, with the others of the moment: it decides a price, and how often it was used changes with each order. */
  async code(eventId: string, code: string): Promise<Code | null> {
    return await this.#codes.add({ eventId, code })
  }

  /** Stock moved: the next buyer reads anew. */
  forget(eventId: string): void {
    this.#kept.delete(eventId)
  }
}
