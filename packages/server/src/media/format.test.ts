import { expect, test } from 'vitest'
import { formatDay, formatMoment, formatMoney, formatTime } from '#media/format.ts'

const evening = new Date('2026-11-15T00:30:00Z')

test('X-05 money is written as in Colombia, and without a misleading dollar sign in English', () => {
  expect(formatMoney({ minor: 12_000_000, currency: 'COP' }, 'es-CO')).toBe('$ 120.000')
  expect(formatMoney({ minor: 12_000_000, currency: 'COP' }, 'en')).toBe('COP 120,000')
  expect(formatMoney({ minor: 2550, currency: 'USD' }, 'en')).toBe('$25.50')
  expect(formatMoney({ minor: 2550, currency: 'USD' }, 'es-CO')).toBe('US$ 25,50')
})

test('X-05 dates are written in the time of the place', () => {
  expect(formatMoment(evening, 'es-CO', 'America/Bogota')).toBe('sáb 14 nov, 7:30 p. m.')
  expect(formatMoment(evening, 'en', 'America/Bogota')).toBe('Sat 14 Nov, 7:30 pm')
  expect(formatDay(evening, 'es-CO', 'America/Bogota')).toBe('sábado 14 de noviembre de 2026')
  expect(formatDay(evening, 'en', 'Europe/Madrid')).toBe('Sunday 15 November 2026')
  expect(formatTime(evening, 'es-CO', 'America/Bogota')).toBe('7:30 p. m.')
})
