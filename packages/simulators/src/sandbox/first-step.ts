import { randomInt } from 'node:crypto'
import { qrSvg } from './kernel/qr.ts'
import type { Entry } from './payments.ts'
import { bankOutcome, nequiOutcome, type Outcome } from './sentinels.ts'
import type { CreatePayment, NextStep } from './wire.ts'

export type FirstStep = { readonly next: NextStep; readonly outcome: Outcome; readonly stage: Entry['stage'] }

/** What a payment begins with: inputs given by the shop decide at once, everything else is asked at the hosted page. */
export function firstStep({ method, details }: CreatePayment, payPage: string): FirstStep {
  const redirect: NextStep = { kind: 'redirect', url: payPage }
  switch (method) {
    case 'nequi':
      return details.nequiPhone ? { next: redirect, outcome: nequiOutcome(details.nequiPhone), stage: 'phone' } : asked(redirect)
    case 'pse':
      return details.bankCode ? { next: redirect, outcome: bankOutcome(details.bankCode), stage: 'bank' } : asked(redirect)
    case 'bancolombia_qr':
      return asked({ kind: 'qr', image: `data:image/svg+xml;base64,${Buffer.from(qrSvg(payPage)).toString('base64')}` })
    case 'cash_voucher':
      return asked({ kind: 'voucher', agreement: '99001', reference: String(randomInt(10_000_000, 99_999_999)) })
    case 'card':
    case 'bancolombia_transfer':
    case 'daviplata':
      return asked(redirect)
  }
}

const asked = (next: NextStep): FirstStep => ({ next, outcome: { kind: 'ask' }, stage: 'start' })
