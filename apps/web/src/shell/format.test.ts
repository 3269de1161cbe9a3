import { expect, test } from 'vitest'
import { dayParts, formatDateTime, formatLongDay, formatMoney, formatPhone } from './format.ts'

const plain = (text: string) => text.replaceAll('\u00A0', ' ')
const zone = 'America/Bogota'

test('P-12 pesos are read without decimals, and an English reader is not led to think of dollars', () => {
  expect(plain(formatMoney({ minor: 12_000_000, currency: 'COP' }, 'es-CO'))).toBe('$ 120.000')
  expect(plain(formatMoney({ minor: 12_000_000, currency: 'COP' }, 'en'))).toBe('COP 120,000')
  expect(plain(formatMoney({ minor: 120_000, currency: 'COP' }, 'es-CO'))).toBe('$ 1.200')
  expect(plain(formatMoney({ minor: 3550, currency: 'USD' }, 'es-CO'))).toBe('US$ 35,50')
  expect(plain(formatMoney({ minor: 12_000_050, currency: 'COP' }, 'es-CO'))).toBe('$ 120.000,50')
  expect(plain(formatMoney({ minor: -12_000_000, currency: 'COP' }, 'es-CO'))).toBe('-$ 120.000')
})

test('E-12 a time is shown in the zone of its event', () => {
  expect(plain(formatDateTime('2026-11-15T00:30:00Z', zone, 'es-CO'))).toBe('sáb 14 nov, 7:30 p. m.')
  expect(plain(formatDateTime('2026-11-15T00:30:00Z', zone, 'en'))).toBe('Sat 14 Nov, 7:30 pm')
  expect(plain(formatDateTime('2026-11-15T00:30:00Z', 'Europe/Madrid', 'es-CO'))).toBe('dom 15 nov, 1:30 a. m.')
  expect(plain(formatDateTime('2026-11-14T17:00:00Z', zone, 'es-CO'))).toBe('sáb 14 nov, 12:00 p. m.')
})

test('E-12 a whole date has its year', () => {
  expect(formatLongDay('2026-11-15T00:30:00Z', zone, 'es-CO')).toBe('sábado 14 de noviembre de 2026')
  expect(formatLongDay('2026-11-15T00:30:00Z', zone, 'en')).toBe('Saturday 14 November 2026')
  expect(dayParts('2026-09-15T00:30:00Z', zone, 'es-CO').month).toBe('sep')
})

test('T-07 a Colombian phone is read in groups', () => {
  expect(formatPhone('+573001234567')).toBe('+57 300 123 4567')
  expect(formatPhone('+34600111222')).toBe('+34600111222')
})
