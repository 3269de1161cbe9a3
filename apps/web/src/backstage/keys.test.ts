import { expect, test } from 'vitest'
import { pressed, waiting } from './keys.ts'

test('X-07 g and then a letter goes; the letter alone, or too late, does nothing', () => {
  const after = pressed(waiting, 'g', 1_000)
  expect(pressed(after.next, 'e', 1_500).act).toEqual({ kind: 'go', place: 'events' })
  expect(pressed(after.next, 'e', 9_000).act).toBeUndefined()
  expect(pressed(waiting, 'e', 0).act).toBeUndefined()
})

test('X-07 the question mark shows help and the slash goes to the search', () => {
  expect(pressed(waiting, '?', 0).act).toEqual({ kind: 'help' })
  expect(pressed(waiting, '/', 0).act).toEqual({ kind: 'search' })
})
