import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { ownEvent } from './event-row.ts'
import { detailOf } from './public-event.ts'

export const getEventForOrganizer: Handler<typeof events.getEventForOrganizer, Context> = async ({ organizationId, eventId }, context) => {
  const event = await ownEvent(context, eventId, 'events.read')
  if (event.organization_id !== organizationId) return context.refuse('not_found')
  return await detailOf(context, eventId)
}
