import { setTimeout as pause } from 'node:timers/promises'
import type { Hint } from './hints.ts'

/** Who was sent it and comes back after `resumeAt` has missed nothing. */
export type Due = Hint & { readonly resumeAt: number }

/** Each hint makes thousands of pages ask anew; and four a second are as many as anyone can follow. */
const restMs = 250

/** Lets the first hint of a topic through at once, and those that follow at most every quarter of a second; the newest of a kind stands for those before it. */
export class Pace {
  readonly #send: (topic: string, due: readonly Due[]) => Promise<void>
  /** Topics that were just written to, with the kinds that wait for the end of the rest. */
  readonly #resting = new Map<string, Set<string>>()
  /** What waits, in the order of its positions. */
  readonly #waiting = new Map<string, Hint>()
  #isStopped = false

  constructor(send: (topic: string, due: readonly Due[]) => Promise<void>) {
    this.#send = send
  }

  /** In the order of their positions, and newer than all that came before. */
  add(hints: readonly Hint[]): void {
    const rested = new Set<string>()
    for (const hint of hints) {
      const types = this.#resting.get(hint.topic) ?? new Set()
      if (!this.#resting.has(hint.topic)) rested.add(hint.topic)
      this.#resting.set(hint.topic, types.add(hint.type))
      this.#waiting.delete(keyOf(hint)) // put at the end again: the map stays in order
      this.#waiting.set(keyOf(hint), hint)
    }
    for (const topic of rested) this.#flush(topic)
  }

  #flush(topic: string): void {
    const types = this.#resting.get(topic) ?? new Set()
    if (types.size === 0) return void this.#resting.delete(topic)
    const due = [...types].flatMap((type) => this.#waiting.get(keyOf({ topic, type })) ?? []).toSorted((a, b) => a.position - b.position)
    for (const hint of due) this.#waiting.delete(keyOf(hint))
    this.#resting.set(topic, new Set())
    const [oldest] = this.#waiting.values()
    const resumeAt = oldest ? oldest.position - 1 : Number.MAX_SAFE_INTEGER // what other topics of the same listener still wait for is not sent yet
    const sent = this.#send(
      topic,
      due.map((hint) => ({ ...hint, resumeAt: Math.min(hint.position, resumeAt) })),
    )
    void this.#rest(topic, sent)
  }

  /** Where writing to all takes longer than a rest, the next hint waits for it: a topic never has two under way. */
  async #rest(topic: string, sent: Promise<void>): Promise<void> {
    await Promise.all([sent, pause(restMs, undefined, { ref: false })])
    if (!this.#isStopped) this.#flush(topic)
  }

  stop(): void {
    this.#isStopped = true
  }
}

const keyOf = ({ topic, type }: Pick<Hint, 'topic' | 'type'>): string => `${topic} ${type}`
