import { expect, test } from 'vitest'
import { safeThen } from './then.ts'

test('Security: signing in leads to a page of ours', () => {
  expect(safeThen('/panel/eventos?state=draft', '/cuenta')).toBe('/panel/eventos?state=draft')
  expect(safeThen(null, '/cuenta')).toBe('/cuenta')
})

test('Security: an address of somebody else in the link is not followed, however it is dressed up', () => {
  const base = 'https://fashionistas.example'
  for (const then of [
    'https://evil.example',
    '//evil.example',
    String.raw`/\evil.example`,
    String.raw`\\evil.example`,
    '/\t/evil.example',
    '/x/..//evil.example',
    '/.//evil.example',
    String.raw`/x/..\/evil.example`,
    '/%2e%2e//evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    '',
  ]) {
    const to = safeThen(then, '/cuenta')
    expect([then, new URL(to, base).origin, to.startsWith('//')]).toEqual([then, base, false])
  }
})
