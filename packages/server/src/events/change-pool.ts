import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { lockEvent, updateEvent } from './event-row.ts'
import { lockPools, poolsOf, resizePool, setEventCapacity, toPool } from './pools.ts'
import { tellChange } from './tell-change.ts'

/** Sets a quota or keeps part of it back. The event's own quota is its capacity, and the long holds follow it. */
export const changePool: Handler<typeof events.changePool, Context> = async ({ eventId, poolId, capacity, blocked }, context) => {
  const event = await lockEvent(context, eventId, 'events.write')
  const { tx } = context
  await lockPools(tx, eventId)
  const before = (await poolsOf(tx, eventId)).find(({ id }) => id === poolId)
  if (!before) return context.refuse('not_found')
  const least = before.held + before.sold + (blocked ?? before.blocked)
  const wanted = capacity ?? before.capacity
  if (wanted !== null && wanted < least) return context.refuse('capacity_below_sold', { least })

  await resizePool(tx, poolId, { ...(capacity === undefined ? {} : { capacity }), ...(blocked === undefined ? {} : { blocked }) })
  if (before.kind === 'event' && capacity !== undefined && capacity > 0) {
    await setEventCapacity(context, event, capacity)
    await updateEvent(context, eventId, { capacity })
  }
  const after = { ...before, capacity: wanted, blocked: blocked ?? before.blocked }
  await tellChange(context, event, { before: { pool: before }, after: { pool: after } })
  return toPool(after)
}
