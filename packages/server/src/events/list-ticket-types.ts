import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { ownEvent } from './event-row.ts'
import { typesOf } from './ticket-type-view.ts'

export const listTicketTypes: Handler<typeof events.listTicketTypes, Context> = async ({ eventId }, context) => {
  await ownEvent(context, eventId, 'events.read')
  return { data: await typesOf(context.tx, { eventId }) }
}
