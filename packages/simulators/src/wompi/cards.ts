import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { FinalStatus } from './wire.ts'

export const CardInput = z.object({
  number: z
    .string()
    .transform((digits) => digits.replaceAll(' ', ''))
    .pipe(
      z
        .string()
        .regex(/^\d{13,19}$/)
        .refine(passesLuhn, 'El número de la tarjeta no es válido'),
    ),
  cvc: z.string().regex(/^\d{3,4}$/),
  exp_month: z.string().regex(/^(0[1-9]|1[0-2])$/),
  exp_year: z.string().regex(/^\d{2}$/),
  card_holder: z.string().min(5),
})
export type CardInput = z.infer<typeof CardInput>

/** The number itself is forgotten: only what it decides and what may be shown is kept. */
export const CardToken = z.object({
  id: z.string(),
  created_at: z.string(),
  brand: z.string(),
  name: z.string(),
  last_four: z.string(),
  bin: z.string(),
  exp_year: z.string(),
  exp_month: z.string(),
  card_holder: z.string(),
  expires_at: z.string(),
  outcome: z.enum(['APPROVED', 'DECLINED', 'ERROR']),
})
export type CardToken = z.infer<typeof CardToken>

const tokenLifeMs = 24 * 3_600_000

export function cardToken(card: CardInput, now: number, merchantId: number): CardToken {
  const brand = brandOf(card.number)
  const last_four = card.number.slice(-4)
  return {
    id: `tok_test_1${merchantId}_${randomBytes(16).toString('hex')}`,
    created_at: new Date(now).toISOString(),
    brand,
    name: `${brand}-${last_four}`,
    last_four,
    bin: card.number.slice(0, 6),
    exp_year: card.exp_year,
    exp_month: card.exp_month,
    card_holder: card.card_holder,
    expires_at: new Date(now + tokenLifeMs).toISOString(),
    outcome: outcomeOf(card.number),
  }
}

export function isPast(card: CardInput, now: number): boolean {
  return Date.UTC(2000 + Number(card.exp_year), Number(card.exp_month), 1) <= now
}

function outcomeOf(number: string): FinalStatus {
  if (number === '4242424242424242') return 'APPROVED'
  return number === '4111111111111111' ? 'DECLINED' : 'ERROR'
}

function brandOf(number: string): string {
  if (number.startsWith('4')) return 'VISA'
  if (/^3[47]/.test(number)) return 'AMEX'
  return 'MASTERCARD'
}

function passesLuhn(number: string): boolean {
  const sum = Array.from(number)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
  return sum % 10 === 0
}
