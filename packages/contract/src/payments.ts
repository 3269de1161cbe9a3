import { z } from 'zod'
import { operation } from './operation.ts'
import {
  Instant,
  LinkToken,
  Money,
  OrderId,
  PaymentId,
  PaymentMethod,
  PaymentState,
  RefundId,
  EventId,
  TicketId,
  Page,
  OrganizationId,
  pageOf,
} from './vocabulary.ts'

const NextStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('redirect'), url: z.string() }),
  z.object({ kind: z.literal('push'), phone: z.string() }),
  z.object({ kind: z.literal('voucher'), agreement: z.string(), reference: z.string() }),
  z.object({ kind: z.literal('qr'), image: z.string() }),
  z.object({ kind: z.literal('wait') }),
])
export const PaymentView = z.object({
  id: PaymentId,
  orderId: OrderId,
  provider: z.string(),
  method: PaymentMethod,
  state: PaymentState,
  amount: Money,
  next: NextStep.nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  expiresAt: Instant,
  createdAt: Instant,
  settledAt: Instant.nullable(),
})
export type PaymentView = z.infer<typeof PaymentView>

const Acceptance = z.object({ kind: z.enum(['terms', 'personal_data']), token: z.string(), permalink: z.string() })
export const MethodOffer = z.object({
  method: PaymentMethod,
  provider: z.string(),
  acceptances: z.array(Acceptance),
  banks: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Cards are turned into a token by the provider, from the browser: card numbers never reach us. Null: the provider's own page asks for the card. */
  cardTokens: z.object({ url: z.string(), publicKey: z.string() }).nullable(),
  holdMinutes: z.int(),
})
export type MethodOffer = z.infer<typeof MethodOffer>

export const RefundState = z.enum(['requested', 'approved', 'processing', 'manual', 'succeeded', 'failed'])
export const RefundReason = z.enum(['event_cancelled', 'retracto', 'payment_reversal', 'duplicate', 'late_payment', 'voluntary', 'goodwill'])
export const RefundView = z.object({
  id: RefundId,
  orderId: OrderId,
  orderCode: z.string(),
  eventId: EventId,
  buyerName: z.string(),
  amount: Money,
  reason: RefundReason,
  state: RefundState,
  dueAt: Instant,
  createdAt: Instant,
  settledAt: Instant.nullable(),
  evidence: z.string().nullable(),
})
export type RefundView = z.infer<typeof RefundView>

export const payments = {
  listPaymentMethods: operation({
    summary: 'How this order can be paid, with the documents to accept and the banks',
    route: 'GET /api/v1/orders/{orderId}/payment-methods',
    permission: 'public',
    limit: 'read',
    transaction: 'own',
    input: z.object({ orderId: OrderId, token: LinkToken }),
    output: z.object({ data: z.array(MethodOffer) }),
    refusals: ['not_found', 'order_state_wrong', 'order_expired'],
  }),
  startPayment: operation({
    summary: 'Charges an order; the answer says what the payer does next',
    route: 'POST /api/v1/orders/{orderId}/payments',
    permission: 'public',
    limit: 'order',
    idempotency: 'own',
    transaction: 'own',
    input: z.object({
      orderId: OrderId,
      token: LinkToken,
      method: PaymentMethod,
      provider: z.string().max(40).optional(),
      acceptances: z.array(Acceptance).max(4).default([]),
      details: z
        .object({
          nequiPhone: z.string().max(20),
          bankCode: z.string().max(20),
          userType: z.enum(['0', '1']),
          documentType: z.string().max(5),
          documentNumber: z.string().max(20),
          cardToken: z.string().max(200),
          installments: z.string().max(2),
        })
        .partial()
        .default({}),
    }),
    output: PaymentView,
    refusals: [
      'not_found',
      'order_state_wrong',
      'order_expired',
      'payment_method_unavailable',
      'payment_open',
      'provider_unavailable',
      'acceptance_missing',
      'idempotency_key_reused',
    ],
    tool: 'write',
  }),
  getPayment: operation({
    summary: 'How a payment stands; asks the provider when its news are late',
    route: 'GET /api/v1/orders/{orderId}/payments/{paymentId}',
    permission: 'public',
    limit: 'read',
    transaction: 'own',
    input: z.object({ orderId: OrderId, paymentId: PaymentId, token: LinkToken }),
    output: PaymentView,
    refusals: ['not_found'],
  }),
  refundOrder: operation({
    summary: 'Gives back an order or some of its tickets',
    route: 'POST /api/v1/orders/{orderId}/refunds',
    permission: 'orders.refund',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({
      orderId: OrderId,
      ticketIds: z.array(TicketId).min(1).max(200).optional(),
      reason: RefundReason.extract(['voluntary', 'goodwill', 'retracto', 'duplicate']),
      note: z.string().trim().max(500).optional(),
    }),
    output: RefundView,
    refusals: ['not_found', 'refund_not_allowed', 'refund_too_large', 'order_state_wrong'],
    tool: 'destroy',
  }),
  listRefunds: operation({
    summary: 'Refunds of an organization, those that wait for a person first',
    route: 'GET /api/v1/refunds',
    permission: 'orders.read',
    input: z.object({ organizationId: OrganizationId, state: RefundState.optional(), ...Page }),
    output: pageOf(RefundView),
    refusals: ['not_found'],
  }),
  getRefund: operation({
    summary: 'How a refund stands',
    route: 'GET /api/v1/refunds/{refundId}',
    permission: 'orders.read',
    input: z.object({ refundId: RefundId }),
    output: RefundView,
    refusals: ['not_found'],
  }),
  settleRefund: operation({
    summary: 'Records with evidence that a person moved the money of a manual refund',
    route: 'POST /api/v1/refunds/{refundId}/settle',
    permission: 'orders.refund',
    limit: 'write',
    input: z.object({ refundId: RefundId, evidence: z.string().trim().min(3).max(300) }),
    output: RefundView,
    refusals: ['not_found', 'refund_state_wrong'],
  }),
}
