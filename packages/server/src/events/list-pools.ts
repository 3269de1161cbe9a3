import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { ownEvent } from './event-row.ts'
import { poolsOf, toPool } from './pools.ts'

export const listPools: Handler<typeof events.listPools, Context> = async ({ eventId }, context) => {
  await ownEvent(context, eventId, 'events.read')
  return { data: (await poolsOf(context.tx, eventId)).map((pool) => toPool(pool)) }
}
