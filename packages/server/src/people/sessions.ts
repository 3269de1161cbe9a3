import type { SessionFacts } from './actor.ts'

const keptMs = 1_000
const mostKept = 20_000
const longestCookie = 400
type Kept = { readonly facts: SessionFacts; readonly until: number }

/**
 * Open sessions, kept for a second in this process: a scanner or a busy page asks many times a second in one name. A session that ends here
 * ends at once, in other processes within the second.
 */
export class Sessions {
  readonly #now: () => number
  readonly #kept = new Map<string, Kept>()
  readonly #ended = new Map<string, number>()
  #endings = 0
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Kept under the whole cookie, whose signature was checked when it was read. Nothing is kept of what is no open session. */
  async of(cookie: string, read: () => Promise<SessionFacts | undefined>): Promise<SessionFacts | undefined> {
    const kept = this.#kept.get(cookie)
    if (kept && kept.until > this.#now()) return kept.facts
    const endings = this.#endings
    const facts = await read()
    // What was read while a session ended may be the one that ended.
    if (facts && cookie.length <= longestCookie && endings === this.#endings && (this.#ended.get(facts.sessionId) ?? 0) <= this.#now())
      this.#keep(cookie, facts)
    return facts
  }

  /** Some session may have ended: by a sign-out, a new password. Called when it is written. */
  forgetAll(): void {
    this.#endings += 1
    this.#kept.clear()
  }

  /** This one ends with the transaction that is under way: until long after it nothing about it is kept. */
  end(sessionId: string): void {
    for (const [id, until] of this.#ended) if (until <= this.#now()) this.#ended.delete(id)
    this.#ended.set(sessionId, this.#now() + 10 * keptMs)
    this.forgetAll()
  }

  #keep(cookie: string, facts: SessionFacts): void {
    if (this.#kept.size >= mostKept) this.#kept.clear()
    this.#kept.set(cookie, { facts, until: this.#now() + keptMs })
  }
}
