import { sql } from 'kysely'
import { z } from 'zod'
import type { Emitted } from '#core/context.ts'
import type { Database, Tx } from '#core/database.ts'
import { emitTo, type Happened, type Listeners } from '#core/outbox.ts'
import type { World } from '#core/world.ts'
import { loadSaleable, type SaleableEvent } from './catalogue.ts'
import { isSoldOut } from './price.ts'
import { refreshPrices } from './prices.ts'

/** Brings state and price of an event to its stock: active becomes sold out and, when tickets come back, active again. Runs as the system. */
export async function keepStage(tx: Tx, eventId: string, world: Pick<World, 'now' | 'newId'>): Promise<void> {
  const now = world.now()
  const event = await loadSaleable(tx, eventId)
  if (!event) return
  await refreshPrices(tx, [eventId], now)
  if (event.state !== 'active' && event.state !== 'sold_out') return
  const state = isSoldOut(withoutHolds(event), now) ? 'sold_out' : 'active'
  if (state === event.state) return
  const { rows } =
    await sql`update events set state = ${state}, version = version + 1, updated_at = ${now} where id = ${eventId} and state = ${event.state} returning id`.execute(
      tx,
    )
  if (rows.length > 0)
    await tell(tx, world, {
      type: state === 'sold_out' ? 'event.sold_out' : 'event.changed',
      organizationId: event.organizationId,
      data: { eventId },
      topics: [`event:${eventId}:state`, `organization:${event.organizationId}`],
    })
}

/** A place that somebody only holds may come back in minutes: the state waits until it is sold. */
const withoutHolds = (event: SaleableEvent): SaleableEvent => ({
  ...event,
  pools: new Map([...event.pools].map(([id, pool]) => [id, { ...pool, held: 0 }])),
})

const tell = async (tx: Tx, world: Pick<World, 'now' | 'newId'>, happening: Emitted) =>
  await emitTo(tx, { ...happening, id: world.newId(), occurredAt: world.now() })

const AboutEvent = z.object({ eventId: z.uuid() })
const salesMoves = ['order.paid', 'order.released', 'order.expired', 'order.refunded', 'order.late_paid']

/**
 * Follows the sale. Happenings of one batch were all committed before the batch was read, so one look at each event of a batch sees
 * them all; a hot event would otherwise be looked at hundreds of times a second.
 */
export function eventsListeners(world: Pick<World, 'now' | 'newId'>): Listeners {
  const seen = new WeakMap<Tx, Set<string>>()
  const follow = async (tx: Tx, happening: Happened) => {
    const { eventId } = AboutEvent.parse(happening.data)
    const known = seen.get(tx) ?? new Set<string>()
    seen.set(tx, known)
    if (known.has(eventId)) return
    known.add(eventId)
    await keepStage(tx, eventId, world)
  }
  return Object.fromEntries(salesMoves.map((type) => [type, [follow]]))
}

const batch = 100

/** Job: what has ended is completed, sold out or not. */
export async function completeEndedEvents(database: Database, world: World): Promise<number> {
  return await database.system(async (tx) => {
    const now = world.now()
    const { rows } = await sql<{ id: string; organization_id: string }>`
      update events set state = 'completed', version = version + 1, updated_at = ${now}
       where id in (select id from events where state in ('active', 'sold_out') and ends_at <= ${now} order by ends_at limit ${batch} for update skip locked) returning id, organization_id`.execute(
      tx,
    )
    for (const { id, organization_id } of rows)
      await tell(tx, world, {
        type: 'event.completed',
        organizationId: organization_id,
        data: { eventId: id },
        topics: [`event:${id}:state`, `organization:${organization_id}`],
      })
    await refreshPrices(
      tx,
      rows.map(({ id }) => id),
      now,
    )
    return rows.length
  })
}
