import { Currency, EventState, EventType, RefundPolicy, Text } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'
import type { Pools, SaleableType } from './price.ts'
import { QuestionRow } from './question-row.ts'

const at = z.coerce.date().nullable() // inside jsonb a timestamp is ISO text
const Row = z.object({
  id: z.string(),
  organizationId: z.string(),
  slug: z.string(),
  state: EventState,
  type: EventType,
  title: Text,
  summary: Text.nullable(),
  description: Text.nullable(),
  startsAt: z.date(),
  endsAt: z.date(),
  doorsAt: z.date().nullable(),
  postponedFrom: z.date().nullable(),
  publishedAt: z.date().nullable(),
  timeZone: z.string(),
  venueId: z.string().nullable(),
  venueName: z.string(),
  address: z.string(),
  city: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  capacity: z.int(),
  currency: Currency,
  refundPolicy: RefundPolicy,
  commissionBp: z.int().nullable(),
  pulepCode: z.string().nullable(),
  ivaBp: z.int(),
  questions: z.array(QuestionRow),
  organizerName: z.string(),
  organizerSlug: z.string(),
  accent: z.string().nullable(),
  ageLimit: z.int().nullable(),
  dressCode: Text.nullable(),
  accessibility: Text.nullable(),
  agenda: z.array(z.object({ time: z.string(), title: Text })),
  lineUp: z.array(z.object({ name: z.string(), role: Text })),
  cancelReason: z.string().nullable(),
  version: z.int(),
  types: z.array(
    z.object({
      id: z.string(),
      eventId: z.string(),
      organizationId: z.string(),
      name: Text,
      description: Text.nullable(),
      position: z.int(),
      minPerOrder: z.int(),
      maxPerOrder: z.int(),
      admissions: z.int(),
      isDonation: z.boolean(),
      isVip: z.boolean(),
      visibility: z.enum(['public', 'hidden']),
      salesStartAt: at,
      salesEndAt: at,
      tiers: z.array(z.object({ id: z.string(), name: Text, priceMinor: z.int(), startsAt: at, endsAt: at, poolId: z.string().nullable() })),
      pools: z.array(z.object({ poolId: z.string(), weight: z.int() })),
    }),
  ),
  pools: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['event', 'type', 'tier', 'shared', 'long_hold']),
      name: z.string(),
      capacity: z.int().nullable(),
      held: z.int(),
      sold: z.int(),
      blocked: z.int(),
    }),
  ),
})

/** An event with all that decides what can be bought, at one instant. Removed types and tiers are not in it; hidden types are. */
export type SaleableEvent = Readonly<Omit<z.infer<typeof Row>, 'types' | 'pools'>> & {
  readonly types: readonly SaleableType[]
  readonly pools: Pools
}

/** Undefined also for a draft that has no date, place or type yet. Ask as the system (`elevated`, `system`): the public may not read stock. */
export async function loadSaleable(tx: Tx, eventId: string): Promise<SaleableEvent | undefined> {
  const [event] = await loadSaleables(tx, [eventId])
  return event
}

/** Several at once, in one query, in the order of the ids. */
export async function loadSaleables(tx: Tx, eventIds: readonly string[]): Promise<readonly SaleableEvent[]> {
  if (eventIds.length === 0) return []
  const { rows } = await sql`/* planned once */
    select e.id, e.organization_id as "organizationId", e.slug, e.state, e.type, e.title, e.summary, e.description, e.starts_at as "startsAt", e.ends_at as "endsAt", e.doors_at as "doorsAt",
      e.postponed_from as "postponedFrom", e.published_at as "publishedAt", e.time_zone as "timeZone", e.venue_id as "venueId", e.venue_name as "venueName", e.address, e.city, e.latitude, e.longitude, e.capacity,
      e.currency, e.refund_policy as "refundPolicy", e.commission_bp as "commissionBp", e.pulep_code as "pulepCode", e.iva_bp as "ivaBp", o.name as "organizerName", o.slug as "organizerSlug",
      e.accent, e.age_limit as "ageLimit", e.dress_code as "dressCode", e.accessibility, e.agenda, e.line_up as "lineUp", e.cancel_reason as "cancelReason", e.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'eventId', t.event_id, 'organizationId', t.organization_id, 'name', t.name, 'description', t.description, 'position', t.position,
          'minPerOrder', t.min_per_order, 'maxPerOrder', t.max_per_order, 'admissions', t.admissions, 'isDonation', t.is_donation, 'isVip', t.is_vip, 'visibility', t.visibility,
          'salesStartAt', t.sales_start_at, 'salesEndAt', t.sales_end_at,
          'tiers', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'priceMinor', r.price_minor, 'startsAt', r.starts_at, 'endsAt', r.ends_at, 'poolId', r.pool_id) order by r.position, r.id)
                               from price_tiers r where r.ticket_type_id = t.id and r.removed_at is null), '[]'),
          'pools', coalesce((select jsonb_agg(jsonb_build_object('poolId', u.pool_id, 'weight', u.weight) order by u.pool_id) from type_pools u where u.ticket_type_id = t.id), '[]')) order by t.position, t.id)
        from ticket_types t where t.event_id = e.id and t.removed_at is null), '[]') as types,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'name', p.name, 'capacity', p.capacity, 'held', p.held, 'sold', p.sold, 'blocked', p.blocked)) from pools p where p.event_id = e.id and p.kind <> 'code'), '[]') as pools,
      coalesce((select jsonb_agg(jsonb_build_object('id', q.id, 'kind', q.kind, 'label', q.label, 'options', q.options, 'isRequired', q.is_required) order by q.position)
                  from questions q where q.event_id = e.id and q.removed_at is null), '[]') as questions
    from events e join organizations o on o.id = e.organization_id
    where e.id = any(${[...eventIds]}::uuid[]) and e.type is not null and e.starts_at is not null and e.ends_at is not null and e.venue_name is not null and e.address is not null and e.city is not null and e.capacity is not null`.execute(
    tx,
  )
  const found = new Map(rows.map((row) => toSaleable(row)).map((event) => [event.id, event]))
  return eventIds.flatMap((id) => found.get(id) ?? [])
}

function toSaleable(row: unknown): SaleableEvent {
  const { pools, ...event } = Row.parse(row)
  return { ...event, types: event.types.filter(({ tiers }) => tiers.length > 0), pools: new Map(pools.map((pool) => [pool.id, pool])) }
}
