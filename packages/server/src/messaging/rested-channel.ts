import { Breaker, Resting, type Trouble } from '#core/breaker.ts'
import type { Channel, SendResult } from './channel.ts'
import type { MessagingParts } from './parts.ts'

type Refused = Extract<SendResult, { state: 'refused' }>
class InTrouble extends Error {
  readonly result: Refused
  constructor(result: Refused) {
    super(result.detail)
    this.result = result
  }
}
/** More than for payments: a single odd message meets three troubles more easily than five different ones in a row. */
const failures = 5

/** The same channel, left alone while its company is in trouble: its messages wait, and those of other channels are not held up by time-outs. */
export function rested(channel: Channel, { world, log }: Pick<MessagingParts, 'world' | 'log'>): Channel {
  const breaker = new Breaker(world, (state) => log.warn({ channel: channel.id, state }, 'circuit breaker'), { failures })
  return {
    id: channel.id,
    async send(message) {
      try {
        return await breaker.run(async () => answerOf(await channel.send(message)), troubleOf)
      } catch (error) {
        if (error instanceof InTrouble) return error.result
        if (!(error instanceof Resting)) throw error
        return { state: 'refused', problem: 'sender_rests', code: 'sender_rests', detail: error.message, afterMs: error.forMs }
      }
    },
  }
}

function answerOf(result: SendResult): SendResult {
  if (result.state === 'refused' && ['retry_backoff', 'retry_after', 'unknown_outcome'].includes(result.problem)) throw new InTrouble(result)
  return result
}

/** A time to come back that was told is kept for the whole channel; 131056 is about one person only. */
function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof InTrouble)) return { weight: 'counts' }
  const { problem, code, afterMs } = error.result
  if (code === '131056') return undefined
  return { weight: problem === 'retry_after' && afterMs !== undefined ? 'at_once' : 'counts', restMs: afterMs }
}
