import { expect, test } from 'vitest'
import { sight, type Sightings } from './sightings.ts'

const none: Sightings = new Map()

test('T-14 the same code seen again within three seconds is not sent twice', () => {
  const first = sight(none, 'A', 0)
  expect(first.isNew).toBe(true)
  expect(sight(first.seen, 'A', 2_900).isNew).toBe(false)
})

test('T-14 a ticket that stays in view is sent once, however long it stays', () => {
  let seen = none
  const sent = Array.from({ length: 100 }, (_, frame) => {
    const answer = sight(seen, 'A', frame * 200)
    seen = answer.seen
    return answer.isNew
  })
  expect(sent.filter(Boolean)).toHaveLength(1)
})

test('T-14 another ticket and the same one after a pause are sent', () => {
  const first = sight(none, 'A', 0)
  expect(sight(first.seen, 'B', 100).isNew).toBe(true)
  expect(sight(first.seen, 'A', 3_001).isNew).toBe(true)
})
