import { EventId, PoolId, Refusal, type Pool } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '#core/context.ts'
import { constraintOf, type Tx } from '#core/database.ts'

type Kind = 'event' | 'type' | 'tier' | 'shared' | 'long_hold' | 'code'
type Owner = { readonly id: string; readonly organization_id: string }
type PoolRow = {
  readonly id: string
  readonly event_id: string
  readonly kind: Kind
  readonly name: string
  readonly capacity: number | null
  readonly held: number
  readonly sold: number
  readonly blocked: number
}

/** The share of an event that may sit in holds of hours and days (cash vouchers), so that they cannot empty it. */
const longHoldShare = 0.2

export const toPool = ({ id, event_id, ...pool }: PoolRow): z.input<typeof Pool> => ({
  ...pool,
  id: PoolId.parse(id),
  eventId: EventId.parse(event_id),
})

/** The stock that is in use: what belonged to types and tiers that were removed is left out. */
export async function poolsOf(tx: Tx, eventId: string): Promise<readonly PoolRow[]> {
  const { rows } = await sql<PoolRow>`
    select id, event_id, kind, name, capacity, held, sold, blocked from pools p
     where event_id = ${eventId} and (kind in ('event', 'shared', 'long_hold') or p.id = any (array(
         select u.pool_id from ticket_types t join type_pools u on u.ticket_type_id = t.id where t.event_id = ${eventId} and t.removed_at is null
         union all
         select r.pool_id from ticket_types t join price_tiers r on r.ticket_type_id = t.id where t.event_id = ${eventId} and t.removed_at is null and r.removed_at is null)))
     order by array_position(array['event', 'shared', 'type', 'tier', 'long_hold'], kind), name, id`.execute(tx)
  return rows
}

/** All stock of an event in the order in which the sale locks it: two who change it can then never wait for each other. */
export async function lockPools(tx: Tx, eventId: string): Promise<void> {
  await sql`select from pools where event_id = ${eventId} order by id for update`.execute(tx)
}

export async function createPool(
  context: Context,
  event: Owner,
  pool: { readonly kind: Kind; readonly name: string; readonly capacity: number },
): Promise<string> {
  const id = context.newId()
  await context.tx
    .insertInto('pools')
    .values({ id, event_id: event.id, organization_id: event.organization_id, ...pool })
    .execute()
  return id
}

/** Sets what a pool holds; the constraint of the table knows what was sold in this very moment and has the last word. */
export async function resizePool(
  tx: Tx,
  poolId: string,
  size: { readonly capacity?: number; readonly blocked?: number; readonly name?: string },
): Promise<void> {
  if (Object.values(size).every((value) => value === undefined)) return // nothing was asked for
  try {
    await tx.updateTable('pools').set(size).where('id', '=', poolId).execute()
  } catch (error) {
    if (constraintOf(error) === 'pools_never_oversold') throw new Refusal('capacity_below_sold', { poolId })
    throw error
  }
}

/** The venue's capacity caps all types; each unit takes as many places as it admits people. */
export async function setEventCapacity(context: Context, event: Owner, capacity: number): Promise<void> {
  const { tx } = context
  await lockPools(tx, event.id)
  const known = await tx
    .selectFrom('pools')
    .select(['id', 'kind', 'held', 'sold', 'blocked'])
    .where('event_id', '=', event.id)
    .where('kind', 'in', ['event', 'long_hold'])
    .execute()
  const whole = known.find(({ kind }) => kind === 'event')
  const long = known.find(({ kind }) => kind === 'long_hold')
  const longHold = Math.max(Math.floor(capacity * longHoldShare), long ? long.held + long.sold + long.blocked : 0)
  if (whole) await resizePool(tx, whole.id, { capacity })
  else await createPool(context, event, { kind: 'event', name: 'Aforo', capacity })
  if (long) await resizePool(tx, long.id, { capacity: longHold })
  else await createPool(context, event, { kind: 'long_hold', name: 'Reservas largas', capacity: longHold })
  await linkEventPool(tx, event)
}

export async function linkEventPool(tx: Tx, event: Owner): Promise<void> {
  await sql`
    insert into type_pools (ticket_type_id, pool_id, organization_id, weight)
    select t.id, p.id, t.organization_id, t.admissions from ticket_types t join pools p on p.event_id = t.event_id and p.kind = 'event' where t.event_id = ${event.id}
    on conflict (ticket_type_id, pool_id) do update set weight = excluded.weight where type_pools.weight <> excluded.weight`.execute(tx)
}

/** Stock that no type or tier refers to any more and that no order ever took from. As the system: orders are not the editor's to see. */
export async function dropUnusedPools(context: Context, eventId: string): Promise<void> {
  await context.elevated(() =>
    sql`
    delete from pools p where p.event_id = ${eventId} and p.kind in ('type', 'tier') and not exists (select from type_pools u where u.pool_id = p.id)
       and not exists (select from price_tiers r where r.pool_id = p.id) and not exists (select from order_pools q where q.pool_id = p.id)`.execute(
      context.tx,
    ),
  )
}
