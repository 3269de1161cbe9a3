import { sql } from 'kysely'
import type { Database, Tx } from '#core/database.ts'
import { emitTo } from '#core/outbox.ts'
import type { World } from '#core/world.ts'
import { releaseStock } from './stock.ts'

const batch = 500

/** Ends holds whose time is over and gives their stock back, once each, whoever gets there first. Returns how many. */
export async function sweepExpired(tx: Tx, world: World, only?: { readonly eventIds: readonly string[] }): Promise<number> {
  const now = world.now()
  const { rows } = await sql<{ id: string; event_id: string; organization_id: string }>`
    update orders set state = 'expired', version = version + 1 where id in (
      select id from orders where state in ('held', 'pending_payment') and expires_at <= ${now} ${only ? sql`and event_id = any(${[...only.eventIds]}::uuid[])` : sql``} order by expires_at limit ${batch} for update skip locked)
    returning id, event_id, organization_id`.execute(tx)
  if (rows.length === 0) return 0
  await releaseStock(
    tx,
    rows.map(({ id }) => id),
  )
  for (const row of rows)
    await emitTo(tx, {
      id: world.newId(),
      type: 'order.expired',
      occurredAt: now,
      organizationId: row.organization_id,
      topics: [`order:${row.id}`, `event:${row.event_id}:sales`],
      data: { orderId: row.id, eventId: row.event_id },
    })
  return rows.length
}

/** The sweeper's turn: batches until nothing is left to end. */
export async function sweep(database: Database, world: World): Promise<number> {
  let total = 0
  for (let done = batch; done === batch; total += done) done = await database.system((tx) => sweepExpired(tx, world))
  return total
}
