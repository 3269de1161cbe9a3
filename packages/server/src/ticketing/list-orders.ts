import { OrderId, OrderState, PaymentMethod, TicketId, type Handler, type payments, type ticketing } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import { Refusal } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { fromCursor, pageFrom } from '#core/cursor.ts'
import { permit } from '#people/index.ts'
import type { TicketingParts } from './parts.ts'
import { refundView, refundsQuery, toRefundView } from './refund-view.ts'
import { tellRefund } from '#payments/index.ts'

const TextRow = z.object({ es: z.string(), en: z.string().optional() })
const Cop = z.enum(['COP', 'USD', 'EUR'])

/** The event's organization, for the check of this permission in this organization; another tenant's event does not exist. */
async function organizationOf(context: Context, eventId: string): Promise<string> {
  const event = await context.tx.selectFrom('events').select('organization_id').where('id', '=', eventId).executeTakeFirst()
  if (!event) throw new Refusal('not_found')
  return event.organization_id
}

export const listOrders: Handler<typeof ticketing.listOrders, Context> = async ({ eventId, state, q, limit, cursor }, context) => {
  await permit(context, await organizationOf(context, eventId), 'orders.read')
  const [at, id] = fromCursor(cursor) ?? []
  const like = q ? `%${q.replaceAll(/[%_\\]/g, '\\$&')}%` : undefined
  const { rows } = await sql<{
    id: string
    code: string
    state: string
    buyer_name: string
    buyer_email: string
    buyer_phone: string
    total_minor: number
    currency: string
    placed_at: Date
    paid_at: Date | null
    tickets: number
    method: string | null
  }>`
    select o.id, o.code, o.state, o.buyer_name, o.buyer_email, o.buyer_phone, o.total_minor, o.currency, o.placed_at, o.paid_at,
      (select coalesce(sum(l.quantity * l.admissions), 0)::int from order_lines l where l.order_id = o.id) as tickets,
      (select p.method from payments p where p.order_id = o.id order by (p.state in ('succeeded', 'partially_refunded', 'refunded')) desc, p.attempt desc limit 1) as method
    from orders o where o.event_id = ${eventId} ${state ? sql`and o.state = ${state}` : sql``}
      ${like ? sql`and (private.plain(o.buyer_name) like private.plain(${like}) or o.buyer_email ilike ${like} or o.code ilike ${like} or o.buyer_phone like ${like})` : sql``}
      ${at === undefined ? sql`` : sql`and (o.placed_at, o.id) < (${new Date(String(at))}, ${String(id)}::uuid)`}
    order by o.placed_at desc, o.id desc limit ${limit + 1}`.execute(context.tx)
  return pageFrom(
    rows,
    limit,
    (row) => [row.placed_at, row.id],
    (row) => ({
      id: OrderId.parse(row.id),
      code: row.code,
      state: OrderState.parse(row.state),
      buyerName: row.buyer_name,
      buyerEmail: row.buyer_email,
      buyerPhone: row.buyer_phone,
      tickets: row.tickets,
      total: { minor: row.total_minor, currency: Cop.parse(row.currency) },
      method: PaymentMethod.nullable().parse(row.method),
      placedAt: row.placed_at.toISOString(),
      paidAt: row.paid_at?.toISOString() ?? null,
    }),
  )
}

export const listAttendees =
  (parts: TicketingParts): Handler<typeof ticketing.listAttendees, Context> =>
  async ({ eventId, q, limit, cursor }, context) => {
    await permit(context, await organizationOf(context, eventId), 'attendees.read')
    const [name, id] = fromCursor(cursor) ?? []
    const like = q ? `%${q.replaceAll(/[%_\\]/g, '\\$&')}%` : undefined
    // Names and emails stand on orders, which the door may not read in full; the permission for attendees was checked above.
    return await context.elevated(async () => {
      const { rows } = await sql<{
        id: string
        code: string
        holder_name: string | null
        name: string
        email: string
        type: unknown
        state: string
        order_code: string
        order_id: string
      }>`
      select t.id, t.code, t.holder_name, coalesce(t.holder_name, o.buyer_name) as name, o.buyer_email as email, y.name as type, t.state, o.code as order_code, o.id as order_id
        from tickets t join orders o on o.id = t.order_id join ticket_types y on y.id = t.ticket_type_id
       where t.event_id = ${eventId}
        ${like ? sql`and o.event_id = ${eventId} and (private.plain(coalesce(t.holder_name, o.buyer_name)) like private.plain(${like}) or o.buyer_email ilike ${like} or o.code ilike ${like} or t.code ilike ${like})` : sql``}
        ${name === undefined ? sql`` : name === null ? sql`and t.holder_name is null and t.id > ${String(id)}::uuid` : sql`and ((t.holder_name, t.id) > (${String(name)}, ${String(id)}::uuid) or t.holder_name is null)`}
      order by t.holder_name, t.id limit ${limit + 1}`.execute(context.tx)
      const ids = rows.map((row) => row.id)
      const [first, inside] = [await parts.admissions.firstEntries(context.tx, ids), await parts.admissions.inside(context.tx, ids)]
      return pageFrom(
        rows,
        limit,
        (row) => [row.holder_name, row.id],
        (row) => ({
          ticketId: TicketId.parse(row.id),
          code: row.code,
          name: row.name,
          email: row.email,
          typeName: TextRow.parse(row.type),
          state: z.enum(['active', 'cancelled', 'transferred']).parse(row.state),
          orderCode: row.order_code,
          orderId: OrderId.parse(row.order_id),
          admittedAt: first.get(row.id)?.toISOString() ?? null,
          isInside: inside.has(row.id),
        }),
      )
    })
  }

export const listRefunds: Handler<typeof payments.listRefunds, Context> = async ({ organizationId, state, limit, cursor }, context) => {
  await permit(context, organizationId, 'orders.read')
  const [rank, at, id] = fromCursor(cursor) ?? []
  const waits = sql<number>`case when refunds.state = 'manual' then 0 else 1 end`
  const rows = await refundsQuery(context.tx)
    .select(waits.as('waits'))
    .where('refunds.organization_id', '=', organizationId)
    .$if(state !== undefined, (query) => query.where('refunds.state', '=', state ?? ''))
    .$if(rank !== undefined, (query) =>
      query.where(
        sql<boolean>`(${waits}, -extract(epoch from refunds.created_at), refunds.id) > (${Number(rank)}, -extract(epoch from ${new Date(String(at))}::timestamptz), ${String(id)}::uuid)`,
      ),
    )
    .orderBy(waits)
    .orderBy('refunds.created_at', 'desc')
    .orderBy('refunds.id')
    .limit(limit + 1)
    .execute()
  return pageFrom(rows, limit, (row) => [row.waits, row.created_at, row.id], toRefundView)
}

export const getRefund: Handler<typeof payments.getRefund, Context> = async ({ refundId }, context) => {
  const row = await refundsQuery(context.tx).where('refunds.id', '=', refundId).executeTakeFirst()
  return row ? toRefundView(row) : context.refuse('not_found')
}

export const settleRefund =
  (parts: TicketingParts): Handler<typeof payments.settleRefund, Context> =>
  async ({ refundId, evidence }, context) => {
    const seen = await context.tx.selectFrom('refunds').select('organization_id').where('id', '=', refundId).executeTakeFirst()
    if (!seen) return context.refuse('not_found')
    await permit(context, seen.organization_id, 'orders.refund')
    return await context.elevated(async () => {
      const refund = await context.tx
        .updateTable('refunds')
        .set({ state: 'succeeded', evidence, settled_at: context.now() })
        .where('id', '=', refundId)
        .where('state', '=', 'manual')
        .returningAll()
        .executeTakeFirst()
      if (!refund) return context.refuse('refund_state_wrong')
      await tellRefund(context.tx, parts.world, 'refund.succeeded', refund)
      context.note({
        organizationId: seen.organization_id,
        target: `refund:${refundId}`,
        before: { state: 'manual' },
        after: { state: 'succeeded', evidence },
      })
      return await refundView(context.tx, refundId)
    })
  }
