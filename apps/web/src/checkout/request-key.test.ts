import { expect, test } from 'vitest'
import { keyFor } from './request-key.ts'

test('T-03 a doubled click or a reload sends the same key; a changed order sends another', () => {
  const keys = ['first', 'second']
  const newKey = () => keys.shift() ?? 'none'
  const once = keyFor({}, 'order', { quantity: 1 }, newKey)
  expect(keyFor(once.keep, 'order', { quantity: 1 }, newKey).key).toBe(once.key)
  expect(keyFor(once.keep, 'order', { quantity: 2 }, newKey).key).toBe('second')
})
