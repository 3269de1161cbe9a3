import { Batcher } from '#core/batcher.ts'
import type { Database } from '#core/database.ts'
import type { World } from '#core/world.ts'
import { holdBatch, type HoldAnswer, type HoldRequest } from './hold.ts'

/** One writer per event and process: buyers who ask at the same time share a transaction (docs/decisions/reservation-writer.md). */
export class ReservationWriter {
  readonly #batcher: Batcher<HoldRequest, HoldAnswer>

  /** `moved` hears after each batch that the event's stock is another. */
  constructor(database: Database, world: World, moved: (eventId: string) => void) {
    this.#batcher = new Batcher(async (requests) => {
      const answers = await holdBatch(database, world, requests)
      for (const eventId of new Set(requests.map((request) => request.eventId))) moved(eventId)
      return answers
    })
  }

  async hold(request: HoldRequest): Promise<HoldAnswer> {
    return await this.#batcher.add(request, request.eventId)
  }
}
