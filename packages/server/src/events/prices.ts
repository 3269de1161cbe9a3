import { sql } from 'kysely'
import type { Database, Tx } from '#core/database.ts'
import type { World } from '#core/world.ts'
import { loadSaleables, type SaleableEvent } from './catalogue.ts'
import { priceFrom } from './price.ts'

/** Writes the lowest price on sale of these events where discovery filters and orders by it. Runs as the system. */
export async function refreshPrices(tx: Tx, eventIds: readonly string[], now: Date): Promise<void> {
  const prices = (await loadSaleables(tx, eventIds)).map((event) => ({
    event_id: event.id,
    price_minor: priceFrom(event, now)?.minor ?? null,
    changes_at: nextChange(event, now)?.toISOString() ?? null,
  }))
  await sql`
    insert into event_prices (event_id, price_minor, changes_at) select event_id, price_minor, changes_at from jsonb_to_recordset(${JSON.stringify(prices)}::jsonb) as t(event_id uuid, price_minor bigint, changes_at timestamptz)
    on conflict (event_id) do update set price_minor = excluded.price_minor, changes_at = excluded.changes_at`.execute(tx)
}

/** The next instant at which time alone may change the price. */
export function nextChange(event: Pick<SaleableEvent, 'types' | 'endsAt'>, now: Date): Date | undefined {
  const instants = [
    event.endsAt,
    ...event.types.flatMap((type) => [type.salesStartAt, type.salesEndAt, ...type.tiers.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])]),
  ]
  return instants.flatMap((instant) => (instant && instant > now ? [instant] : [])).toSorted((a, b) => a.getTime() - b.getTime())[0]
}

const batch = 200

/** Job: prices whose tier or window switched since the last look. */
export async function refreshDuePrices(database: Database, world: World): Promise<number> {
  return await database.system(async (tx) => {
    const now = world.now()
    const { rows } = await sql<{
      id: string
    }>`select event_id as id from event_prices where changes_at <= ${now} order by changes_at limit ${batch} for update skip locked`.execute(tx)
    await refreshPrices(
      tx,
      rows.map(({ id }) => id),
      now,
    )
    return rows.length
  })
}
