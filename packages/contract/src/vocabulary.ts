import { z } from 'zod'

const id = <const Brand extends string>(brand: Brand) => z.uuid().brand(brand)
export const UserId = id('UserId')
export const OrganizationId = id('OrganizationId')
export const EventId = id('EventId')
export const VenueId = id('VenueId')
export const TicketTypeId = id('TicketTypeId')
export const TierId = id('TierId')
export const PoolId = id('PoolId')
export const OrderId = id('OrderId')
export const TicketId = id('TicketId')
export const PaymentId = id('PaymentId')
export const RefundId = id('RefundId')
export const PromoCodeId = id('PromoCodeId')
export const QuestionId = id('QuestionId')
export const ListId = id('ListId')
export const ScanId = id('ScanId')
export const SessionId = z.string().min(1).max(100)
export const KeyId = id('KeyId')
export type UserId = z.infer<typeof UserId>
export type OrganizationId = z.infer<typeof OrganizationId>
export type EventId = z.infer<typeof EventId>
export type VenueId = z.infer<typeof VenueId>
export type TicketTypeId = z.infer<typeof TicketTypeId>
export type PoolId = z.infer<typeof PoolId>
export type OrderId = z.infer<typeof OrderId>
export type TicketId = z.infer<typeof TicketId>
export type PaymentId = z.infer<typeof PaymentId>
export type RefundId = z.infer<typeof RefundId>
export type PromoCodeId = z.infer<typeof PromoCodeId>
export type QuestionId = z.infer<typeof QuestionId>
export type ListId = z.infer<typeof ListId>

export const Currency = z.enum(['COP', 'USD', 'EUR'])
export type Currency = z.infer<typeof Currency>
/** Whole minor units: 12000000 COP are 120,000 pesos. */
export const Money = z.object({ minor: z.int(), currency: Currency })
export type Money = z.infer<typeof Money>

export const Locale = z.enum(['es-CO', 'en'])
export type Locale = z.infer<typeof Locale>
/** Text in the languages that people read; Spanish must be there. */
export const Text = z.object({ es: z.string().trim().max(8000), en: z.string().trim().max(8000).optional() })
export type Text = z.infer<typeof Text>

/** ISO 8601, UTC, with Z. */
export const Instant = z.iso.datetime()
export const TimeZone = z
  .string()
  .min(3)
  .max(60)
  .refine((zone) => isTimeZone(zone), { message: 'time_zone_unknown' })
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0
  } catch {
    return false // Intl throws RangeError for a zone it does not know
  }
}

export const EventType = z.enum(['fashion', 'corporate', 'cultural', 'concert'])
export type EventType = z.infer<typeof EventType>
export const EventState = z.enum(['draft', 'active', 'sold_out', 'completed', 'cancelled', 'postponed'])
export type EventState = z.infer<typeof EventState>
export const OrderState = z.enum([
  'held',
  'pending_payment',
  'paid',
  'partially_refunded',
  'refunded',
  'cancelled',
  'expired',
  'released',
  'late_paid',
])
export type OrderState = z.infer<typeof OrderState>
export const PaymentState = z.enum([
  'created',
  'requires_action',
  'pending',
  'succeeded',
  'failed',
  'expired',
  'cancelled',
  'voided',
  'partially_refunded',
  'refunded',
  'needs_review',
])
export type PaymentState = z.infer<typeof PaymentState>
export const PaymentMethod = z.enum(['card', 'nequi', 'pse', 'bancolombia_transfer', 'bancolombia_qr', 'daviplata', 'cash_voucher'])
export type PaymentMethod = z.infer<typeof PaymentMethod>
export const DocumentType = z.enum(['CC', 'CE', 'NIT', 'PP', 'TI', 'PPT'])
export const RefundPolicy = z.enum(['standard', 'flexible', 'none'])

export const Email = z
  .email()
  .max(200)
  .transform((email) => email.toLowerCase())
/** E.164; the server checks it against the numbering plan of its country. */
export const Phone = z
  .string()
  .trim()
  .transform((phone) => phone.replaceAll(/[\s()-]/g, ''))
  .pipe(z.string().regex(/^\+?\d{7,15}$/))

export const Page = { limit: z.coerce.number().int().min(1).max(100).default(24), cursor: z.string().max(500).optional() }
/** A page of a list; `nextCursor` is null on the last one. */
export const pageOf = <Row extends z.ZodType>(row: Row) => z.object({ data: z.array(row), nextCursor: z.string().nullable() })
export const Nothing = z.object({})
/** What a buyer types; capitals and spaces do not matter. */
export const TypedCode = z
  .string()
  .trim()
  .max(60)
  .transform((code) => code.replaceAll(/\s/g, '').toUpperCase())
/** Proof that the caller holds the order's signed link. */
export const LinkToken = z.string().min(20).max(400).optional()
