export type Act = { readonly name: string; readonly kind: 'read' | 'write'; readonly weight: number; act(): Promise<void> }
export type Took = { readonly name: string; readonly kind: Act['kind']; readonly tookMs: number }
export type Run = { readonly took: readonly Took[]; readonly failures: readonly string[]; readonly perSecond: number }

/**
 * Acts that begin at a fixed rate, whether those before them have ended or not: what is measured is the latency at this load, and who has to
 * wait for others waits in the figure too. Each takes the time from when it should have begun.
 */
export async function openLoop(acts: readonly Act[], { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number }): Promise<Run> {
  const took: Took[] = []
  const failures: string[] = []
  const pending: Promise<void>[] = []
  const order = shuffled(acts, Math.round(perSecond * seconds))
  const startedAt = performance.now()
  for (const [at, act] of order.entries()) {
    const dueAt = startedAt + (at * 1000) / perSecond
    const early = dueAt - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    const ended = act.act().then(
      () => void took.push({ name: act.name, kind: act.kind, tookMs: performance.now() - dueAt }),
      (error: unknown) => void failures.push(`${act.name}: ${error instanceof Error ? error.message : String(error)}`),
    )
    pending.push(ended)
  }
  await Promise.all(pending)
  return { took, failures, perSecond: (1000 * order.length) / (performance.now() - startedAt) }
}

/** As often as its weight says, evenly spread: the same mix in every run and every second. */
function shuffled(acts: readonly Act[], count: number): readonly Act[] {
  const owed = acts.map((act) => ({ act, credit: 0 }))
  const total = acts.reduce((sum, { weight }) => sum + weight, 0)
  return Array.from({ length: count }, () => {
    for (const one of owed) one.credit += one.act.weight
    const next = owed.reduce((most, one) => (one.credit > most.credit ? one : most))
    next.credit -= total
    return next.act
  })
}
