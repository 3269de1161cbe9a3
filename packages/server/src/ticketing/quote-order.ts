import type { Handler, ticketing } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { TicketingParts } from './parts.ts'
import { price, quoteView } from './quote.ts'

/** Prices a wish now. A "no" is said only after a fresh look at the stock. */
export const quoteOrder =
  (parts: TicketingParts): Handler<typeof ticketing.quoteOrder, Context> =>
  async ({ eventId, lines, promoCode }, context) => {
    const now = context.now()
    const code = promoCode ? await parts.catalogue.code(eventId, promoCode) : undefined
    const known = await parts.catalogue.get(eventId)
    const first = known && price(known, lines, now, code)
    if (first && !('code' in first)) return quoteView(first, now)
    const event = await parts.catalogue.fresh(eventId)
    if (!event || event.state === 'draft') return context.refuse('not_found')
    const priced = price(event, lines, now, code)
    return 'code' in priced ? context.refuse(priced.code, priced.details) : quoteView(priced, now)
  }
