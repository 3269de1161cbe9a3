import type { MethodOffer } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Ground } from './ground.ts'
import { countersOf, type Order, type Sale, type Stall } from './sale-model.ts'

/** One event on sale, and how its rows are looked at. */
export type Stand = {
  readonly eventId: string
  readonly stall: Stall
  readonly typeIds: ReadonlyMap<string, string>
  readonly acceptances: MethodOffer['acceptances']
}
export type Sizes = { readonly general: number; readonly mesa: number; readonly palco: number; readonly shared: number; readonly house: number }

const types = {
  general: { admissions: 1, priceMinor: 12_000_000, isShared: true },
  mesa: { admissions: 4, priceMinor: 40_000_000, isShared: true },
  palco: { admissions: 1, priceMinor: 20_000_000, isShared: false },
}
const codes = {
  UNICO: { percent: 50, maxPerBuyer: 1, maxUses: 1 },
  POCOS: { percent: 10, maxPerBuyer: 1, maxUses: 3 },
  PRENSA: { percent: 100, maxPerBuyer: 2, maxUses: 2 },
}

/** Three types in one house, of which one sells tables of four; two share a quota; codes of one use, of one use by each buyer, and for nothing to pay. */
export async function openStand({ shop }: Ground, sizes: Sizes): Promise<Stand> {
  const wishes = Object.entries(types).map(([name, { admissions, priceMinor }]) => ({ name, admissions, priceMinor, quantity: sizeOf(sizes, name) }))
  const event = await shop.event({ capacity: sizes.house, types: wishes })
  const { eventId } = event
  const organizer = shop.harness.as(shop.organizer.actor)
  const typeIds = event.types.filter(({ name }) => name.es !== 'palco').map(({ id }) => id)
  await organizer.createPool({ eventId, name: 'Cupo común', capacity: sizes.shared, typeIds })
  for (const [code, { percent, maxPerBuyer, maxUses }] of Object.entries(codes))
    await organizer.createCode({ eventId, code, worth: { kind: 'percent', percentBp: percent * 100 }, maxUses, maxPerBuyer })
  const offers = await shop.harness.product.payments.offers('COP')
  return {
    eventId,
    typeIds: new Map(event.types.map(({ id, name }) => [name.es, id])),
    acceptances: [...(offers.find(({ method }) => method === 'nequi')?.acceptances ?? [])],
    stall: { types, codes, capacities: { ...sizes, ...Object.fromEntries(Object.entries(codes).map(([code, { maxUses }]) => [code, maxUses])) } },
  }
}

const sizeOf = (sizes: Sizes, name: string): number => Object.entries(sizes).find(([known]) => known === name)?.[1] ?? 0

type SeenOrder = {
  readonly id: string
  readonly state: string
  readonly until: number | null
  readonly total: number
  readonly back: number
  readonly active: number
}
type SeenPool = { readonly name: string; readonly held: number; readonly sold: number; readonly taken: number }
export type Rows = { readonly orders: readonly SeenOrder[]; readonly pools: readonly SeenPool[]; readonly news: number }

/** What the database has of the event, in one statement. */
export async function look({ shop }: Ground, { eventId, typeIds }: Stand): Promise<Rows> {
  const { rows } = await shop.harness.database.system((tx) =>
    sql<Rows>`select
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'state', state, 'total', total_minor, 'back', refunded_minor,
          'until', case when state in ('held', 'pending_payment') then round(extract(epoch from expires_at) * 1000) end,
          'active', (select count(*) from tickets t where t.order_id = o.id and t.state = 'active'))), '[]') from orders o where event_id = ${eventId}) as orders,
      (select jsonb_agg(jsonb_build_object('held', held, 'sold', sold,
          'name', case kind when 'event' then 'house' when 'shared' then 'shared' when 'code' then name else (select ticket_type_id::text from type_pools where pool_id = p.id) end,
          'taken', (select coalesce(sum(q.quantity), 0) from order_pools q join orders o on o.id = q.order_id where q.pool_id = p.id and o.state in ('held', 'pending_payment', 'paid', 'partially_refunded'))))
         from pools p where event_id = ${eventId} and kind in ('event', 'shared', 'code', 'type')) as pools,
      (select count(*)::int from outbox where position is null and type in ('payment.succeeded', 'payment.failed') and data ->> 'eventId' = ${eventId}) as news`.execute(
      tx,
    ),
  )
  const [seen] = rows
  if (!seen) throw new Error('the database is silent')
  const names = new Map([...typeIds].map(([name, id]) => [id, name]))
  return { ...seen, pools: seen.pools.map((pool) => ({ ...pool, name: names.get(pool.name) ?? pool.name })) }
}

/** Where the rows are not what the model says; undefined when they are. */
export function differs(rows: Rows, sale: Sale): string | undefined {
  if (rows.orders.length !== sale.orders.length) return `${rows.orders.length} orders, not ${sale.orders.length}`
  if (rows.news !== sale.news.length) return `news of ${rows.news} payments wait, not of ${sale.news.length}`
  for (const order of sale.orders) {
    const wanted = JSON.stringify(rowOf(order))
    const row = rows.orders.find(({ id }) => id === order.id)
    const found = JSON.stringify(row && { id: row.id, state: row.state, until: row.until, total: row.total, back: row.back, active: row.active })
    if (found !== wanted) return `order ${found}, not ${wanted}`
  }
  for (const { name, held, sold, taken } of rows.pools) {
    const wanted = countersOf(sale, name)
    if (held !== wanted.held || sold !== wanted.sold) return `pool ${name} has ${held} held and ${sold} sold, not ${wanted.held} and ${wanted.sold}`
    if (taken !== held + sold) return `pool ${name} counts ${held + sold}, its orders took ${taken}`
  }
  return undefined
}

const rowOf = ({ id, state, expiresAt, totalMinor, refundedMinor, lines }: Order): SeenOrder => ({
  id,
  state,
  until: state === 'held' || state === 'pending_payment' ? expiresAt : null,
  total: totalMinor,
  back: refundedMinor,
  active: lines.reduce((sum, { active }) => sum + active, 0),
})
