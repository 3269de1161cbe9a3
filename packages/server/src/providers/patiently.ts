import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ProviderUnavailable } from '#payments/provider.ts'

const tries = 3
const firstWaitMs = 200
/** Somebody waits in front of a screen: what is not cured within this is told. */
const patienceMs = 3_000

/** Does again what may be done again, after a wait that doubles, with jitter, and never before the provider wants it. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const waitMs = waitAfter(error, attempt)
      if (attempt === tries || waitMs === undefined || performance.now() - startedAt + waitMs > patienceMs) throw error
      await pause(waitMs)
    }
  }
}

/** Undefined for an error that another try would meet again. */
function waitAfter(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof ProviderUnavailable)) return undefined
  return (error.retryAfterMs ?? 0) + jittered(firstWaitMs * 2 ** (attempt - 1))
}

/** Between half of it and all of it, so that many who failed together do not come back together. */
const jittered = (ms: number): number => randomInt(Math.floor(ms / 2), ms + 1)
