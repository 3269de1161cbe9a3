import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterStatus, type Standing } from './states.ts'

const statuses = ['sent', 'delivered', 'read', 'failed'] as const
const rise = (start: Standing, told: readonly (typeof statuses)[number][]): Standing =>
  told.reduce<Standing>((now, status) => afterStatus(now, status) ?? now, start)
const accepted: Standing = { state: 'accepted', rank: 0 }

test('W-02 statuses that come twice and in any order never lower a delivery', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...statuses), { maxLength: 12 }), (told) => {
      let now = accepted
      for (const status of told) {
        const next = afterStatus(now, status) ?? now
        expect(next.rank).toBeGreaterThanOrEqual(now.rank)
        now = next
      }
    }),
  )
})

test('W-02 the order in which sent, delivered and read arrive makes no difference', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(['sent', 'delivered', 'read'] as const, { minLength: 3 }), (told) => {
      expect(rise(accepted, told)).toEqual({ state: 'read', rank: 3 })
    }),
  )
})

test('W-02 a failure is the last word unless the message was delivered', () => {
  expect(rise(accepted, ['failed', 'sent']).state).toBe('failed')
  expect(rise(accepted, ['failed', 'delivered']).state).toBe('delivered')
  expect(rise(accepted, ['delivered', 'failed']).state).toBe('delivered')
  expect(afterStatus({ state: 'dead', rank: 0 }, 'failed')).toBeUndefined()
})
