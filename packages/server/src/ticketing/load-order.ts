import { Locale, OrderState, type Money, type OrderView } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'

const Line = z.object({
  id: z.string(),
  typeId: z.string(),
  tierId: z.string().nullable(),
  name: z.object({ es: z.string(), en: z.string().optional() }),
  tierName: z.object({ es: z.string(), en: z.string().optional() }).nullable(),
  quantity: z.int(),
  admissions: z.int(),
  unitMinor: z.int(),
  discountMinor: z.int(),
  feeMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
  commissionBp: z.int(),
  ivaBp: z.int(),
})
const Ticket = z.object({
  id: z.string(),
  code: z.string(),
  state: z.enum(['active', 'cancelled', 'transferred']),
  typeId: z.string(),
  lineId: z.string(),
  holderName: z.string().nullable(),
  serial: z.int(),
  kid: z.int(),
  unitMinor: z.int(),
})
export type OrderLine = z.infer<typeof Line>
export type OrderTicket = z.infer<typeof Ticket>

/** An order with its lines and tickets, as our handlers use it. */
export type Order = {
  readonly id: string
  readonly code: string
  readonly organizationId: string
  readonly eventId: string
  readonly state: OrderState
  readonly userId: string | null
  readonly buyer: {
    readonly name: string
    readonly email: string
    readonly phone: string
    readonly documentType: string | null
    readonly documentNumber: string | null
  }
  readonly locale: OrderView['locale']
  readonly currency: Money['currency']
  readonly subtotalMinor: number
  readonly discountMinor: number
  readonly promoCode: string | null
  readonly answers: OrderView['answers']
  readonly taxIncludedMinor: number
  readonly ivaBp: number
  readonly feesMinor: number
  readonly taxesMinor: number
  readonly totalMinor: number
  readonly refundedMinor: number
  readonly expiresAt: Date | null
  readonly placedAt: Date
  readonly paidAt: Date | null
  readonly paidWith: string | null
  readonly linkVersion: number
  readonly version: number
  readonly lines: readonly OrderLine[]
  readonly tickets: readonly OrderTicket[]
}

const Words = z.object({ es: z.string(), en: z.string().optional() })
/** One without its kind was written by the version before it, beside a migration: it is told by its looks. */
const Answer = z
  .object({ question: Words, kind: z.enum(['text', 'choice', 'yes_no']).nullable(), value: z.string(), option: Words.nullable() })
  .transform(({ kind, ...answer }) => ({ ...answer, kind: kind ?? (['yes', 'no'].includes(answer.value) ? ('yes_no' as const) : ('text' as const)) }))
const Row = z.object({
  id: z.string(),
  code: z.string(),
  organizationId: z.string(),
  eventId: z.string(),
  state: OrderState,
  userId: z.string().nullable(),
  buyerName: z.string(),
  buyerEmail: z.string(),
  buyerPhone: z.string(),
  documentType: z.string().nullable(),
  documentNumber: z.string().nullable(),
  locale: Locale,
  currency: z.enum(['COP', 'USD', 'EUR']),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  promoCode: z.string().nullable(),
  taxIncludedMinor: z.int(),
  feesMinor: z.int(),
  taxesMinor: z.int(),
  totalMinor: z.int(),
  refundedMinor: z.int(),
  expiresAt: z.date().nullable(),
  placedAt: z.date(),
  paidAt: z.date().nullable(),
  paidWith: z.string().nullable(),
  linkVersion: z.int(),
  version: z.int(),
  lines: z.array(Line),
  tickets: z.array(Ticket),
  answers: z.array(Answer),
})

/** Orders that this transaction may see, in the order of the ids; one question for all, since on a hot sale each round trip counts. */
export async function loadOrders(tx: Tx, ids: readonly string[]): Promise<readonly Order[]> {
  if (ids.length === 0) return []
  const { rows } = await sql`/* planned once */
    select o.id, o.code, o.organization_id as "organizationId", o.event_id as "eventId", o.state, o.user_id as "userId", o.buyer_name as "buyerName", o.buyer_email as "buyerEmail", o.buyer_phone as "buyerPhone",
      o.document_type as "documentType", o.document_number as "documentNumber", o.locale, o.currency, o.subtotal_minor as "subtotalMinor", o.discount_minor as "discountMinor",
      o.quote -> 'promoCode' ->> 'code' as "promoCode", o.tax_included_minor as "taxIncludedMinor", o.fees_minor as "feesMinor", o.taxes_minor as "taxesMinor", o.total_minor as "totalMinor",
      o.refunded_minor as "refundedMinor", o.expires_at as "expiresAt", o.placed_at as "placedAt", o.paid_at as "paidAt", o.paid_with as "paidWith", o.link_version as "linkVersion", o.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'typeId', l.ticket_type_id, 'tierId', l.tier_id, 'name', l.name, 'tierName', l.tier_name, 'quantity', l.quantity, 'admissions', l.admissions,
          'unitMinor', l.unit_minor, 'discountMinor', l.discount_minor, 'feeMinor', l.fee_minor, 'taxMinor', l.tax_minor, 'totalMinor', l.total_minor, 'commissionBp', l.commission_bp, 'ivaBp', l.iva_bp) order by l.id)
        from order_lines l where l.order_id = o.id), '[]') as lines,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'code', t.code, 'state', t.state, 'typeId', t.ticket_type_id, 'lineId', t.order_line_id, 'holderName', t.holder_name, 'serial', t.serial, 'kid', t.kid,
          'unitMinor', t.unit_minor) order by t.id) from tickets t where t.order_id = o.id), '[]') as tickets,
      coalesce((select jsonb_agg(jsonb_build_object('question', a.label, 'kind', a.kind, 'value', a.value, 'option', a.option) order by a.question_id) from order_answers a where a.order_id = o.id), '[]') as answers
    from orders o where o.id = any(${[...ids]}::uuid[])`.execute(tx)
  const byId = new Map(rows.map((row) => toOrder(row)).map((order) => [order.id, order]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function toOrder(row: unknown): Order {
  const { buyerName, buyerEmail, buyerPhone, documentType, documentNumber, ...order } = Row.parse(row)
  return {
    ...order,
    ivaBp: order.lines[0]?.ivaBp ?? 0,
    buyer: { name: buyerName, email: buyerEmail, phone: buyerPhone, documentType, documentNumber },
  }
}

export async function loadOrder(tx: Tx, id: string): Promise<Order | undefined> {
  const [order] = await loadOrders(tx, [id])
  return order
}

/** Locks the order's row, then reads it: whoever changes an order does this first. */
export async function lockOrder(tx: Tx, id: string): Promise<Order | undefined> {
  const [order] = await lockOrders(tx, [id])
  return order
}

/** Several, in the order of their ids: two who lock the same ones never wait for each other in a circle. */
export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<readonly Order[]> {
  const { rows } = await sql<{
    id: string
  }>`/* planned once */ select id from orders where id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return await loadOrders(
    tx,
    rows.map((row) => row.id),
  )
}
