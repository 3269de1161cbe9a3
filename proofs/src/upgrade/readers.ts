/** What people saw who read all the time. */
export type Seen = { readonly tookMs: readonly number[]; readonly failed: readonly string[] }
export type Visit = { readonly path: string; readonly cookie?: string }

const patienceMs = 20_000

/** `count` people who open one page after the other until they are stopped. */
export function startReaders(origin: string, visits: readonly Visit[], count: number): { seen(): Seen; stop(): Promise<Seen> } {
  const tookMs: number[] = []
  const failed: string[] = []
  let goesOn = true
  const reader = async (_: unknown, first: number): Promise<void> => {
    for (let turn = first; goesOn; turn += 1) {
      const visit = visits[turn % visits.length]
      if (!visit) throw new Error('readers need something to read')
      const startedAt = performance.now()
      const problem = await read(origin, visit)
      tookMs.push(performance.now() - startedAt)
      if (problem) failed.push(problem)
    }
  }
  const all = Promise.all(Array.from({ length: count }, reader))
  const seen = (): Seen => ({ tookMs: tookMs.splice(0), failed: failed.splice(0) })
  return {
    seen,
    stop: async () => {
      goesOn = false
      await all
      return seen()
    },
  }
}

/** Undefined when the page came. */
export async function read(origin: string, { path, cookie }: Visit): Promise<string | undefined> {
  try {
    const answer = await fetch(`${origin}${path}`, { headers: cookie === undefined ? {} : { cookie }, signal: AbortSignal.timeout(patienceMs) })
    const text = await answer.text()
    return answer.status === 200 ? undefined : `${path} answered ${answer.status}: ${text.slice(0, 200)}`
  } catch (error) {
    return `${path} did not answer: ${error instanceof Error ? error.message : String(error)}`
  }
}
