import type { PromoCode } from '@fashionistas/contract'
import type { Tone } from './state-mark.tsx'

type Standing = 'on' | 'off' | 'used_up' | 'ended' | 'early'
type Known = Pick<PromoCode, 'isActive' | 'startsAt' | 'endsAt' | 'maxUses' | 'held' | 'used'>

/** How a code stands at one instant: as a buyer who types it would find it. */
export function standingOf({ isActive, startsAt, endsAt, maxUses, held, used }: Known, now: number): Standing {
  if (!isActive) return 'off'
  if (endsAt !== null && Date.parse(endsAt) <= now) return 'ended'
  if (startsAt !== null && Date.parse(startsAt) > now) return 'early'
  return maxUses !== null && held + used >= maxUses ? 'used_up' : 'on'
}

export const toneOfCode: Readonly<Record<Standing, Tone>> = { on: 'good', off: 'quiet', used_up: 'busy', ended: 'quiet', early: 'warning' }
