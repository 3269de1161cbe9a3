import { sql } from 'kysely'
import pg from 'pg'
import type { Ears, HintBus, Tell } from './hint-bus.ts'
import { decodeHanded, encodeHanded } from './hints.ts'
import { atMostEvery, nudgeEveryMs } from './hint-nudges.ts'
import type { Log } from './log.ts'

const handedChannel = 'fashionistas_hints'
const nudgeChannel = 'fashionistas_nudges'
const maxBytes = 7_500 // PostgreSQL takes less than 8,000
const reconnectMs = 500

/** One NOTIFY a batch, in the transaction that hands on: one a commit would quarter the commit rate. */
export const notify: Tell = async (tx, handed) => {
  const texts = encodeHanded(handed, maxBytes)
  await sql`select pg_notify(${handedChannel}, told) from unnest(${texts}::text[]) told`.execute(tx)
  return () => {}
}

/** LISTEN and NOTIFY over a connection of its own, which comes back when it was cut. */
export function postgresBus(url: string, log: Log): HintBus {
  const line = new Line(url, log)
  return {
    tell: notify,
    nudge: atMostEvery(nudgeEveryMs, () => line.say(nudgeChannel)),
    hear: (ears) => line.hear(ears),
    stop: () => line.stop(),
  }
}

class Line {
  readonly #url: string
  readonly #log: Log
  readonly #ears: Ears[] = []
  #client: pg.Client | undefined
  #isStopped = false

  constructor(url: string, log: Log) {
    this.#url = url
    this.#log = log
    void this.#connect()
  }

  hear(ears: Ears): void {
    this.#ears.push(ears)
  }

  say(channel: string): void {
    // Lost while the line is cut: the relays look by themselves too.
    void this.#client?.query(`notify ${channel}`).catch(() => {})
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#client?.end().catch(() => {})
  }

  async #connect(): Promise<void> {
    if (this.#isStopped) return
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true })
    let isLost = false
    // A connection that dies tells it more than once; it is replaced once.
    const lost = (reason: unknown): void => {
      if (isLost) return
      isLost = true
      this.#client = undefined
      if (!this.#isStopped) this.#log.warn({ err: reason }, 'live hints were cut')
      void client.end().catch(() => {})
      setTimeout(() => void this.#connect(), reconnectMs).unref()
    }
    client.on('notification', ({ channel, payload = '' }) => this.#heard(channel, payload))
    client.on('error', lost)
    client.on('end', () => lost(new Error('the connection ended')))
    try {
      await client.connect()
      // A nudge has nothing to keep: it does not wait for the disk.
      await client.query(`set synchronous_commit = off; listen ${handedChannel}; listen ${nudgeChannel}`)
      if (this.#isStopped) return await client.end()
      this.#client = client
      for (const ears of this.#ears) ears.onConnected?.()
    } catch (error) {
      lost(error)
    }
  }

  #heard(channel: string, text: string): void {
    const handed = channel === handedChannel ? decodeHanded(text) : undefined
    for (const ears of this.#ears) {
      if (handed) ears.onHanded?.(handed)
      else ears.onNudge?.()
    }
  }
}
