import type { CardToken } from './cards.ts'
import type { FinalStatus, PaymentMethod } from './wire.ts'

export type Delay = number | 'never'
export type TimersMs = { readonly card: Delay; readonly nequi: Delay; readonly bankLink: Delay; readonly bank: Delay; readonly voided: number }
export const defaultTimersMs: TimersMs = { card: 600, nequi: 3_000, bankLink: 1_500, bank: 5_000, voided: 600 }

/** What becomes of a transaction if nobody touches it; undefined waits for the payer. */
export type Fate = { readonly status: FinalStatus; readonly message: string | null; readonly afterMs: Delay } | undefined

const messages = {
  APPROVED: null,
  DECLINED: 'La transacción fue rechazada por la entidad financiera',
  ERROR: 'Ocurrió un error procesando la transacción',
} as const
export const messageOf = (status: FinalStatus): string | null => messages[status]

export type NequiBehaviour = 'documented' | 'by_hand'

export function fateOf(method: PaymentMethod, card: CardToken | undefined, timers: TimersMs, nequi: NequiBehaviour): Fate {
  switch (method.type) {
    case 'CARD':
      return ends(card?.outcome ?? 'ERROR', timers.card)
    case 'NEQUI':
      return nequiFate(method.phone_number, timers, nequi)
    case 'PSE':
      return bankFate(method.financial_institution_code, timers)
    case 'BANCOLOMBIA_TRANSFER':
    case 'BANCOLOMBIA_QR':
    case 'BANCOLOMBIA_COLLECT':
      return method.sandbox_status ? ends(method.sandbox_status, timers.bank) : undefined
    case 'DAVIPLATA':
      return undefined
  }
}

const ends = (status: FinalStatus, afterMs: Delay): Fate => ({ status, message: messages[status], afterMs })

function nequiFate(phone: string, timers: TimersMs, nequi: NequiBehaviour): Fate {
  if (phone === '3991111111') return ends('APPROVED', timers.nequi)
  if (phone === '3992222222') return ends('DECLINED', timers.nequi)
  // Wompi's sandbox answers ERROR for any other phone; a person at the control page may prefer to press the buttons.
  return nequi === 'by_hand' ? undefined : ends('ERROR', timers.nequi)
}

function bankFate(code: string, timers: TimersMs): Fate {
  const status = new Map<string, FinalStatus>([
    ['1', 'APPROVED'],
    ['2', 'DECLINED'],
    ['3', 'ERROR'],
  ]).get(code)
  return status && ends(status, timers.bank)
}
