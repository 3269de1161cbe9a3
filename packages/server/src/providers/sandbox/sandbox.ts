import { ForgedWebhook, type Charge, type PaymentProvider, type ProviderPayment } from '#payments/provider.ts'
import { chargeOnce } from '../charge-once.ts'
import { httpClient, type HttpAnswer } from '../http.ts'
import { checkSignature } from './signature.ts'
import {
  SandboxBanksAnswer,
  SandboxEvent,
  SandboxPaymentAnswer,
  SandboxPaymentsAnswer,
  SandboxProblem,
  SandboxRefundAnswer,
  type SandboxPayment,
} from './wire.ts'

export type SandboxConfig = { readonly baseUrl: string; readonly secret: string; readonly timeoutMs?: number | undefined }

/** A checkout page waits for this: who is slower is not offered. */
const preparingMs = 4_000

/** Our own test gateway: all methods of Colombia without a contract with anybody. Its protocol is in packages/simulators/src/sandbox/README.md. */
export function sandbox(config: SandboxConfig): PaymentProvider {
  const { timeoutMs = 8_000 } = config
  const http = httpClient({
    baseUrl: `${config.baseUrl.replace(/\/$/, '')}/v1`,
    timeoutMs,
    headers: { authorization: `Bearer ${config.secret}` },
  })

  async function findByReference(reference: string): Promise<readonly ProviderPayment[]> {
    const answer = await http.get(`/payments?${new URLSearchParams({ reference })}`)
    return SandboxPaymentsAnswer.parse(good(answer)).data.map(fromSandbox)
  }

  async function createPayment(charge: Charge): Promise<ProviderPayment> {
    const answer = await chargeOnce({
      send: () => http.post('/payments', { body: toSandbox(charge) }),
      find: () => findByReference(charge.reference),
    })
    if ('providerRef' in answer) return answer
    return answer.status === 422 ? refused(charge, answer.body) : fromSandbox(SandboxPaymentAnswer.parse(good(answer)).data)
  }

  return {
    id: 'sandbox',
    capabilities: {
      methods: ['card', 'nequi', 'pse', 'bancolombia_transfer', 'bancolombia_qr', 'daviplata', 'cash_voucher'],
      currencies: ['COP', 'USD', 'EUR'],
      refund: 'api',
    },
    async prepare() {
      return {
        acceptances: [],
        banks: SandboxBanksAnswer.parse(good(await http.get('/banks', { timeoutMs: Math.min(timeoutMs, preparingMs) }))).data,
      }
    },
    createPayment,
    async getPayment(providerRef) {
      return fromSandbox(SandboxPaymentAnswer.parse(good(await http.get(`/payments/${encodeURIComponent(providerRef)}`))).data)
    },
    findByReference,
    async refund({ providerRef, amount, reason, idempotencyKey }) {
      const answer = await http.post(`/payments/${encodeURIComponent(providerRef)}/refunds`, {
        body: { amount, reason: reason.slice(0, 200) },
        headers: { 'idempotency-key': idempotencyKey },
      })
      if (answer.status === 422) return { providerRef, status: 'failed' }
      const { id, status } = SandboxRefundAnswer.parse(good(answer)).data
      return { providerRef: id, status }
    },
    async readWebhook(raw, headers) {
      checkSignature(raw, headers.get('x-sandbox-signature'), config.secret)
      const event = SandboxEvent.safeParse(JSON.parse(new TextDecoder().decode(raw)))
      if (!event.success) throw new ForgedWebhook('not an event of the sandbox', { cause: event.error })
      const { id, payment } = event.data
      return [{ dedupeKey: id, providerRef: payment.id, reference: payment.reference }]
    },
  }
}

function toSandbox({ reference, amount, method, payer, description, returnUrl, expiresAt, details }: Charge) {
  const { nequiPhone, bankCode } = details
  return {
    reference,
    amount,
    method,
    description: description.slice(0, 200),
    returnUrl,
    expiresAt: expiresAt.toISOString(),
    payer: { name: payer.name, email: payer.email, phone: payer.phone },
    details: { nequiPhone, bankCode },
  }
}

function fromSandbox(payment: SandboxPayment): ProviderPayment {
  const { id, reference, status, amount, method, next, failure } = payment
  return {
    providerRef: id,
    reference,
    status,
    amount,
    method,
    next: next ?? undefined,
    raw: payment,
    failure: failure ? { code: failure.code, providerCode: failure.code, message: failure.message } : undefined,
  }
}

/** Creation was refused, so there is no payment: our own reference stands in for its id. */
function refused({ reference, amount }: Charge, body: unknown): ProviderPayment {
  const { error } = SandboxProblem.parse(body)
  return {
    providerRef: reference,
    reference,
    status: 'failed',
    amount,
    failure: { code: 'invalid_data', providerCode: error.code, message: error.message },
    raw: body,
  }
}

function good(answer: HttpAnswer): unknown {
  if (answer.status >= 200 && answer.status < 300) return answer.body
  throw new Error(`The sandbox answered ${answer.status}: ${JSON.stringify(answer.body)?.slice(0, 300)}`)
}
