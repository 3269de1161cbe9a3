import { setTimeout as pause } from 'node:timers/promises'

/** Lets through so many a second, evenly: below what the company allows, so that it never has to refuse. */
export function pace(perSecond: number): () => Promise<void> {
  let free = 0
  return async () => {
    const at = Math.max(performance.now(), free)
    free = at + 1000 / perSecond
    const wait = at - performance.now()
    if (wait > 1) await pause(wait)
  }
}
