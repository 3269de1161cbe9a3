import type { PaymentState } from '@fashionistas/contract'
import type { ProviderPayment } from './provider.ts'

/** How far a payment has come. News only move it forward; what is final stays. */
const rank: Readonly<Record<PaymentState, number>> = {
  created: 0,
  requires_action: 1,
  pending: 2,
  cancelled: 4,
  expired: 4,
  failed: 5,
  needs_review: 6,
  succeeded: 7,
  voided: 8,
  partially_refunded: 8,
  refunded: 9,
}
export const openStates: readonly PaymentState[] = ['created', 'requires_action', 'pending']
export const isOpen = (state: PaymentState): boolean => openStates.includes(state)

/**
 * The state after hearing the provider. A success that comes after we gave up (expired, failed, cancelled) still counts: money moved.
 * Older or equal news change nothing.
 */
export function merge(known: PaymentState, told: ProviderPayment['status'] | 'needs_review'): PaymentState {
  return rank[told] > rank[known] ? told : known
}

/** Seconds until the provider is asked again; after the last one every ten minutes until two days past the expiry. */
const pollSeconds = [4, 10, 30, 60, 120, 300, 600]
export function nextPoll(polls: number, now: Date, expiresAt: Date): Date | null {
  const seconds = pollSeconds[Math.min(polls, pollSeconds.length - 1)] ?? 600
  const at = new Date(now.getTime() + seconds * 1000)
  return at.getTime() > expiresAt.getTime() + 48 * 3_600_000 ? null : at
}

/** Minutes after its end at which an attempt is looked at again; a company's page lets one try again for three. */
const lookMinutes = [5, 20, 120]
export function nextLook(endedAt: Date, now: Date): Date | null {
  const times = lookMinutes.map((minutes) => new Date(endedAt.getTime() + minutes * 60_000))
  return times.find((time) => time > now) ?? null
}
