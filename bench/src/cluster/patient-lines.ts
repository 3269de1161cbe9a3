import { lines, type Answer, type Lines, type Sent } from '../lines.ts'

const lookAgainMs = 200

/**
 * One line to all api processes of a product, as behind a balancer: turn by turn, and what got no answer, or a 5xx, is asked again of
 * the next process, under the same idempotency key, until somebody answers or the patience is over.
 */
export function patientLines(origins: readonly string[], count: number, patienceMs: number): Lines {
  const all = origins.map((origin) => lines(origin, count))
  let turn = 0
  let repeats = 0
  const next = (): Lines => {
    turn += 1
    const open = all[turn % all.length]
    if (!open) throw new Error('lines to nobody')
    return open
  }
  return {
    async send(method, path, sent = {}) {
      for (const endsAt = performance.now() + patienceMs; ; repeats += 1) {
        const answer = await tryOnce(next(), method, path, sent)
        if (answer && answer.status < 500) return answer
        if (performance.now() > endsAt) return answer ?? { status: 0, body: `no answer from ${path} in ${patienceMs / 1000} s`, tookMs: patienceMs }
        await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
      }
    },
    faults: () => repeats,
    close: () => {
      for (const open of all) open.close()
    },
  }
}

/** Undefined: the line was cut, or nobody listens. */
async function tryOnce(open: Lines, method: string, path: string, sent: Sent): Promise<Answer | undefined> {
  return await open.send(method, path, sent).catch(() => undefined)
}
