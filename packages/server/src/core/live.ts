import type { ServerResponse } from 'node:http'
import type { Database } from './database.ts'
import type { Hint } from './hints.ts'
import { FanOut, LiveListener } from './live-fan-out.ts'
import { missedHints } from './live-missed.ts'
import { Pace, type Due } from './live-pace.ts'
import { liveListeners } from './metrics.ts'

const heartbeatMs = 20_000
const heartbeat = Buffer.from(': \n\n')
/** Who missed more than so many pages is sent home with what he has; his browser comes back and goes on from there. */
const maxPages = 10

/**
 * The live streams of this process: hints, not data, the first of a topic at once and at most four a second. Written to the raw response,
 * one encoded buffer for all listeners of a topic. A listener that does not read is dropped; its browser comes back with Last-Event-ID.
 */
export class Live {
  readonly #listeners = new Map<string, Set<LiveListener>>()
  readonly #everyone = new Set<LiveListener>()
  readonly #fanOut = new FanOut()
  readonly #pace = new Pace((topic, due) => this.#send(topic, due))
  readonly #heartbeat: NodeJS.Timeout

  constructor() {
    this.#heartbeat = setInterval(() => void this.#fanOut.send(this.#everyone, heartbeat), heartbeatMs)
    this.#heartbeat.unref()
  }

  /** Takes hints in the order of the outbox. */
  hear(hints: readonly Hint[]): void {
    this.#pace.add(hints.filter(({ topic }) => this.#listeners.has(topic)))
  }

  async #send(topic: string, due: readonly Due[]): Promise<void> {
    const listeners = this.#listeners.get(topic)
    if (listeners) await this.#fanOut.send(listeners, Buffer.from(due.map(encode).join('')))
  }

  /** Opens a stream for topics that were authorised; first sends what was missed since `lastId`. */
  async open(response: ServerResponse, topics: readonly string[], lastId: number | undefined, database: Database): Promise<void> {
    // Without chunks a hint is one write of the shared buffer, and not three of which two are made for this listener.
    response.useChunkedEncodingByDefault = false
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    response.write('retry: 2000\n\n')
    const listener = new LiveListener(response)
    this.#add(listener, [...new Set(topics)])
    if (lastId === undefined) return
    listener.hold()
    await this.#resume(listener, { topics, lastId, database }).catch(() => response.destroy()) // the browser comes back, when the database may be
  }

  async #resume(listener: LiveListener, from: { readonly topics: readonly string[]; readonly lastId: number; readonly database: Database }) {
    let after = from.lastId
    for (let page = 0; page < maxPages; page += 1) {
      const missed = await missedHints(from.database, from.topics, after)
      listener.write(Buffer.from(missed.hints.map((hint) => encode({ ...hint, resumeAt: hint.position })).join('')))
      after = missed.upTo
      if (!missed.isMore && listener.release()) return
    }
    listener.end()
  }

  #add(listener: LiveListener, topics: readonly string[]): void {
    this.#everyone.add(listener)
    for (const topic of topics) this.#listeners.set(topic, (this.#listeners.get(topic) ?? new Set()).add(listener))
    liveListeners.inc()
    listener.onClose(() => this.#remove(listener, topics))
  }

  #remove(listener: LiveListener, topics: readonly string[]): void {
    liveListeners.dec()
    this.#everyone.delete(listener)
    for (const topic of topics) {
      const set = this.#listeners.get(topic)
      set?.delete(listener)
      if (set?.size === 0) this.#listeners.delete(topic)
    }
  }

  stop(): void {
    clearInterval(this.#heartbeat)
    this.#pace.stop()
    for (const listener of this.#everyone) listener.end()
  }
}

const encode = ({ topic, type, position, resumeAt }: Due): string => `id: ${resumeAt}\ndata: ${JSON.stringify({ topic, type, position })}\n\n`
