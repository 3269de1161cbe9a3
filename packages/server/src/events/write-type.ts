import { Refusal } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import { typeMakesSense, type TypeInput } from './draft-steps.ts'
import { json } from './event-row.ts'
import { createPool, linkEventPool, lockPools, resizePool } from './pools.ts'
import { writeTiers } from './write-tiers.ts'

export type EventOfType = { readonly id: string; readonly organization_id: string; readonly currency: string }
/** A word that promises more than a place: the door greets these people. */
const vipName = /\bvip\b/i

/** Writes a ticket type with its tiers and its stock, new or known by its id. Ids that were given stay. Returns the ids of its tiers, in their order. */
export async function writeType(
  context: Context,
  event: EventOfType,
  type: TypeInput,
  place: { readonly id: string; readonly position: number },
): Promise<readonly string[]> {
  const { tx } = context
  await lockPools(tx, event.id)
  const columns = {
    name: json(type.name),
    description: json(type.description),
    min_per_order: type.minPerOrder,
    max_per_order: type.maxPerOrder,
    admissions: type.admissions,
    is_donation: type.isDonation,
    is_vip: vipName.test(`${type.name.es} ${type.name.en ?? ''}`),
    visibility: type.visibility,
    sales_start_at: type.salesStartAt ?? null,
    sales_end_at: type.salesEndAt ?? null,
    position: place.position,
  }
  await tx
    .insertInto('ticket_types')
    .values({ id: place.id, event_id: event.id, organization_id: event.organization_id, ...columns, created_at: context.now() })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...columns, version: sql`ticket_types.version + 1` }))
    .execute()
  await setQuantity(context, event, place.id, type)
  await shareIn(context, event, place.id, type)
  await linkEventPool(tx, event)
  return await writeTiers(context, event, place.id, type.tiers)
}

/** What an editor may not send, told field by field. */
export function mustMakeSense(type: TypeInput, currency: string): void {
  const errors = typeMakesSense(type, currency).map(({ path, code }) => ({ path, code, message: code }))
  if (errors.length > 0) throw new Refusal('input_invalid', { errors })
}

async function setQuantity(context: Context, event: EventOfType, typeId: string, { name, quantity }: TypeInput): Promise<void> {
  const { tx } = context
  const own = await tx
    .selectFrom('type_pools')
    .innerJoin('pools', 'pools.id', 'type_pools.pool_id')
    .select('pools.id')
    .where('ticket_type_id', '=', typeId)
    .where('kind', '=', 'type')
    .executeTakeFirst()
  if (own) return await resizePool(tx, own.id, { capacity: quantity, name: name.es })
  const id = await createPool(context, event, { kind: 'type', name: name.es, capacity: quantity })
  await tx.insertInto('type_pools').values({ ticket_type_id: typeId, pool_id: id, organization_id: event.organization_id, weight: 1 }).execute()
}

/** Shared quotas count people, as the event's own does. */
async function shareIn(context: Context, event: EventOfType, typeId: string, { poolIds, admissions }: TypeInput): Promise<void> {
  const { tx } = context
  const shared = await tx.selectFrom('pools').select('id').where('event_id', '=', event.id).where('kind', '=', 'shared').execute()
  const known = new Set(shared.map(({ id }) => id))
  const errors = poolIds.flatMap((id, at) => (known.has(id) ? [] : [{ path: `poolIds.${at}`, code: 'unknown', message: 'unknown' }]))
  if (errors.length > 0) throw new Refusal('input_invalid', { errors })
  if (known.size > 0)
    await tx
      .deleteFrom('type_pools')
      .where('ticket_type_id', '=', typeId)
      .where('pool_id', 'in', [...known])
      .execute()
  const rows = [...new Set(poolIds)].map((id) => ({
    ticket_type_id: typeId,
    pool_id: id,
    organization_id: event.organization_id,
    weight: admissions,
  }))
  if (rows.length > 0) await tx.insertInto('type_pools').values(rows).execute()
}
