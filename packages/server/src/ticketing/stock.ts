import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

export type Take = { readonly poolId: string; readonly quantity: number }
export type LockedPool = {
  readonly id: string
  readonly kind: string
  readonly capacity: number | null
  readonly held: number
  readonly sold: number
  readonly blocked: number
}

/** Locks pools in the order of their ids, always: two batches can wait for each other but never in a circle. */
export async function lockPools(tx: Tx, ids: readonly string[]): Promise<Map<string, LockedPool>> {
  const { rows } = await sql<LockedPool>`/* planned once */
    select id, kind, capacity, held, sold, blocked from pools where id = any(${[...new Set(ids)]}::uuid[]) order by id for update`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Moves counters of locked pools in one statement; the CHECK of the table refuses what must never be. */
export async function movePools(tx: Tx, moves: ReadonlyMap<string, { readonly held: number; readonly sold: number }>): Promise<void> {
  const rows = [...moves].map(([id, { held, sold }]) => ({ id, held, sold })).filter(({ held, sold }) => held !== 0 || sold !== 0)
  if (rows.length === 0) return
  await sql`/* planned once */ update pools set held = pools.held + d.held, sold = pools.sold + d.sold from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, held int, sold int) where pools.id = d.id`.execute(
    tx,
  )
}

export const free = (pool: LockedPool): number =>
  pool.capacity === null ? Number.MAX_SAFE_INTEGER : pool.capacity - pool.held - pool.sold - pool.blocked

/** What orders took, summed by pool. Releases give back exactly this; they never recompute. */
export async function takenBy(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (orderIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('order_pools')
    .select((e) => ['pool_id', e.fn.sum<number | string>('quantity').as('quantity')])
    .where('order_id', 'in', orderIds)
    .groupBy('pool_id')
    .execute()
  return new Map(rows.map((row) => [row.pool_id, Number(row.quantity)]))
}

/** Gives the stock of held orders back. */
export async function releaseStock(tx: Tx, orderIds: readonly string[]): Promise<void> {
  const taken = await takenBy(tx, orderIds)
  if (taken.size === 0) return
  await lockPools(tx, [...taken.keys()])
  await movePools(tx, new Map([...taken].map(([id, quantity]) => [id, { held: -quantity, sold: 0 }])))
}
