import { setTimeout as pause } from 'node:timers/promises'

const lookEveryMs = 100

/** Waits for a condition; throws with its name when the time is over. */
export async function until(what: string, holds: () => Promise<boolean>, withinMs = 40_000): Promise<number> {
  const startedAt = performance.now()
  while (!(await holds())) {
    if (performance.now() - startedAt > withinMs) throw new Error(`not within ${withinMs / 1000} s: ${what}`)
    await pause(lookEveryMs)
  }
  return Math.round(performance.now() - startedAt)
}
