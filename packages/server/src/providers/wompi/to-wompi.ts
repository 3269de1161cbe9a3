import type { Acceptance, Charge } from '#payments/provider.ts'
import { integritySignature } from './signature.ts'

/** Wompi's names of our document types; what it does not know is OTHER. */
const documentTypes: Readonly<Record<string, string>> = { CC: 'CC', CE: 'CE', NIT: 'NIT', PA: 'PP', PP: 'PP', TI: 'TI' }
const longestDescription = 30

export function toWompi(charge: Charge, integritySecret: string): Record<string, unknown> {
  const expirationTime = charge.expiresAt.toISOString()
  const { documentType, documentNumber } = documentOf(charge)
  return {
    acceptance_token: tokenOf(charge.acceptances, 'terms'),
    accept_personal_auth: tokenOf(charge.acceptances, 'personal_data'),
    amount_in_cents: charge.amount.minor,
    currency: charge.amount.currency,
    signature: integritySignature(
      { reference: charge.reference, amountInCents: charge.amount.minor, currency: charge.amount.currency, expirationTime },
      integritySecret,
    ),
    customer_email: charge.payer.email,
    reference: charge.reference,
    payment_method: methodOf(charge),
    redirect_url: charge.returnUrl,
    expiration_time: expirationTime,
    ip: charge.payer.ip,
    customer_data: { full_name: charge.payer.name, phone_number: charge.payer.phone, legal_id: documentNumber, legal_id_type: documentType },
  }
}

function methodOf(charge: Charge): Record<string, unknown> {
  const { details } = charge
  // The bank's page shows this to the payer; PSE takes thirty characters, and the button no quotes.
  const payment_description = charge.description.replaceAll("'", '’').slice(0, longestDescription)
  const { documentType = 'CC', documentNumber } = documentOf(charge)
  switch (charge.method) {
    case 'card':
      return { type: 'CARD', token: details['cardToken'], installments: Number(details['installments'] ?? '1') }
    case 'nequi':
      return { type: 'NEQUI', phone_number: nationalNumber(details['nequiPhone'] ?? charge.payer.phone) }
    case 'pse':
      return {
        type: 'PSE',
        user_type: Number(details['userType'] ?? '0'),
        user_legal_id_type: documentType,
        user_legal_id: documentNumber,
        financial_institution_code: details['bankCode'],
        payment_description,
      }
    case 'bancolombia_transfer':
      return { type: 'BANCOLOMBIA_TRANSFER', payment_description, user_type: 'PERSON' }
    case 'bancolombia_qr':
      return { type: 'BANCOLOMBIA_QR', payment_description }
    case 'daviplata':
      return { type: 'DAVIPLATA', user_legal_id: documentNumber, user_legal_id_type: documentType, payment_description }
    case 'cash_voucher':
      return { type: 'BANCOLOMBIA_COLLECT' }
  }
}

function documentOf({ details, payer }: Charge): { readonly documentType?: string; readonly documentNumber?: string } {
  const type = details['documentType'] ?? payer.documentType
  const number = details['documentNumber'] ?? payer.documentNumber
  return { ...(type ? { documentType: documentTypes[type] ?? 'OTHER' } : {}), ...(number ? { documentNumber: number } : {}) }
}

const tokenOf = (acceptances: readonly Acceptance[], kind: Acceptance['kind']) => acceptances.find((each) => each.kind === kind)?.token
const nationalNumber = (phone: string) => phone.replace(/\D/g, '').slice(-10)
