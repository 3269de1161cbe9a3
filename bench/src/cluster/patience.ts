const lookEveryMs = 200

/** Looks again and again until it is so; says what is missing when the deadline passes. A look that fails is followed by the next one. */
export async function until(deadlineMs: number, missing: () => Promise<string | undefined>): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const found = await missing().catch((error: unknown) => String(error))
    const tookMs = performance.now() - startedAt
    if (found === undefined) return tookMs
    if (tookMs > deadlineMs) throw new NotInTime(`after ${Math.round(tookMs / 1000)} s: ${found}`)
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

export class NotInTime extends Error {
  override readonly name = 'NotInTime'
}
