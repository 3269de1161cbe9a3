import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateChoices, rangeOf } from './date-range.ts'

test('E-04 "this weekend" on a Saturday of November runs from now until Sunday midnight in Colombia', () => {
  expect(rangeOf('weekend', new Date('2026-11-21T18:00:00Z'))).toEqual({ from: '2026-11-21T18:00:00.000Z', to: '2026-11-23T05:00:00.000Z' })
})

test('E-04 "this weekend" on a Tuesday starts on Friday evening', () => {
  expect(rangeOf('weekend', new Date('2026-11-17T18:00:00Z'))).toEqual({ from: '2026-11-20T22:00:00.000Z', to: '2026-11-23T05:00:00.000Z' })
})

test('E-04 "today" late at night is still the same day in Colombia', () => {
  expect(rangeOf('today', new Date('2026-11-22T03:00:00Z')).to).toBe('2026-11-22T05:00:00.000Z')
})

test('E-04 no choice of date looks into the past or ends before it begins', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      fc.constantFrom(...dateChoices.slice(1)),
      (now, choice) => {
        const { from = '', to = '' } = rangeOf(choice, now)
        expect(Date.parse(from)).toBeGreaterThanOrEqual(now.getTime())
        expect(Date.parse(to)).toBeGreaterThan(Date.parse(from))
      },
    ),
  )
})
