import { Locale, OrderState, type Money, type OrderView } from '@fashionistas/contract'
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
  feeMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
  commissionBp: z.int(),
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

const columns = [
  'id',
  'code',
  'organization_id',
  'event_id',
  'state',
  'user_id',
  'buyer_name',
  'buyer_email',
  'buyer_phone',
  'document_type',
  'document_number',
  'locale',
  'currency',
  'subtotal_minor',
  'fees_minor',
  'taxes_minor',
  'total_minor',
  'refunded_minor',
  'expires_at',
  'placed_at',
  'paid_at',
  'paid_with',
  'link_version',
  'version',
] as const

/** Orders that this transaction may see, in the order of the ids. */
export async function loadOrders(tx: Tx, ids: readonly string[]): Promise<readonly Order[]> {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('orders').select(columns).where('id', 'in', ids).execute()
  const lines = await tx.selectFrom('order_lines').selectAll().where('order_id', 'in', ids).orderBy('id').execute()
  const tickets = await tx
    .selectFrom('tickets')
    .select(['id', 'code', 'state', 'order_id', 'ticket_type_id', 'order_line_id', 'holder_name', 'serial', 'kid', 'unit_minor'])
    .where('order_id', 'in', ids)
    .orderBy('id')
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    return [
      {
        id: row.id,
        code: row.code,
        organizationId: row.organization_id,
        eventId: row.event_id,
        state: OrderState.parse(row.state),
        userId: row.user_id,
        locale: Locale.parse(row.locale),
        currency: z.enum(['COP', 'USD', 'EUR']).parse(row.currency),
        buyer: {
          name: row.buyer_name,
          email: row.buyer_email,
          phone: row.buyer_phone,
          documentType: row.document_type,
          documentNumber: row.document_number,
        },
        subtotalMinor: row.subtotal_minor,
        feesMinor: row.fees_minor,
        taxesMinor: row.taxes_minor,
        totalMinor: row.total_minor,
        refundedMinor: row.refunded_minor,
        expiresAt: row.expires_at,
        placedAt: row.placed_at,
        paidAt: row.paid_at,
        paidWith: row.paid_with,
        linkVersion: row.link_version,
        version: row.version,
        lines: lines
          .filter((line) => line.order_id === id)
          .map((line) =>
            Line.parse({
              id: line.id,
              typeId: line.ticket_type_id,
              tierId: line.tier_id,
              name: line.name,
              tierName: line.tier_name,
              quantity: line.quantity,
              admissions: line.admissions,
              unitMinor: line.unit_minor,
              feeMinor: line.fee_minor,
              taxMinor: line.tax_minor,
              totalMinor: line.total_minor,
              commissionBp: line.commission_bp,
            }),
          ),
        tickets: tickets
          .filter((ticket) => ticket.order_id === id)
          .map((ticket) =>
            Ticket.parse({
              id: ticket.id,
              code: ticket.code,
              state: ticket.state,
              typeId: ticket.ticket_type_id,
              lineId: ticket.order_line_id,
              holderName: ticket.holder_name,
              serial: ticket.serial,
              kid: ticket.kid,
              unitMinor: ticket.unit_minor,
            }),
          ),
      },
    ]
  })
}

export async function loadOrder(tx: Tx, id: string): Promise<Order | undefined> {
  const [order] = await loadOrders(tx, [id])
  return order
}

/** Locks the order's row, then reads it: whoever changes an order does this first. */
export async function lockOrder(tx: Tx, id: string): Promise<Order | undefined> {
  const row = await tx.selectFrom('orders').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? await loadOrder(tx, row.id) : undefined
}
