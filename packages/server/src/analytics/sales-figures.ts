import { Text, TicketTypeId } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'

/*
 * What the figures mean. A ticket lets in one person; a unit of a type has as many tickets as it admits. Sold: tickets that open the door
 * now. Revenue: the face value of what was paid, before refunds, without fees and taxes. Refunded: money that went back, as the refunds
 * say. All as the system, after the caller's right to the report is checked: they cross the tables of several domains.
 */
const Totals = z.object({
  sold: z.int(),
  held: z.int(),
  orders: z.int(),
  revenueMinor: z.int(),
  refundedMinor: z.int(),
  admitted: z.int(),
  todayTickets: z.int(),
  todayRevenueMinor: z.int(),
  todayOrders: z.int(),
})
export type EventAt = { readonly eventId: string; readonly zone: string; readonly now: Date }

export async function totalsOf(tx: Tx, { eventId, zone, now }: EventAt): Promise<z.infer<typeof Totals>> {
  const { rows } = await sql`
    with paid as (select o.subtotal_minor - o.discount_minor as subtotal_minor, (o.paid_at at time zone ${zone})::date = (${now}::timestamptz at time zone ${zone})::date as is_today,
                         (select sum(l.quantity * l.admissions) from order_lines l where l.order_id = o.id) as tickets
                    from orders o where o.event_id = ${eventId} and o.paid_at is not null)
    select count(*)::int as orders, coalesce(sum(subtotal_minor), 0)::bigint as "revenueMinor",
      (count(*) filter (where is_today))::int as "todayOrders", coalesce(sum(subtotal_minor) filter (where is_today), 0)::bigint as "todayRevenueMinor", coalesce(sum(tickets) filter (where is_today), 0)::int as "todayTickets",
      (select count(*)::int from tickets where event_id = ${eventId} and state = 'active') as sold,
      (select coalesce(sum(l.quantity * l.admissions), 0)::int from orders o join order_lines l on l.order_id = o.id where o.event_id = ${eventId} and o.state in ('held', 'pending_payment') and o.expires_at > ${now}) as held,
      (select coalesce(sum(amount_minor), 0)::bigint from refunds where event_id = ${eventId} and state = 'succeeded') as "refundedMinor",
      (select count(distinct ticket_id)::int from admissions where event_id = ${eventId}) as admitted
      from paid`.execute(tx)
  return Totals.parse(rows[0])
}

const ByType = z.object({ typeId: TicketTypeId, name: Text, quantity: z.int(), sold: z.int(), held: z.int(), revenueMinor: z.int() })

/** Every type that is or was on sale: one that was taken off stays as long as it sold something. */
export async function byType(tx: Tx, { eventId, now }: EventAt): Promise<readonly z.infer<typeof ByType>[]> {
  const { rows } = await sql`
    with lines as (
      select l.ticket_type_id, coalesce(sum(l.unit_minor * l.quantity - l.discount_minor) filter (where o.paid_at is not null), 0)::bigint as revenue,
             coalesce(sum(l.quantity * l.admissions) filter (where o.state in ('held', 'pending_payment') and o.expires_at > ${now}), 0)::int as held
        from orders o join order_lines l on l.order_id = o.id where o.event_id = ${eventId} group by 1),
    live as (select ticket_type_id, count(*)::int as sold from tickets where event_id = ${eventId} and state = 'active' group by 1)
    select t.id as "typeId", t.name, coalesce(p.capacity, 0) as quantity, coalesce(live.sold, 0) as sold, coalesce(lines.held, 0) as held, coalesce(lines.revenue, 0)::bigint as "revenueMinor"
      from ticket_types t left join lines on lines.ticket_type_id = t.id left join live on live.ticket_type_id = t.id
      left join (type_pools u join pools p on p.id = u.pool_id and p.kind = 'type') on u.ticket_type_id = t.id
     where t.event_id = ${eventId} and (t.removed_at is null or lines.revenue > 0 or live.sold > 0) order by t.position, t.id`.execute(tx)
  return rows.map((row) => ByType.parse(row))
}

const ByHour = z.object({ hour: z.date(), admitted: z.int() })

/** People by the hour of their first entry. */
export async function byHourAdmitted(tx: Tx, eventId: string): Promise<readonly z.infer<typeof ByHour>[]> {
  const { rows } = await sql`
    select date_trunc('hour', first_at) as hour, count(*)::int as admitted from (select min(admitted_at) as first_at from admissions where event_id = ${eventId} group by ticket_id) entered group by 1 order by 1`.execute(
    tx,
  )
  return rows.map((row) => ByHour.parse(row))
}
