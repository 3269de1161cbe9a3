import { Currency, EventId, EventState, EventType, Text, events } from '@fashionistas/contract'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'
import { posterUrl } from './card.ts'

const Row = z.object({
  id: EventId,
  slug: z.string(),
  title: Text,
  type: EventType.nullable(),
  state: EventState,
  startsAt: z.date().nullable(),
  createdAt: z.date(),
  timeZone: z.string(),
  city: z.string().nullable(),
  capacity: z.int().nullable(),
  version: z.int(),
  currency: Currency,
  sold: z.int(),
  admitted: z.int(),
  revenueMinor: z.int(),
})
export type OwnEventRow = z.infer<typeof Row>
type OwnEvent = z.input<typeof events.listOwnEvents.output>['data'][number]

/** Events with what they sold: live tickets, people let in, and the face value of paid orders before refunds. `rest` is filter, order and limit over `e`. */
export async function ownEventsOf(tx: Tx, rest: RawBuilder<unknown>): Promise<readonly OwnEventRow[]> {
  const { rows } = await sql`
    with shown as (select e.* from events e where ${rest})
    select e.id, e.slug, e.title, e.type, e.state, e.starts_at as "startsAt", e.created_at as "createdAt", e.time_zone as "timeZone", e.city, e.capacity, e.version, e.currency,
      (select count(*)::int from tickets t where t.event_id = e.id and t.state = 'active') as sold,
      (select count(distinct ticket_id)::int from admissions a where a.event_id = e.id) as admitted,
      (select coalesce(sum(subtotal_minor - discount_minor), 0)::bigint from orders o where o.event_id = e.id and o.paid_at is not null) as "revenueMinor"
      from shown e`.execute(tx)
  return rows.map((row) => Row.parse(row))
}

/** A draft has no type until its first step; it is shown with the picture of the house's own kind. */
export const toOwnEvent = ({
  id,
  slug,
  title,
  type,
  state,
  startsAt,
  timeZone,
  city,
  capacity,
  sold,
  admitted,
  revenueMinor,
  currency,
  version,
}: OwnEventRow): OwnEvent => ({
  id,
  slug,
  title,
  type: type ?? 'fashion',
  state,
  startsAt: startsAt?.toISOString() ?? null,
  timeZone,
  city,
  capacity,
  sold,
  admitted,
  revenue: { minor: revenueMinor, currency },
  posterUrl: posterUrl({ id, version }),
})
