import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { lockEvent } from './event-row.ts'
import { isOpenForChange } from './lifecycle.ts'
import { getType, typesOf } from './ticket-type-view.ts'
import { tellChange } from './tell-change.ts'
import { mustMakeSense, writeType } from './write-type.ts'

export const createTicketType: Handler<typeof events.createTicketType, Context> = async ({ eventId, ...input }, context) => {
  const event = await lockEvent(context, eventId, 'events.write')
  if (!isOpenForChange(event.state)) return context.refuse('event_state_wrong', { state: event.state })
  mustMakeSense(input, event.currency)
  const id = context.newId()
  await writeType(context, event, input, { id, position: (await context.elevated(() => typesOf(context.tx, { eventId }))).length })
  const type = await getType(context, id)
  await tellChange(context, event, { after: { ticketType: type } })
  return type
}
