import { z } from 'zod'

export const Method = z.enum(['card', 'nequi', 'pse', 'bancolombia_transfer', 'bancolombia_qr', 'daviplata', 'cash_voucher'])
export type Method = z.infer<typeof Method>
export const FailureCode = z.enum([
  'insufficient_funds',
  'declined',
  'expired',
  'cancelled_by_payer',
  'fraud_suspected',
  'invalid_data',
  'limit_exceeded',
  'provider_unavailable',
  'authentication_failed',
  'unknown',
])
export type FailureCode = z.infer<typeof FailureCode>

const Amount = z.object({ minor: z.int().min(1).max(1e14), currency: z.enum(['COP', 'USD', 'EUR']) })

export const CreatePayment = z.object({
  reference: z.string().min(1).max(255),
  amount: Amount,
  method: Method,
  description: z.string().max(200),
  returnUrl: z.url({ protocol: /^https?$/ }),
  expiresAt: z.iso.datetime(),
  payer: z.object({ name: z.string(), email: z.string(), phone: z.string() }),
  details: z.object({ nequiPhone: z.string(), bankCode: z.string() }).partial(),
})
export type CreatePayment = z.infer<typeof CreatePayment>

export const NextStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('redirect'), url: z.string() }),
  z.object({ kind: z.literal('push'), phone: z.string() }),
  z.object({ kind: z.literal('voucher'), agreement: z.string(), reference: z.string() }),
  z.object({ kind: z.literal('qr'), image: z.string() }),
  z.object({ kind: z.literal('wait') }),
])
export type NextStep = z.infer<typeof NextStep>

export const Payment = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum(['requires_action', 'pending', 'succeeded', 'failed', 'expired', 'refunded']),
  amount: Amount,
  refundedMinor: z.number(),
  method: Method,
  next: NextStep.nullable(),
  failure: z.object({ code: FailureCode, message: z.string() }).nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type Payment = z.infer<typeof Payment>

export const CreateRefund = z.object({ amount: Amount, reason: z.string().max(200) })
export const Refund = z.object({
  id: z.string(),
  paymentId: z.string(),
  status: z.enum(['succeeded', 'failed']),
  amount: Amount,
  reason: z.string(),
  idempotencyKey: z.string(),
  createdAt: z.string(),
})
export type Refund = z.infer<typeof Refund>

export const problem = (code: string, message: string) => ({ error: { code, message } })
