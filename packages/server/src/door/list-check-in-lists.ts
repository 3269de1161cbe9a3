import type { Handler, door } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { ownEvent } from '#events/index.ts'
import { listsOf, toList } from './lists.ts'

export const listCheckInLists: Handler<typeof door.listCheckInLists, Context> = async ({ eventId }, context) => {
  await ownEvent(context, eventId, 'door.scan')
  return { data: (await listsOf(context.tx, eventId)).map((list) => toList(list)) }
}
