import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hear, quietWedge, type Heard } from './wedge.ts'

/** Types a text with the same gap before each key, then Enter. */
function type(text: string, gapMs: number): Heard {
  const keys = [...text, 'Enter']
  return keys.reduce<Heard>((heard, key, place) => hear(heard.wedge, key, 1_000 + place * gapMs), { wedge: quietWedge, code: undefined })
}

const code = fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.'), minLength: 6, maxLength: 200 })

test('T-14 whatever a wedge scanner types quickly and ends with Enter is heard as one code', () => {
  fc.assert(
    fc.property(code, fc.integer({ min: 0, max: 50 }), (text, gapMs) => {
      expect(type(text, gapMs).code).toBe(text)
    }),
  )
})

test('T-14 what a hand types is never taken for a scan', () => {
  fc.assert(
    fc.property(code, fc.integer({ min: 80, max: 2_000 }), (text, gapMs) => {
      expect(type(text, gapMs).code).toBeUndefined()
    }),
  )
})

test('T-14 a scan after a slow key holds the scan alone', () => {
  const slow = hear(quietWedge, 'x', 0)
  const heard = [...'BOLETA42', 'Enter'].reduce<Heard>((so, key, place) => hear(so.wedge, key, 5_000 + place * 10), slow)
  expect(heard.code).toBe('BOLETA42')
})

test('T-14 Shift before a capital does not break a scan', () => {
  const keys = ['Shift', 'A', 'b', 'Shift', 'C', '1', '2', '3', 'Enter']
  expect(keys.reduce<Heard>((so, key, place) => hear(so.wedge, key, place * 8), { wedge: quietWedge, code: undefined }).code).toBe('AbC123')
})

test('T-14 a burst too short to be a ticket is left alone', () => {
  expect(type('abc', 5).code).toBeUndefined()
})
