import { EventId, PromoCodeId, TicketTypeId, type PromoCode } from '@fashionistas/contract'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'

const Row = z.object({
  id: PromoCodeId,
  eventId: EventId,
  organizationId: z.string(),
  code: z.string(),
  percentBp: z.int().nullable(),
  amountMinor: z.int().nullable(),
  currency: z.enum(['COP', 'USD', 'EUR']),
  typeIds: z.array(TicketTypeId),
  maxPerBuyer: z.int().nullable(),
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
  isActive: z.boolean(),
  poolId: z.string(),
  maxUses: z.int().nullable(),
  held: z.int(),
  used: z.int(),
  version: z.int(),
})
/** A promo code with how often it was used, as the sale asks for it. */
export type Code = Readonly<z.infer<typeof Row>>

/** Codes that fit `rest` (filter, order, limit over `c`). */
export async function codesOf(tx: Tx, rest: RawBuilder<unknown>): Promise<readonly Code[]> {
  const { rows } = await sql`
    select c.id, c.event_id as "eventId", c.organization_id as "organizationId", c.code, c.percent_bp as "percentBp", c.amount_minor as "amountMinor", e.currency, c.type_ids as "typeIds",
      c.max_per_buyer as "maxPerBuyer", c.starts_at as "startsAt", c.ends_at as "endsAt", c.is_active as "isActive", c.pool_id as "poolId", p.capacity as "maxUses", p.held, p.sold as used, c.version
      from promo_codes c join events e on e.id = c.event_id join pools p on p.id = c.pool_id where ${rest}`.execute(tx)
  return rows.map((row) => Row.parse(row))
}

/** A code as a buyer typed it, in capitals without spaces. */
export type TypedCode = { readonly eventId: string; readonly code: string }

/** What was typed, one for one; null where there is no such code. Ask as the system: what codes an event has is not public. */
export async function findCodes(tx: Tx, typed: readonly TypedCode[]): Promise<readonly (Code | null)[]> {
  const found = await codesOf(
    tx,
    sql`(c.event_id, c.code) in (select "eventId", code from jsonb_to_recordset(${JSON.stringify(typed)}::jsonb) as t("eventId" uuid, code text))`,
  )
  const byName = new Map(found.map((code) => [`${code.eventId} ${code.code}`, code]))
  return typed.map(({ eventId, code }) => byName.get(`${eventId} ${code}`) ?? null)
}

export const toCode = (code: Code): PromoCode => ({
  id: code.id,
  eventId: code.eventId,
  code: code.code,
  percentBp: code.percentBp,
  amount: code.amountMinor === null ? null : { minor: code.amountMinor, currency: code.currency },
  typeIds: [...code.typeIds],
  maxUses: code.maxUses,
  maxPerBuyer: code.maxPerBuyer,
  startsAt: code.startsAt?.toISOString() ?? null,
  endsAt: code.endsAt?.toISOString() ?? null,
  isActive: code.isActive,
  held: code.held,
  used: code.used,
  version: code.version,
})
