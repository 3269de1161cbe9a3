import { Refusal, type Handler, type events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { json, lockEvent, mustBeVersion, topicsOf, updateEvent, type EventColumns, type EventRow } from './event-row.ts'
import { isOpenForChange } from './lifecycle.ts'
import { detailOf } from './public-event.ts'

/** Texts and practical notes; dates move by postponing, places and prices have acts of their own. What is not named stays as it is. */
export const changeEvent: Handler<typeof events.changeEvent, Context> = async ({ eventId, ...input }, context) => {
  const event = await lockEvent(context, eventId, 'events.write')
  mustBeVersion(event.version, context)
  if (!isOpenForChange(event.state)) return context.refuse('event_state_wrong', { state: event.state })
  if (input.doorsAt && event.starts_at && new Date(input.doorsAt) > event.starts_at)
    throw new Refusal('input_invalid', { errors: [{ path: 'doorsAt', code: 'after_start', message: 'after_start' }] })

  const columns = given({
    title: input.title && json(input.title),
    summary: text(input.summary),
    description: text(input.description),
    dress_code: text(input.dressCode),
    accessibility: text(input.accessibility),
    age_limit: input.ageLimit,
    accent: input.accent,
    doors_at: input.doorsAt,
  })
  await updateEvent(context, eventId, columns)
  await context.emit(context.tx, { type: 'event.changed', organizationId: event.organization_id, data: { eventId }, topics: topicsOf(event) })
  context.note({ organizationId: event.organization_id, target: `event:${eventId}`, before: before(event, columns), after: input })
  return await detailOf(context, eventId)
}

const text = (value: unknown): string | null | undefined => (value === undefined ? undefined : json(value))
const given = (columns: { readonly [Name in keyof EventColumns]?: EventColumns[Name] | undefined }): Partial<EventColumns> =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
const before = (event: EventRow, columns: Partial<EventColumns>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(event).filter(([name]) => Object.hasOwn(columns, name)))
