import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { pageFrom } from '#core/cursor.ts'
import { toCard } from './card.ts'
import { loadSaleables } from './catalogue.ts'
import { findEvents } from './search.ts'

/** What is public, so read as the system: see findEvents for why. */
export const listEvents: Handler<typeof events.listEvents, Context> = async (
  { q, city, type, from, to, priceMax, organizer, past, near, sort, limit, cursor },
  context,
) =>
  await context.elevated(async () => {
    const now = context.now()
    const found = await findEvents(context.tx, { q, city, type, from, to, priceMax, organizer, past, near, sort, limit, cursor, now })
    const page = pageFrom(
      found,
      limit,
      ({ matching, rank, startsAt, id }) => [matching, rank, startsAt, id],
      ({ id }) => id,
    )
    const shown = await loadSaleables(context.tx, page.data)
    return { data: shown.map((event) => toCard(event, now)), nextCursor: page.nextCursor }
  })
