import { expect, test } from 'vitest'
import { orderFacts } from '../../test/order-facts.ts'
import { policyOf, type Known } from './policy.ts'

const now = new Date('2026-11-28T00:30:00Z') // the evening before, in Colombia
const known = (more: Partial<Known> = {}): Known => ({
  now,
  isCommercial: false,
  marketingConsent: undefined,
  lastInboundAt: undefined,
  order: orderFacts(),
  ...more,
})
const intent = (template: string, data = {}) => ({ template, order_id: 'o', created_at: now, data })
const startsAt = orderFacts().event.startsAt.toISOString()
const reminder = intent('event_reminder_24h', { startsAt })
const why = (verdict: ReturnType<typeof policyOf>) => (verdict.go ? 'go' : verdict.why)

test('W-06 advertising needs a yes; what belongs to a purchase does not', () => {
  expect(why(policyOf(intent('event_announcement'), known({ isCommercial: true })))).toBe('no_consent')
  expect(why(policyOf(intent('event_announcement'), known({ isCommercial: true, marketingConsent: false })))).toBe('no_consent')
  expect(why(policyOf(intent('event_announcement'), known({ isCommercial: true, marketingConsent: true })))).toBe('go')
  expect(why(policyOf(intent('ticket_delivery'), known({ marketingConsent: false })))).toBe('go')
})

test('W-03 a reminder is right when it goes out, not when it was made', () => {
  expect(why(policyOf(reminder, known()))).toBe('go')
  expect(why(policyOf(reminder, known({ order: orderFacts({ state: 'refunded' }) })))).toBe('order_not_valid')
  expect(why(policyOf(reminder, known({ order: orderFacts({ event: { state: 'cancelled' } }) })))).toBe('event_cancelled')
  expect(why(policyOf(reminder, known({ order: orderFacts({ event: { startsAt: new Date('2026-12-05T00:30:00Z') } }) })))).toBe('event_moved')
  expect(why(policyOf(reminder, known({ now: new Date('2026-11-28T14:00:00Z') })))).toBe('too_late') // it would say "mañana" on the day itself
  expect(why(policyOf(intent('event_reminder_2h', { startsAt }), known({ now: new Date('2026-11-29T00:31:00Z') })))).toBe('event_started')
})

test('W-03 nobody is asked to pay for what is paid, or gets tickets for what is off', () => {
  expect(why(policyOf(intent('payment_failed'), known()))).toBe('already_paid')
  expect(why(policyOf(intent('payment_failed'), known({ order: orderFacts({ state: 'pending_payment' }) })))).toBe('go')
  expect(why(policyOf(intent('payment_pending_voucher'), known({ order: orderFacts({ state: 'expired' }) })))).toBe('order_not_valid')
  expect(why(policyOf(intent('ticket_delivery'), known({ order: orderFacts({ event: { state: 'cancelled' } }) })))).toBe('event_cancelled')
  expect(why(policyOf(intent('event_cancelled'), known({ order: orderFacts({ state: 'refunded', event: { state: 'cancelled' } }) })))).toBe('go')
})

test('W-01 free text goes only within 24 hours of the person’s last word, and a code only while it is valid', () => {
  const reply = { ...intent('reply'), order_id: null }
  expect(why(policyOf(reply, known({ lastInboundAt: new Date(now.getTime() - 23 * 3_600_000) })))).toBe('go')
  expect(why(policyOf(reply, known({ lastInboundAt: new Date(now.getTime() - 24 * 3_600_000) })))).toBe('window_closed')
  expect(why(policyOf(reply, known()))).toBe('window_closed')
  expect(why(policyOf({ ...intent('auth_otp'), order_id: null }, known({ now: new Date(now.getTime() + 11 * 60_000) })))).toBe('expired')
})
