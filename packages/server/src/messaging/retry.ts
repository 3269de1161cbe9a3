import type { SendProblem } from './channel.ts'

export type Next =
  | { readonly then: 'retry'; readonly afterMs: number }
  /** Again later, and this was no try. */
  | { readonly then: 'park'; readonly afterMs: number }
  /** The same again once the outcome of the first could not be learned. */
  | { readonly then: 'wait_for_news' }
  | { readonly then: 'next_channel'; readonly state: 'failed' | 'dead' }
  | { readonly then: 'halt'; readonly afterMs: number }

const backoffTries = 4
const haltMs = 5 * 60_000
/** A message that is parked with its sender is given up after this many looks. */
const haltTries = 48

/** What follows a refusal, after so many tries of this delivery. `chance` is between 0 and 1. */
export function afterRefusal(problem: SendProblem, code: string, tries: number, chance: number): Next {
  switch (problem) {
    case 'retry_backoff':
      return tries < backoffTries ? { then: 'retry', afterMs: jittered(5_000 * 4 ** (tries - 1), chance) } : { then: 'next_channel', state: 'dead' }
    case 'retry_after':
      // Order is kept and no other channel is tried: the company only asks us to be slower. 131056 is about this one person.
      return tries < 8
        ? { then: 'retry', afterMs: jittered(code === '131056' ? 6_000 * 4 ** Math.min(tries - 1, 4) : 1_000 * 2 ** (tries - 1), chance) }
        : { then: 'next_channel', state: 'dead' }
    case 'unknown_outcome':
      return { then: 'wait_for_news' }
    case 'fallback_channel':
    case 'suppress':
      return { then: 'next_channel', state: 'failed' }
    case 'fix_payload':
    case 'fix_template':
      return { then: 'next_channel', state: 'dead' }
    case 'sender_rests':
      return { then: 'park', afterMs: jittered(5_000, chance) }
    case 'halt_sender':
      return tries < haltTries ? { then: 'halt', afterMs: haltMs } : { then: 'next_channel', state: 'dead' }
  }
}

const lastWayMs = 10 * 60_000
const lastWayForMs = 24 * 3_600_000

/** The only way left to a person is not given up for a company's outage: it is tried for a day. Undefined when it is over. */
export function afterLastWay(problem: SendProblem, ageMs: number, chance: number): number | undefined {
  const isOutage = problem === 'retry_backoff' || problem === 'retry_after'
  return isOutage && ageMs < lastWayForMs ? jittered(lastWayMs, chance) : undefined
}

const jittered = (ms: number, chance: number): number => Math.round(ms * (0.8 + 0.4 * chance))
