import type { Handler, events } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import { lockEvent, topicsOf } from './event-row.ts'
import { mayBecome } from './lifecycle.ts'
import { refreshPrices } from './prices.ts'
import { detailOf } from './public-event.ts'

/** Stops the sale at once. Refunds and messages are begun by those who hear `event.cancelled`. */
export const cancelEvent: Handler<typeof events.cancelEvent, Context> = async ({ eventId, reason }, context) => {
  const event = await lockEvent(context, eventId, 'events.cancel')
  if (!mayBecome(event.state, 'cancelled')) return context.refuse('event_state_wrong', { state: event.state })
  const { tx, now } = context
  await tx.updateTable('events').set({ state: 'cancelled', cancel_reason: reason, cancelled_at: now(), version: sql`version + 1`, updated_at: now() }).where('id', '=', eventId).execute()
  await context.elevated(() => refreshPrices(tx, [eventId], now()))
  await context.emit(tx, { type: 'event.cancelled', organizationId: event.organization_id, data: { eventId, reason }, topics: topicsOf(event) })
  context.note({ organizationId: event.organization_id, target: `event:${eventId}`, before: { state: event.state }, after: { state: 'cancelled', reason } })
  return await detailOf(context, eventId)
}
