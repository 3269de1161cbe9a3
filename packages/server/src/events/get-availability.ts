import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { publicTypes } from './card.ts'
import { getPublic } from './public-event.ts'

export const getAvailability: Handler<typeof events.getAvailability, Context> = async ({ eventId }, context) => ({
  types: publicTypes(await getPublic(context, eventId), context.now()),
})
