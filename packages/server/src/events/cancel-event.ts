import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { lockEvent, topicsOf, updateEvent } from './event-row.ts'
import { mayBecome } from './lifecycle.ts'
import { refreshPrices } from './prices.ts'
import { detailOf } from './public-event.ts'

/** Stops the sale at once. Refunds and messages are begun by those who hear `event.cancelled`. */
export const cancelEvent: Handler<typeof events.cancelEvent, Context> = async ({ eventId, reason }, context) => {
  const event = await lockEvent(context, eventId, 'events.cancel')
  if (!mayBecome(event.state, 'cancelled')) return context.refuse('event_state_wrong', { state: event.state })
  const { tx, now } = context
  await updateEvent(context, eventId, { state: 'cancelled', cancel_reason: reason, cancelled_at: now() })
  await context.elevated(() => refreshPrices(tx, [eventId], now()))
  await context.emit(tx, { type: 'event.cancelled', organizationId: event.organization_id, data: { eventId, reason }, topics: topicsOf(event) })
  context.note({
    organizationId: event.organization_id,
    target: `event:${eventId}`,
    before: { state: event.state },
    after: { state: 'cancelled', reason },
  })
  return await detailOf(context, eventId)
}
