import { expect, test } from 'vitest'
import { problemUnder, valueAt } from './problem-words.ts'

test('E-01 a problem deep in a row is found at the field above it and not at its neighbour', () => {
  const problems = [{ path: 'types.1.tiers.0.price', code: 'invalid_type' }]
  expect(problemUnder(problems, 'types.1')?.code).toBe('invalid_type')
  expect(problemUnder(problems, 'types.10')).toBeUndefined()
  expect(problemUnder(problems, 'types.0')).toBeUndefined()
})

test('E-01 the value behind a problem is found by its path', () => {
  expect(valueAt({ types: [{ name: { es: 'General' } }] }, 'types.0.name.es')).toBe('General')
  expect(valueAt({}, 'types.0.name.es')).toBeUndefined()
})
