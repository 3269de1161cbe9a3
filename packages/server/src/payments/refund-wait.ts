/** Seconds until a refund is tried again; after the last one every hour. */
const waitSeconds = [10, 30, 60, 300, 900, 1800]
const hourSeconds = 3600
/** A company that is away for longer than this is a person's task: the buyer's money is due within days. */
const longestWaitMs = 48 * 3_600_000

type Waiting = {
  readonly attempts: number
  readonly requestedAt: Date
  readonly now: Date
  /** Between 0 and 1: many that failed together do not come back together. */
  readonly chance: number
  /** How long the company asked to be left alone. */
  readonly atLeastMs?: number | undefined
}

/** When a refund of which nobody knows yet how it stands is tried again; null once it is a person's task. */
export function nextRefundTry({ attempts, requestedAt, now, chance, atLeastMs = 0 }: Waiting): Date | null {
  if (now.getTime() - requestedAt.getTime() > longestWaitMs) return null
  const usualMs = (waitSeconds[attempts - 1] ?? hourSeconds) * 1000 * (0.8 + 0.4 * chance)
  return new Date(now.getTime() + Math.max(usualMs, Math.min(atLeastMs, longestWaitMs)))
}
