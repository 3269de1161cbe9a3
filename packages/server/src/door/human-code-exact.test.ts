import { expect, test } from 'vitest'
import { makeHumanCode, parseHumanCode, showHumanCode } from './human-code.ts'

test('T-14 the same six bytes make the same code for ever, and more bytes change nothing', () => {
  expect(makeHumanCode(Uint8Array.of(0, 0, 0, 0, 0, 0))).toBe('0000000000')
  expect(makeHumanCode(Uint8Array.of(1, 2, 3, 4, 5, 6))).toBe('6818G1801E')
  expect(makeHumanCode(Uint8Array.of(255, 254, 253, 252, 251, 250))).toBe('TZYSZYVZZ0')
  expect(makeHumanCode(Uint8Array.of(255, 254, 253, 252, 251, 250, 9))).toBe('TZYSZYVZZ0')
  expect(() => makeHumanCode(new Uint8Array(5))).toThrow('a human code needs six random bytes')
})

test('T-14 a code is shown in two halves', () => {
  expect(showHumanCode('6818G1801E')).toBe('6818G-1801E')
})

test('T-14 spaces, dashes of any length and dots may stand anywhere', () => {
  for (const typed of ['6818g-1801e', ' 6818G 1801E ', '6818G–1801E', '6818G—1801E', '6.8.1.8.G.1.8.0.1.E', '68l8gi8oIE', '6\t818G1801E'])
    expect([typed, parseHumanCode(typed)]).toEqual([typed, '6818G1801E'])
})

test('T-14 a text longer than any way to type a code is not looked at', () => {
  const code = '6818G1801E'
  expect([parseHumanCode(code.padEnd(60)), parseHumanCode(code.padEnd(61))]).toEqual([code, undefined])
})

test('T-14 a sign too few, too many or unknown is no code', () => {
  for (const typed of ['6818G1801', '6818G1801E0', '06818G1801E', '6818G18010E', '6818G1801!', '6818G18U1E', '6818G1801F'])
    expect([typed, parseHumanCode(typed)]).toEqual([typed, undefined])
})
