import { z } from 'zod'
import { operation } from './operation.ts'
import { Instant, Money, OrderId, PaymentId } from './vocabulary.ts'

/** What must always be true of the product's data. The words of each stand in the pages' catalogue `health`. */
export const InvariantId = z.enum([
  'pool_held',
  'pool_sold',
  'pool_capacity',
  'order_total',
  'order_tickets',
  'order_payment',
  'order_posted',
  'order_expired',
  'ticket_paid',
  'payment_answered',
  'refund_sum',
  'refund_moving',
  'webhook_worked',
  'ledger_transaction',
  'ledger_balance',
  'ledger_zero',
  'admission_once',
  'door_counts',
  'message_requested',
  'outbox_handed_on',
  'outbox_set_aside',
])
export type InvariantId = z.infer<typeof InvariantId>

const InvariantView = z.object({
  id: InvariantId,
  /** `never`: not looked at yet. */
  state: z.enum(['holds', 'broken', 'never']),
  checkedAt: Instant.nullable(),
  /** When every row had been looked at for the last time. */
  wholeAt: Instant.nullable(),
  tookMs: z.number().nullable(),
  /** The last look failed or took too long: what is shown is of before. */
  isUnfinished: z.boolean(),
  brokenSince: Instant.nullable(),
  /** At most 1,000 are counted. */
  count: z.int(),
  /** Ids of rows that break it, never what stands in them. */
  examples: z.array(z.string()),
})
export type InvariantView = z.infer<typeof InvariantView>

const Waiting = z.object({ count: z.int(), oldestAt: Instant.nullable() })
const SetAside = z.object({ id: z.uuid(), type: z.string(), occurredAt: Instant })
const ReviewedPayment = z.object({
  id: PaymentId,
  orderId: OrderId,
  orderCode: z.string(),
  provider: z.string(),
  providerRef: z.string().nullable(),
  expected: Money,
  /** What the provider says that it took; null when that is a currency that we do not know. */
  told: Money.nullable(),
  createdAt: Instant,
})
export type ReviewedPayment = z.infer<typeof ReviewedPayment>

export const PlatformHealth = z.object({
  state: z.enum(['holds', 'broken', 'never']),
  checkedAt: Instant.nullable(),
  /** Nothing was looked at for two minutes: no worker runs. */
  isStale: z.boolean(),
  invariants: z.array(InvariantView),
  outbox: Waiting,
  setAside: z.object({ count: z.int(), data: z.array(SetAside) }),
  webhooks: Waiting,
  messages: Waiting,
  reviews: z.object({ count: z.int(), data: z.array(ReviewedPayment) }),
  database: z.object({ bytes: z.number(), connections: z.int(), maxConnections: z.int() }),
})
export type PlatformHealth = z.infer<typeof PlatformHealth>

export const ReviewDecision = z.enum(['accept', 'give_back'])

export const health = {
  getPlatformHealth: operation({
    summary: 'Whether what must always be true is true, and what waits',
    route: 'GET /api/v1/platform/health',
    permission: 'admin',
    limit: 'read',
    input: z.object({}),
    output: PlatformHealth,
    tool: 'read',
  }),
  handOnAgain: operation({
    summary: 'Hands a happening on again that was set aside after an error',
    route: 'POST /api/v1/platform/happenings/{happeningId}/hand-on',
    permission: 'admin',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({ happeningId: z.uuid() }),
    output: z.object({ id: z.uuid(), type: z.string() }),
    refusals: ['not_found', 'happening_not_set_aside'],
  }),
  settleReviewedPayment: operation({
    summary: 'Accepts a payment of an unexpected amount as paid, or gives it back',
    route: 'POST /api/v1/platform/payments/{paymentId}/review',
    permission: 'admin',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({ paymentId: PaymentId, decision: ReviewDecision, note: z.string().trim().min(3).max(500) }),
    output: z.object({ paymentId: PaymentId, decision: ReviewDecision, refundId: z.uuid().nullable() }),
    refusals: ['not_found', 'payment_not_in_review', 'payment_not_acceptable'],
  }),
}
