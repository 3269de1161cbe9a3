import type { EventType } from '@fashionistas/contract'

export type Words = { readonly es: string; readonly en: string }
/** What becomes of an event of the season. Without a fate it takes place, or will. */
export type Fate = 'cancelled' | 'postponed'
export type PlanName = 'runway' | 'gala' | 'concert' | 'festival' | 'stage' | 'open' | 'fair' | 'congress' | 'workshop'

export type Moment = readonly [part: number, es: string, en: string]

/** One event as an editor wrote it; dates count from the day on which the season is made. */
export type Script = {
  readonly type: EventType
  readonly organizer: string
  readonly venue: string
  readonly title: Words
  readonly summary: Words
  readonly story: Words
  readonly lineUp: readonly (readonly [name: string, es: string, en: string])[]
  readonly accent: string
  /** Days from today; `tonight` starts two to three hours from now. */
  readonly day: number | 'tonight'
  /** Local hour, as people write it: '19:30'. */
  readonly at: string
  readonly hours: number
  readonly doorsMinutes: number
  readonly ageLimit: number | null
  readonly plan: PlanName
  /** The full price of a general ticket, in thousands of pesos. */
  readonly price: number
  readonly capacity: number
  /** The share of the capacity that people want until now; above 1 the event sells out. */
  readonly demand: number
  /** Days between publication and the event. */
  readonly openDays: number
  readonly refunds?: 'flexible' | 'none'
  /** Its own agenda, where that of its plan would not be true: the part of the event that has passed, and what begins. */
  readonly agenda?: readonly Moment[]
  readonly fate?: Fate
  readonly reason?: string
  /** Days from now until sales open, for an event that is announced only. */
  readonly salesInDays?: number
  readonly pulep?: string
}
