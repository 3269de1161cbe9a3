import { z } from 'zod'
import { operation } from './operation.ts'
import { EventId, Instant, Money, Page, PromoCodeId, TicketTypeId, TypedCode, pageOf } from './vocabulary.ts'

/** A promo code: a percentage (basis points) or an amount off an order. */
export const PromoCode = z.object({
  id: PromoCodeId,
  eventId: EventId,
  code: z.string(),
  percentBp: z.int().nullable(),
  amount: Money.nullable(),
  /** Empty: all types. */ typeIds: z.array(TicketTypeId),
  maxUses: z.int().nullable(),
  maxPerBuyer: z.int().nullable(),
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  isActive: z.boolean(),
  /** Orders that use it and are not paid yet. */ held: z.int(),
  used: z.int(),
  version: z.int(),
})
export type PromoCode = z.infer<typeof PromoCode>

const fields = {
  /** Null, or how many orders may use it. */ maxUses: z.int().min(1).max(1_000_000).nullish(),
  maxPerBuyer: z.int().min(1).max(100).nullish(),
  startsAt: Instant.nullish(),
  endsAt: Instant.nullish(),
}
const worth = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), percentBp: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal('amount'), amount: z.object({ minor: z.int().min(1).max(5_000_000_000), currency: Money.shape.currency }) }),
])

export const codes = {
  listCodes: operation({
    summary: 'The promo codes of an event and how often each was used',
    route: 'GET /api/v1/events/{eventId}/codes',
    permission: 'events.read',
    input: z.object({ eventId: EventId, ...Page }),
    output: pageOf(PromoCode),
    refusals: ['not_found'],
    tool: 'read',
  }),
  createCode: operation({
    summary: 'Makes a promo code: a percentage or an amount off an order',
    route: 'POST /api/v1/events/{eventId}/codes',
    permission: 'events.write',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({
      eventId: EventId,
      code: TypedCode.pipe(z.string().regex(/^[A-Z0-9Ñ_-]{3,40}$/, { message: 'code_form' })),
      worth,
      typeIds: z.array(TicketTypeId).max(40).default([]),
      ...fields,
    }),
    output: PromoCode,
    refusals: ['not_found', 'code_taken', 'event_state_wrong'],
    tool: 'write',
  }),
  changeCode: operation({
    summary: 'Changes the limits of a promo code, or switches it on or off; what was sold with it stays',
    route: 'PATCH /api/v1/events/{eventId}/codes/{codeId}',
    permission: 'events.write',
    versioned: 'change',
    limit: 'write',
    input: z.object({ eventId: EventId, codeId: PromoCodeId, isActive: z.boolean().optional(), ...fields }),
    output: PromoCode,
    refusals: ['not_found', 'capacity_below_sold'],
    tool: 'write',
  }),
}
