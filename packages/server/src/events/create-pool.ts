import type { Handler, events } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import { lockEvent } from './event-row.ts'
import { createPool as insertPool, lockPools, poolsOf, toPool } from './pools.ts'
import { tellChange } from './tell-change.ts'

/** A quota that types share. What they sold before does not count in it: it limits from now on. */
export const createPool: Handler<typeof events.createPool, Context> = async ({ eventId, name, capacity, typeIds }, context) => {
  const event = await lockEvent(context, eventId, 'events.write')
  const { tx } = context
  await lockPools(tx, eventId)
  const types =
    typeIds.length === 0
      ? []
      : await tx
          .selectFrom('ticket_types')
          .select(['id', 'admissions'])
          .where('event_id', '=', eventId)
          .where('removed_at', 'is', null)
          .where('id', 'in', typeIds)
          .execute()
  if (types.length < new Set(typeIds).size) return context.refuse('not_found')

  const id = await insertPool(context, event, { kind: 'shared', name, capacity })
  const rows = types.map((type) => ({ ticket_type_id: type.id, pool_id: id, organization_id: event.organization_id, weight: type.admissions }))
  if (rows.length > 0) await tx.insertInto('type_pools').values(rows).execute()
  if (rows.length > 0)
    await tx
      .updateTable('ticket_types')
      .set({ version: sql`version + 1` })
      .where(
        'id',
        'in',
        types.map((type) => type.id),
      )
      .execute()
  const pool = (await poolsOf(tx, eventId)).find((row) => row.id === id)
  if (!pool) throw new Error('a pool is gone within its own transaction')
  await tellChange(context, event, { after: { pool } })
  return toPool(pool)
}
