import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase45, toBase45 } from './base45.ts'

const words = (text: string) => new TextEncoder().encode(text)

test('T-15 the examples of RFC 9285 are written and read as it says', () => {
  const examples = { AB: 'BB8', 'Hello!!': '%69 VD92EX0', 'base-45': 'UJCLQE7W581', 'ietf!': 'QED8WEX0' }
  for (const [text, code] of Object.entries(examples)) expect([toBase45(words(text)), fromBase45(code)]).toEqual([code, words(text)])
  expect([toBase45(new Uint8Array()), fromBase45('')]).toEqual(['', new Uint8Array()])
})

test('T-15 any bytes come back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(fromBase45(toBase45(bytes))).toEqual(bytes)
    }),
  )
})

test('T-15 the greatest values are read, one more is refused', () => {
  expect([fromBase45('FGW'), fromBase45('GGW'), fromBase45('U5'), fromBase45('V5')]).toEqual([
    Uint8Array.of(255, 255),
    undefined,
    Uint8Array.of(255),
    undefined,
  ])
})

test('T-15 what toBase45 cannot have written is refused', () => {
  const wrong = ['A', 'BB8A', 'bb8', 'B_8', 'BB_', '_B8', 'é1', '::::', ':::', '  :']
  expect(wrong.filter((text) => fromBase45(text) !== undefined)).toEqual([])
})
