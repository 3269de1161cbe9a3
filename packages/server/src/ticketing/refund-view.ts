import { Currency, EventId, OrderId, RefundId, RefundReason, RefundState, type RefundView } from '@fashionistas/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { Refunds } from '#core/schema.ts'

type Row = Selectable<Refunds> & { code: string; buyer_name: string }

export const refundsQuery = (tx: Tx) =>
  tx.selectFrom('refunds').innerJoin('orders', 'orders.id', 'refunds.order_id').selectAll('refunds').select(['orders.code', 'orders.buyer_name'])

export const toRefundView = (row: Row): RefundView => ({
  id: RefundId.parse(row.id),
  orderId: OrderId.parse(row.order_id),
  orderCode: row.code,
  eventId: EventId.parse(row.event_id),
  buyerName: row.buyer_name,
  amount: { minor: row.amount_minor, currency: Currency.parse(row.currency) },
  reason: RefundReason.parse(row.reason),
  state: RefundState.parse(row.state),
  dueAt: row.due_at.toISOString(),
  createdAt: row.created_at.toISOString(),
  settledAt: row.settled_at?.toISOString() ?? null,
  evidence: row.evidence,
})

export async function refundView(tx: Tx, id: string): Promise<RefundView> {
  return toRefundView(await refundsQuery(tx).where('refunds.id', '=', id).executeTakeFirstOrThrow())
}
