import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { getDraftRow, toDraft } from './draft-view.ts'
import { ownEvent } from './event-row.ts'

export const getDraft: Handler<typeof events.getDraft, Context> = async ({ eventId }, context) => {
  const event = await ownEvent(context, eventId, 'events.write')
  return toDraft(event, await getDraftRow(context.tx, eventId))
}
