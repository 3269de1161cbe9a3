import type { PaymentMethod } from '@fashionistas/contract'
import type { FailureCode, NextStep, ProviderPayment } from '#payments/provider.ts'
import type { WompiError, WompiTransaction } from './wire.ts'

const methods = new Map<string, PaymentMethod>([
  ['CARD', 'card'],
  ['NEQUI', 'nequi'],
  ['PSE', 'pse'],
  ['BANCOLOMBIA_TRANSFER', 'bancolombia_transfer'],
  ['BANCOLOMBIA_QR', 'bancolombia_qr'],
  ['DAVIPLATA', 'daviplata'],
  ['BANCOLOMBIA_COLLECT', 'cash_voucher'],
])

export function fromWompi(transaction: WompiTransaction): ProviderPayment {
  const said = {
    providerRef: transaction.id,
    reference: transaction.reference,
    amount: { minor: transaction.amount_in_cents, currency: transaction.currency },
    method: methods.get(transaction.payment_method_type),
    raw: transaction,
  }
  const message = transaction.status_message ?? ''
  switch (transaction.status) {
    case 'PENDING':
      // All but cards wait for an act of the payer, also in the moment before the bank's address is known.
      return { ...said, status: transaction.payment_method_type === 'CARD' ? 'pending' : 'requires_action', next: nextOf(transaction) }
    case 'APPROVED':
      return { ...said, status: 'succeeded' }
    case 'DECLINED':
      return { ...said, status: 'failed', failure: { code: codeOf(message) ?? 'declined', providerCode: transaction.status, message } }
    case 'ERROR':
      return { ...said, status: 'failed', failure: { code: codeOf(message) ?? 'unknown', providerCode: transaction.status, message } }
    case 'VOIDED':
      return { ...said, status: 'voided' }
  }
}

/** Creation was refused, so Wompi has no transaction: our own reference stands in for its id. */
export function refusedByWompi(reference: string, amount: ProviderPayment['amount'], error: WompiError): ProviderPayment {
  const message =
    Object.entries(error.messages ?? {})
      .map(([field, text]) => `${field}: ${Array.isArray(text) ? text.join(', ') : String(text)}`)
      .join('; ') ||
    (error.reason ?? error.type)
  return {
    providerRef: reference,
    reference,
    status: 'failed',
    amount,
    failure: { code: 'invalid_data', providerCode: error.type, message },
    raw: error,
  }
}

function nextOf({ payment_method, payment_method_type }: WompiTransaction): NextStep {
  const extra = payment_method?.extra ?? {}
  const url = extra.async_payment_url ?? extra.url
  if (url) return { kind: 'redirect', url }
  if (payment_method_type === 'NEQUI') return { kind: 'push', phone: payment_method?.phone_number ?? '' }
  if (extra.qr_image) return { kind: 'qr', image: `data:image/svg+xml;base64,${extra.qr_image}` }
  if (extra.business_agreement_code && extra.payment_intention_identifier)
    return { kind: 'voucher', agreement: extra.business_agreement_code, reference: extra.payment_intention_identifier }
  return { kind: 'wait' }
}

/** Wompi explains itself in Spanish prose only, so words are what there is to go by. */
const hints: readonly (readonly [RegExp, FailureCode])[] = [
  [/fondos|saldo insuficiente/i, 'insufficient_funds'],
  [/expir|venci/i, 'expired'],
  [/cancelad/i, 'cancelled_by_payer'],
  [/fraude|riesgo|seguridad/i, 'fraud_suspected'],
  [/l[ií]mite|tope|excede/i, 'limit_exceeded'],
  [/autenticaci|3ds|otp/i, 'authentication_failed'],
  [/inv[aá]lid|no existe/i, 'invalid_data'],
  [/no disponible|intermitencia/i, 'provider_unavailable'],
  [/rechazad|declinad/i, 'declined'],
]
const codeOf = (message: string): FailureCode | undefined => hints.find(([words]) => words.test(message))?.[1]
