import { expect, test } from 'vitest'
import { refundStateOf } from './refund-state.ts'

const cop = (minor: number) => ({ minor, currency: 'COP' as const })
const paid = {
  state: 'paid' as const,
  refunded: cop(0),
  total: cop(100),
  paidAt: '2026-11-01T00:00:00Z',
  canRefund: true,
  event: { state: 'active' as const },
}

test('T-18 a buyer of a cancelled event reads that the money is on its way, and later that it is back', () => {
  expect(refundStateOf({ ...paid, event: { state: 'cancelled' } })).toBe('coming')
  expect(refundStateOf({ ...paid, event: { state: 'cancelled' }, state: 'refunded', refunded: cop(100) })).toBe('full')
})

test('T-18 part of the money back is told as part', () => {
  expect(refundStateOf({ ...paid, state: 'partially_refunded', refunded: cop(40) })).toBe('partial')
})

test('P-04 money that came too late is told apart from an order that nobody paid', () => {
  expect(refundStateOf({ ...paid, state: 'late_paid' })).toBe('late')
  expect(refundStateOf({ ...paid, state: 'expired', paidAt: null })).toBe('unpaid')
})
