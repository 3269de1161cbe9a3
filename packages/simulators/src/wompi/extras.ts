import { randomInt, randomUUID } from 'node:crypto'
import { qrSvg } from '../sandbox/kernel/qr.ts'
import { bankName } from './banks.ts'
import type { CardToken } from './cards.ts'
import type { PaymentMethod } from './wire.ts'

export type Extra = Record<string, unknown>
const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('')

/** What `payment_method.extra` says from the first answer on. */
export function extraAtOnce(method: PaymentMethod, card: CardToken | undefined, payPage: string): Extra {
  switch (method.type) {
    case 'CARD':
      return card
        ? {
            bin: card.bin,
            name: card.name,
            brand: card.brand,
            exp_year: card.exp_year,
            exp_month: card.exp_month,
            last_four: card.last_four,
            card_holder: card.card_holder,
            card_type: 'CREDIT',
          }
        : {}
    case 'NEQUI':
      return { transaction_id: `350-${digits(10)}`, external_identifier: digits(10) }
    case 'BANCOLOMBIA_QR':
      return { qr_id: randomUUID(), qr_image: Buffer.from(qrSvg(payPage)).toString('base64'), external_identifier: digits(10) }
    case 'BANCOLOMBIA_COLLECT':
      return { business_agreement_code: '13971', payment_intention_identifier: digits(11) }
    case 'PSE':
    case 'BANCOLOMBIA_TRANSFER':
    case 'DAVIPLATA':
      return {}
  }
}

/** What appears a moment later: the page of the bank, which the merchant has to poll for. */
export function extraLater(method: PaymentMethod, payPage: string, now: number): Extra | undefined {
  switch (method.type) {
    case 'PSE':
      return {
        async_payment_url: payPage,
        ticket_id: digits(7),
        return_code: 'SUCCESS',
        request_date: new Date(now).toISOString(),
        external_identifier: digits(8),
        traceability_code: digits(6),
        bank_name: bankName(method.financial_institution_code) ?? null,
      }
    case 'BANCOLOMBIA_TRANSFER':
      return { async_payment_url: payPage, external_identifier: digits(10) }
    case 'DAVIPLATA':
      return {
        url: payPage,
        external_identifier: digits(10),
        daviplata_transaction_id: digits(6),
        url_services: { token: randomUUID(), code_otp_send: `${payPage}/otp/send`, code_otp_validate: `${payPage}/otp/validate` },
      }
    case 'CARD':
    case 'NEQUI':
    case 'BANCOLOMBIA_QR':
    case 'BANCOLOMBIA_COLLECT':
      return undefined
  }
}
