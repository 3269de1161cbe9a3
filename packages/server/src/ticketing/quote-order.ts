import type { Handler, ticketing } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { loadSaleable } from '#events/index.ts'
import { price, quoteView } from './quote.ts'

/** Prices a wish now. Stock is public knowledge here, so it is read past row-level security. */
export const quoteOrder: Handler<typeof ticketing.quoteOrder, Context> = async ({ eventId, lines }, context) => {
  const event = await context.elevated(() => loadSaleable(context.tx, eventId))
  if (!event || event.state === 'draft') return context.refuse('not_found')
  const now = context.now()
  const priced = price(event, lines, now)
  return 'code' in priced ? context.refuse(priced.code, priced.details) : quoteView(priced, now)
}
