/** A process says so often at most that the outbox has work: one NOTIFY for each commit would quarter the commit rate. */
export const nudgeEveryMs = 20

/** Does it at once, and what is asked within `everyMs` after that once, when they are over. */
export function atMostEvery(everyMs: number, work: () => void): () => void {
  let isResting = false
  let isAsked = false
  const rested = (): void => {
    isResting = false
    if (isAsked) ask()
  }
  const ask = (): void => {
    isAsked = isResting
    if (isResting) return
    isResting = true
    setTimeout(rested, everyMs).unref()
    work()
  }
  return ask
}
