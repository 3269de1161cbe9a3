import { expect, test } from 'vitest'
import { nequiOf, phoneOf } from './phone.ts'

test('T-07 a phone written as people in Colombia write it becomes +57', () => {
  for (const text of ['300 123 4567', '3001234567', '57 300 123 4567', '+57 (300) 123-4567', '0057 300 123 4567'])
    expect(phoneOf(text)).toBe('+573001234567')
})

test('T-07 a phone from abroad keeps its country, and half a phone is none', () => {
  expect(phoneOf('+34 600 111 222')).toBe('+34600111222')
  expect(phoneOf('300 123')).toBeUndefined()
  expect(phoneOf('hola')).toBeUndefined()
})

test('P-02 Nequi takes Colombian mobiles only', () => {
  expect(nequiOf('+57 300 123 4567')).toBe('3001234567')
  expect(nequiOf('604 123 4567')).toBeUndefined()
  expect(nequiOf('+34600111222')).toBeUndefined()
})
