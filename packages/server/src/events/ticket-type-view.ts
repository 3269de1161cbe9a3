import { Currency, EventId, PoolId, Refusal, Text, TicketTypeId, TierId, type OrganizationPermission, type TicketType } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import { lockEvent, type EventRow } from './event-row.ts'

const instant = z
  .date()
  .transform((date) => date.toISOString())
  .nullable()
const Row = z.object({
  id: TicketTypeId,
  eventId: EventId,
  name: Text,
  description: Text.nullable(),
  quantity: z.int(),
  held: z.int(),
  sold: z.int(),
  minPerOrder: z.int(),
  maxPerOrder: z.int(),
  admissions: z.int(),
  isDonation: z.boolean(),
  visibility: z.enum(['public', 'hidden']),
  salesStartAt: instant,
  salesEndAt: instant,
  currency: Currency,
  version: z.int(),
  poolIds: z.array(PoolId),
  tiers: z.array(
    z.object({
      id: TierId,
      name: Text,
      priceMinor: z.int(),
      startsAt: z.string().nullable(),
      endsAt: z.string().nullable(),
      quantity: z.int().nullable(),
    }),
  ),
})

/** The types of an event as their editor sees them, or one of them. */
export async function typesOf(tx: Tx, of: { readonly eventId: string } | { readonly typeId: string }): Promise<TicketType[]> {
  const { rows } = await sql`
    select t.id, t.event_id as "eventId", t.name, t.description, coalesce(p.capacity, 0) as quantity, coalesce(p.held, 0) as held, coalesce(p.sold, 0) as sold, t.min_per_order as "minPerOrder", t.max_per_order as "maxPerOrder",
      t.admissions, t.is_donation as "isDonation", t.visibility, t.sales_start_at as "salesStartAt", t.sales_end_at as "salesEndAt", e.currency, t.version,
      array(select u.pool_id from type_pools u join pools s on s.id = u.pool_id and s.kind = 'shared' where u.ticket_type_id = t.id order by 1) as "poolIds",
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'priceMinor', r.price_minor, 'startsAt', r.starts_at, 'endsAt', r.ends_at, 'quantity', q.capacity) order by r.position, r.id)
                  from price_tiers r left join pools q on q.id = r.pool_id where r.ticket_type_id = t.id and r.removed_at is null), '[]') as tiers
      from ticket_types t join events e on e.id = t.event_id
      left join (type_pools o join pools p on p.id = o.pool_id and p.kind = 'type') on o.ticket_type_id = t.id
     where t.removed_at is null and ${'eventId' in of ? sql`t.event_id = ${of.eventId}` : sql`t.id = ${of.typeId}`} order by t.position, t.id`.execute(
    tx,
  )
  return rows.map((row) => toView(Row.parse(row)))
}

function toView({ tiers, ...type }: z.infer<typeof Row>): TicketType {
  const iso = (text: string | null) => text && new Date(text).toISOString()
  return {
    ...type,
    tiers: tiers.map(({ priceMinor, startsAt, endsAt, ...tier }) => ({
      ...tier,
      price: { minor: priceMinor, currency: type.currency },
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
    })),
  }
}

/** A type with its event locked: what an editor changes. */
export async function lockType(
  context: Context,
  typeId: string,
  permission: OrganizationPermission,
): Promise<{ readonly event: EventRow; readonly type: TicketType; readonly position: number }> {
  const row = await context.elevated(() =>
    context.tx
      .selectFrom('ticket_types')
      .select(['event_id', 'position'])
      .where('id', '=', typeId)
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  )
  if (!row) throw new Refusal('not_found')
  const event = await lockEvent(context, row.event_id, permission)
  const [type] = await context.elevated(() => typesOf(context.tx, { typeId }))
  if (!type) throw new Refusal('not_found')
  return { event, type, position: row.position }
}

/** A type as an act leaves it. As the system: a key that writes events need not read drafts. */
export async function getType(context: Context, typeId: string): Promise<TicketType> {
  const [type] = await context.elevated(() => typesOf(context.tx, { typeId }))
  if (!type) throw new Error(`ticket type ${typeId} is gone within its own transaction`)
  return type
}
