import { Currency, EventId, Text } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'

/** An organizer's day begins and ends where most of its events are. */
const houseZone = 'America/Bogota'
const Day = z.object({ day: z.string(), tickets: z.int(), revenueMinor: z.int(), orders: z.int() })

/** The last thirty days, today last, in one currency. */
export async function last30Days(
  tx: Tx,
  { organizationId, currency, now }: { readonly organizationId: string; readonly currency: string; readonly now: Date },
): Promise<readonly z.infer<typeof Day>[]> {
  const { rows } = await sql`
    with today as (select (${now}::timestamptz at time zone ${houseZone})::date as day),
    paid as (
      select (o.paid_at at time zone ${houseZone})::date as day, o.subtotal_minor - o.discount_minor as subtotal_minor, (select sum(l.quantity * l.admissions) from order_lines l where l.order_id = o.id) as tickets
        from orders o where o.organization_id = ${organizationId} and o.currency = ${currency} and o.paid_at >= ${now}::timestamptz - interval '31 days')
    select to_char(d, 'YYYY-MM-DD') as day, coalesce(sum(paid.tickets), 0)::int as tickets, coalesce(sum(paid.subtotal_minor), 0)::bigint as "revenueMinor", count(paid.day)::int as orders
      from today, generate_series(today.day - 29, today.day, interval '1 day') d left join paid on paid.day = d::date group by d order by d`.execute(
    tx,
  )
  return rows.map((row) => Day.parse(row))
}

const Totals = z.object({ events: z.int(), sold: z.int(), revenueMinor: z.int() })

/** Everything ever, in one currency. */
export async function totalsOfOrganizer(tx: Tx, organizationId: string, currency: string): Promise<z.infer<typeof Totals>> {
  const { rows } = await sql`
    select (select count(*)::int from events where organization_id = ${organizationId} and state <> 'draft') as events,
      (select coalesce(sum(live.sold), 0)::int from events e cross join lateral (select count(*) as sold from tickets t where t.event_id = e.id and t.state = 'active') live
        where e.organization_id = ${organizationId}) as sold,
      (select coalesce(sum(subtotal_minor - discount_minor), 0)::bigint from orders where organization_id = ${organizationId} and currency = ${currency} and paid_at is not null) as "revenueMinor"`.execute(
    tx,
  )
  return Totals.parse(rows[0])
}

/** Sums are told in the currency of most of the organizer's events. */
export async function currencyOf(tx: Tx, organizationId: string): Promise<Currency> {
  const { rows } = await sql<{
    currency: string
  }>`select currency from events where organization_id = ${organizationId} group by currency order by count(*) desc, currency limit 1`.execute(tx)
  return Currency.parse(rows[0]?.currency ?? 'COP')
}

const Decision = z.object({
  kind: z.enum(['draft_unfinished', 'almost_sold_out', 'slow_sale', 'refund_manual', 'payment_review', 'event_today']),
  eventId: EventId.nullable(),
  title: Text,
  count: z.int(),
})
const mostDecisions = 20
const nearlyAll = 0.9
const slow = { days: 14, share: 0.3 }

/**
 * What waits for the organizer, the most pressing first. `count`: tickets sold for an event of today, places left of one almost sold out, days
 * left of a slow sale, refunds to pay by hand, payments to look at, required steps that a draft still lacks.
 */
export async function decisionsOf(
  tx: Tx,
  { organizationId, now }: { readonly organizationId: string; readonly now: Date },
): Promise<readonly z.infer<typeof Decision>[]> {
  const { rows } = await sql`
    with mine as (
      select e.id, e.state, e.title, e.capacity, e.starts_at, e.time_zone, (select count(*)::int from tickets t where t.event_id = e.id and t.state = 'active') as sold
        from events e where e.organization_id = ${organizationId} and e.state in ('active', 'sold_out') and e.ends_at > ${now}),
    found as (
      select 1 as place, 'event_today' as kind, id, title, sold as count from mine where (starts_at at time zone time_zone)::date = (${now}::timestamptz at time zone time_zone)::date
      union all
      select 2, 'payment_review', e.id, e.title, count(*)::int from payments p join events e on e.id = p.event_id where p.organization_id = ${organizationId} and p.state = 'needs_review' group by e.id
      union all
      select 3, 'refund_manual', e.id, e.title, count(*)::int from refunds r join events e on e.id = r.event_id where r.organization_id = ${organizationId} and r.state = 'manual' group by e.id
      union all
      select 4, 'almost_sold_out', id, title, capacity - sold from mine where state = 'active' and sold >= capacity * ${nearlyAll}::float8 and sold < capacity
      union all
      select 5, 'slow_sale', id, title, ceil(extract(epoch from starts_at - ${now}::timestamptz) / 86400)::int from mine
       where state = 'active' and starts_at > ${now} and starts_at < ${now}::timestamptz + make_interval(days => ${slow.days}) and sold < capacity * ${slow.share}::float8
      union all
      select 6, 'draft_unfinished', e.id, e.title, (select count(*)::int from unnest(array['basics', 'venue', 'tickets']) step where d.steps -> step ->> 'completedAt' is null)
        from events e join event_drafts d on d.event_id = e.id where e.organization_id = ${organizationId} and e.state = 'draft')
    select kind, id as "eventId", title, count from found order by place, count desc, id limit ${mostDecisions}`.execute(tx)
  return rows.map((row) => Decision.parse(row))
}
