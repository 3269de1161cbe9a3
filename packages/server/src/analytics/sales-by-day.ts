import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'
import type { EventAt } from './sales-figures.ts'

const Day = z.object({ day: z.string(), tickets: z.int(), revenueMinor: z.int(), cumulated: z.int(), earlier: z.int().nullable() })
const longestDays = 400
const earlierEvents = 10

/**
 * One row a day of the event's zone, from its first sale to today or its last day. `earlier`: what this event would have sold if it had gone as
 * the organizer's last ten before it, as the mean of their shares of capacity at the same number of days before the start.
 */
export async function byDay(tx: Tx, { eventId, zone, now }: EventAt): Promise<readonly z.infer<typeof Day>[]> {
  const { rows } = await sql`
    with own as (select id, organization_id, capacity, starts_at, (starts_at at time zone ${zone})::date as start_day, (ends_at at time zone ${zone})::date as end_day from events where id = ${eventId}),
    sold as (
      select (o.paid_at at time zone ${zone})::date as day, sum(l.quantity * l.admissions) as tickets, sum(l.unit_minor * l.quantity - l.discount_minor) as revenue
        from orders o join order_lines l on l.order_id = o.id where o.event_id = ${eventId} and o.paid_at is not null group by 1),
    days as (
      select generated::date as day from own, generate_series((select min(day) from sold), least((${now}::timestamptz at time zone ${zone})::date, greatest(end_day, (select max(day) from sold))), interval '1 day') as generated limit ${longestDays}),
    before as (
      select e.id, e.capacity, e.time_zone, (e.starts_at at time zone e.time_zone)::date as start_day from events e, own
       where e.organization_id = own.organization_id and e.id <> own.id and e.state in ('active', 'sold_out', 'completed') and e.starts_at < own.starts_at and e.ends_at <= ${now} order by e.starts_at desc limit ${earlierEvents}),
    before_sold as materialized (
      select b.start_day - (o.paid_at at time zone b.time_zone)::date as distance, sum((l.quantity * l.admissions)::float8 / b.capacity) as share
        from before b join orders o on o.event_id = b.id and o.paid_at is not null join order_lines l on l.order_id = o.id group by 1)
    select to_char(days.day, 'YYYY-MM-DD') as day, coalesce(sold.tickets, 0)::int as tickets, coalesce(sold.revenue, 0)::bigint as "revenueMinor", (sum(coalesce(sold.tickets, 0)) over (order by days.day))::int as cumulated,
      (select round(coalesce(sum(s.share) filter (where s.distance >= own.start_day - days.day), 0) / nullif((select count(*) from before), 0) * own.capacity)::int from before_sold s) as earlier
      from days cross join own left join sold on sold.day = days.day order by days.day`.execute(tx)
  return rows.map((row) => Day.parse(row))
}
