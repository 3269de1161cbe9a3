import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdUntil } from './holds.ts'
import { merge, nextPoll } from './states.ts'

const told = fc.constantFrom('requires_action', 'pending', 'succeeded', 'failed', 'expired', 'voided', 'refunded')

test('P-03 news in any order and any number end in the same state', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 8 }), fc.array(fc.nat(), { maxLength: 8 }), (news, swaps) => {
      const shuffled = [...news, ...news]
      for (const [at, swap] of swaps.entries()) {
        const other = swap % shuffled.length
        const [a, b] = [shuffled[at % shuffled.length], shuffled[other]]
        if (a && b) [shuffled[at % shuffled.length], shuffled[other]] = [b, a]
      }
      const end = (list: typeof news) => list.reduce<Parameters<typeof merge>[0]>((state, next) => merge(state, next), 'created')
      expect(rankOf(end(shuffled))).toBe(rankOf(end(news)))
    }),
  )
})
const rankOf = (state: string) => ['created', 'requires_action', 'pending', 'expired', 'failed', 'succeeded', 'voided', 'refunded'].indexOf(state)

test('P-04 a success that comes after the attempt had expired or failed still counts', () => {
  expect(merge('expired', 'succeeded')).toBe('succeeded')
  expect(merge('failed', 'succeeded')).toBe('succeeded')
  expect(merge('succeeded', 'failed')).toBe('succeeded')
})

test('P-03 the poller gives up two days after the attempt expired, and never before', () => {
  const expiresAt = new Date('2026-11-21T10:00:00Z')
  expect(nextPoll(0, new Date('2026-11-21T09:00:00Z'), expiresAt)).toEqual(new Date('2026-11-21T09:00:04Z'))
  expect(nextPoll(50, new Date('2026-11-23T09:40:00Z'), expiresAt)).toEqual(new Date('2026-11-23T09:50:00Z'))
  expect(nextPoll(50, new Date('2026-11-23T09:55:00Z'), expiresAt)).toBeNull()
})

test('T-03 a cash voucher ends a day before the event and is not offered when that is too near', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  expect(holdUntil('cash_voucher', now, new Date('2026-12-21T10:00:00Z'))).toEqual(new Date('2026-11-23T10:00:00Z'))
  expect(holdUntil('cash_voucher', now, new Date('2026-11-23T00:00:00Z'))).toEqual(new Date('2026-11-22T00:00:00Z'))
  expect(holdUntil('cash_voucher', now, new Date('2026-11-22T11:00:00Z'))).toBeUndefined()
  expect(holdUntil('nequi', now, new Date('2026-11-21T11:00:00Z'))).toEqual(new Date('2026-11-21T10:15:00Z'))
})
