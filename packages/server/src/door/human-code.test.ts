import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeHumanCode, parseHumanCode, showHumanCode } from '#door/human-code.ts'

const codes = fc.uint8Array({ minLength: 6, maxLength: 6 }).map(makeHumanCode)
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

test('T-14 a code is read however a person types it', () => {
  fc.assert(
    fc.property(codes, fc.boolean(), fc.constantFrom('', ' ', '-', ' – '), (code, isLower, gap) => {
      const typed = `${code.slice(0, 3)}${gap}${code.slice(3, 7)}${gap}${code.slice(7)}`.replaceAll('0', 'o').replace('1', 'l').replace('1', 'I')
      expect(parseHumanCode(isLower ? typed.toLowerCase() : typed)).toBe(code)
      expect(parseHumanCode(showHumanCode(code))).toBe(code)
    }),
  )
})

test('T-14 one wrong sign is always noticed', () => {
  fc.assert(
    fc.property(codes, fc.nat(9), fc.constantFrom(...signs), (code, place, sign) => {
      fc.pre(code.charAt(place) !== sign)
      expect(parseHumanCode(code.slice(0, place) + sign + code.slice(place + 1))).toBeUndefined()
    }),
  )
})

test('T-14 two exchanged signs are always noticed', () => {
  fc.assert(
    fc.property(codes, fc.nat(9), fc.nat(9), (code, one, other) => {
      fc.pre(code.charAt(one) !== code.charAt(other))
      const typed = Array.from(code, (sign, index) => (index === one ? code.charAt(other) : index === other ? code.charAt(one) : sign)).join('')
      expect(parseHumanCode(typed)).toBeUndefined()
    }),
  )
})

test('T-14 what is not a code is not a code', () => {
  expect(parseHumanCode('')).toBeUndefined()
  expect(parseHumanCode('UUUUUUUUUU')).toBeUndefined()
  expect(parseHumanCode('12345')).toBeUndefined()
  expect(() => makeHumanCode(new Uint8Array(5))).toThrow(/random/)
})
