import type { DeliveryStatus } from './channel.ts'

export type Standing = { readonly state: string; readonly rank: number }
const ranks = { sent: 1, delivered: 2, read: 3 } as const

/** Statuses come late, twice and in any order: a delivery only ever rises. Undefined when nothing changes. */
export function afterStatus(now: Standing, status: DeliveryStatus['status']): Standing | undefined {
  // A failure is the last word unless the message was delivered, before or after it.
  if (status === 'failed')
    return now.rank >= ranks.delivered || now.state === 'failed' || now.state === 'dead' ? undefined : { state: 'failed', rank: now.rank }
  const rank = ranks[status]
  if (rank <= now.rank) return undefined
  if (rank < ranks.delivered && (now.state === 'failed' || now.state === 'dead')) return undefined
  return { state: status, rank }
}
