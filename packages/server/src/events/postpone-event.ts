import { Refusal, type Handler, type events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { datesMakeSense } from './draft-steps.ts'
import { lockEvent, topicsOf, updateEvent } from './event-row.ts'
import { mayBecome } from './lifecycle.ts'
import { refreshPrices } from './prices.ts'
import { detailOf } from './public-event.ts'

/** Moves the dates and rests the sale until the event is published again. Tickets stay valid. */
export const postponeEvent: Handler<typeof events.postponeEvent, Context> = async ({ eventId, reason, startsAt, endsAt, doorsAt }, context) => {
  const event = await lockEvent(context, eventId, 'events.publish')
  if (!mayBecome(event.state, 'postponed')) return context.refuse('event_state_wrong', { state: event.state })
  const { tx, now } = context
  const wrong = [...datesMakeSense({ startsAt, endsAt, doorsAt }), ...(new Date(startsAt) > now() ? [] : [{ path: 'startsAt', code: 'in_the_past' }])]
  if (wrong.length > 0) throw new Refusal('input_invalid', { errors: wrong.map((problem) => ({ ...problem, message: problem.code })) })

  const from = event.starts_at?.toISOString() ?? null
  await updateEvent(context, eventId, {
    state: 'postponed',
    postponed_from: event.starts_at,
    starts_at: startsAt,
    ends_at: endsAt,
    doors_at: doorsAt ?? null,
  })
  await context.elevated(() => refreshPrices(tx, [eventId], now()))
  await context.emit(tx, { type: 'event.postponed', organizationId: event.organization_id, data: { eventId, reason, from }, topics: topicsOf(event) })
  context.note({
    organizationId: event.organization_id,
    target: `event:${eventId}`,
    before: { state: event.state, startsAt: from },
    after: { state: 'postponed', startsAt, endsAt, doorsAt, reason },
  })
  return await detailOf(context, eventId)
}
