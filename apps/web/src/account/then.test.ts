import { expect, test } from 'vitest'
import { safeThen } from './then.ts'

test('U-01 after signing in one comes back to the page one came from', () => {
  expect(safeThen('/panel/eventos?org=1', '/cuenta')).toBe('/panel/eventos?org=1')
})

test('U-01 a link cannot send a person elsewhere after signing in', () => {
  for (const then of ['https://evil.example', '//evil.example', String.raw`/\evil.example`, 'javascript:alert(1)', '', null])
    expect(safeThen(then, '/cuenta')).toBe('/cuenta')
})
