import { z } from 'zod'

const Amount = z.object({ minor: z.int(), currency: z.enum(['COP', 'USD', 'EUR']) })
const FailureCode = z.enum([
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

const NextStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('redirect'), url: z.string() }),
  z.object({ kind: z.literal('push'), phone: z.string() }),
  z.object({ kind: z.literal('voucher'), agreement: z.string(), reference: z.string() }),
  z.object({ kind: z.literal('qr'), image: z.string() }),
  z.object({ kind: z.literal('wait') }),
])

const Payment = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum(['requires_action', 'pending', 'succeeded', 'failed', 'expired', 'refunded']),
  amount: Amount,
  method: z.enum(['card', 'nequi', 'pse', 'bancolombia_transfer', 'bancolombia_qr', 'daviplata', 'cash_voucher']),
  next: NextStep.nullable(),
  failure: z.object({ code: FailureCode, message: z.string() }).nullable(),
})
export type SandboxPayment = z.infer<typeof Payment>

export const SandboxPaymentAnswer = z.object({ data: Payment })
export const SandboxPaymentsAnswer = z.object({ data: z.array(Payment).max(200) })
export const SandboxRefundAnswer = z.object({ data: z.object({ id: z.string(), status: z.enum(['succeeded', 'failed']) }) })
export const SandboxBanksAnswer = z.object({ data: z.array(z.object({ code: z.string(), name: z.string() })).max(500) })
export const SandboxProblem = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
export const SandboxEvent = z.object({ id: z.string(), type: z.string(), payment: z.object({ id: z.string(), reference: z.string() }) })
