import type { ServerResponse } from 'node:http'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { liveListeners } from './metrics.ts'

type Listener = { readonly response: ServerResponse; readonly topics: ReadonlySet<string> }
type Hint = { readonly position: number; readonly type: string; readonly topic: string }
const heartbeatMs = 20_000
const coalesceMs = 300
const maxBacklogBytes = 256 * 1024
const resumeLimit = 200

/**
 * The live streams of this process: hints, not data, at most about three a second a topic. Written to the raw response, one encoded
 * buffer for all listeners of a topic. A listener that does not read is dropped; its browser comes back with Last-Event-ID.
 */
export class Live {
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #waiting = new Map<string, Hint>()
  readonly #heartbeat: NodeJS.Timeout
  #flushing: NodeJS.Timeout | undefined

  constructor() {
    this.#heartbeat = setInterval(() => this.#writeAll(Buffer.from(': \n\n')), heartbeatMs)
    this.#heartbeat.unref()
  }

  /** Takes hints from the relay; the newest of a topic stands for those before it. */
  hear(hints: readonly Hint[]): void {
    for (const hint of hints) if (this.#listeners.has(hint.topic)) this.#waiting.set(`${hint.topic} ${hint.type}`, hint)
    if (this.#waiting.size > 0) this.#flushing ??= setTimeout(() => this.#flush(), coalesceMs)
  }

  #flush(): void {
    this.#flushing = undefined
    for (const hint of this.#waiting.values()) {
      const buffer = encode(hint)
      for (const listener of this.#listeners.get(hint.topic) ?? []) this.#write(listener, buffer)
    }
    this.#waiting.clear()
  }

  #write(listener: Listener, buffer: Buffer): void {
    if (listener.response.writableLength > maxBacklogBytes) listener.response.destroy()
    else listener.response.write(buffer)
  }

  #writeAll(buffer: Buffer): void {
    for (const listener of new Set([...this.#listeners.values()].flatMap((set) => [...set]))) this.#write(listener, buffer)
  }

  /** Opens a stream for topics that were authorised; first sends what was missed since `lastId`. */
  async open(response: ServerResponse, topics: readonly string[], lastId: number | undefined, database: Database): Promise<void> {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    })
    response.write('retry: 2000\n\n')
    const listener = { response, topics: new Set(topics) }
    for (const topic of listener.topics) this.#listeners.set(topic, (this.#listeners.get(topic) ?? new Set()).add(listener))
    liveListeners.inc()
    response.on('close', () => this.#close(listener))
    if (lastId !== undefined) for (const hint of await missed(database, topics, lastId)) response.write(encode(hint))
  }

  #close(listener: Listener): void {
    liveListeners.dec()
    for (const topic of listener.topics) {
      const set = this.#listeners.get(topic)
      set?.delete(listener)
      if (set?.size === 0) this.#listeners.delete(topic)
    }
  }

  stop(): void {
    clearInterval(this.#heartbeat)
    clearTimeout(this.#flushing)
    for (const set of this.#listeners.values()) for (const listener of set) listener.response.end()
  }
}

const encode = (hint: Hint): Buffer => Buffer.from(`id: ${hint.position}\ndata: ${JSON.stringify({ topic: hint.topic, type: hint.type })}\n\n`)

async function missed(database: Database, topics: readonly string[], lastId: number): Promise<readonly Hint[]> {
  return await database.system(async (tx) => {
    const { rows } = await sql<{ position: number; type: string; topics: string[] }>`
      select position, type, topics from outbox where position > ${lastId} and topics && ${[...topics]}::text[] order by position limit ${resumeLimit}`.execute(
      tx,
    )
    return rows.flatMap((row) =>
      row.topics.filter((topic) => topics.includes(topic)).map((topic) => ({ position: row.position, type: row.type, topic })),
    )
  })
}
