import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minorOf, shownAmount } from './amount.ts'

test('T-01 pesos typed in any usual way are the same whole minor units', () => {
  for (const typed of ['$ 120.000', '120000', '120.000', '120,000', ' $120 000 ', 'COP 120.000']) expect(minorOf(typed, 'COP')).toBe(12_000_000)
})

test('T-01 cents count in dollars and never in pesos', () => {
  expect(minorOf('35.50', 'USD')).toBe(3_550)
  expect(minorOf('1.200,5', 'EUR')).toBe(120_050)
  expect(minorOf('1.200', 'USD')).toBe(120_000)
  expect(minorOf('12.50', 'COP')).toBe(125_000)
})

test('T-01 what is no amount is refused, not guessed', () => {
  for (const typed of ['', 'gratis', '-5', '12a', '9999999999999']) expect(minorOf(typed, 'COP')).toBeUndefined()
})

test('T-01 an amount shown and typed again is the same amount', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), fc.constantFrom('es-CO', 'en'), (pesos, locale) => {
      expect(minorOf(shownAmount(pesos * 100, 'COP', locale), 'COP')).toBe(pesos * 100)
    }),
  )
  fc.assert(
    fc.property(fc.nat(1_000_000_000), fc.constantFrom('es-CO', 'en'), (minor, locale) => {
      expect(minorOf(shownAmount(minor, 'USD', locale), 'USD')).toBe(minor)
    }),
  )
})
