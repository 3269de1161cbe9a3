import { pseBanks } from './kernel/pse-banks.ts'
import type { FailureCode } from './wire.ts'

/** What an input makes of a payment. `ask` leaves it to a person at the hosted page. */
export type Outcome =
  | { readonly kind: 'approve' | 'challenge' | 'slow' | 'silent' | 'ask' }
  | { readonly kind: 'fail'; readonly code: FailureCode; readonly message: string }

const fail = (code: FailureCode, message: string): Outcome => ({ kind: 'fail', code, message })
const declined = fail('declined', 'La entidad rechazó el pago')

const cards: Readonly<Record<string, Outcome>> = {
  '4242424242424242': { kind: 'approve' },
  '4000000000000002': declined,
  '4000000000009995': fail('insufficient_funds', 'Fondos insuficientes'),
  '4000002500003155': { kind: 'challenge' },
  '4000000000000069': fail('invalid_data', 'La tarjeta está vencida'),
  '4000000000000259': { kind: 'slow' },
}
const phones: Readonly<Record<string, Outcome>> = {
  '3001111111': { kind: 'approve' },
  '3991111111': { kind: 'approve' },
  '3992222222': fail('declined', 'Rechazaste el pago en Nequi'),
  '3993333333': { kind: 'silent' },
}
const banks: Readonly<Record<string, Outcome>> = {
  '1': { kind: 'approve' },
  '2': declined,
  '3': fail('provider_unavailable', 'El banco tuvo un error'),
  '4': { kind: 'slow' },
}

/** Undefined: not one of the test cards. */
export const cardOutcome = (number: string): Outcome | undefined => cards[number.replaceAll(/\D/g, '')]
export const nequiOutcome = (phone: string): Outcome => phones[phone.replaceAll(/\D/g, '').slice(-10)] ?? { kind: 'ask' }
export const bankOutcome = (code: string): Outcome => banks[code] ?? { kind: 'ask' }

export const bankList = [
  { code: '1', name: 'Banco que aprueba' },
  { code: '2', name: 'Banco que rechaza' },
  { code: '3', name: 'Banco con error' },
  { code: '4', name: 'Banco lento' },
  ...pseBanks,
]
export const bankNameOf = (code: string): string | undefined => bankList.find((bank) => bank.code === code)?.name

export const otpOutcomes: Readonly<Record<string, Outcome>> = {
  '574829': { kind: 'approve' },
  '932015': declined,
  '186743': fail('insufficient_funds', 'Fondos insuficientes'),
}
