import { connect, type NatsConnection } from '@nats-io/transport-node'
import { createHash } from 'node:crypto'
import type { Ears, HintBus } from './hint-bus.ts'
import { decodeHanded, encodeHanded, lookYourself, type Handed } from './hints.ts'
import { atMostEvery, nudgeEveryMs } from './hint-nudges.ts'
import type { Log } from './log.ts'

const maxBytes = 256 * 1024 // NATS takes a megabyte
const reconnectMs = 500
const pingMs = 5_000

/** Where there are many hosts. What is handed on is said after its commit, over a connection that comes back when it was cut. */
export function natsBus(url: string, installation: string, log: Log): HintBus {
  const line = new Line(url, installation, log)
  return {
    tell: async (_, handed) => () => line.tell(handed),
    nudge: atMostEvery(nudgeEveryMs, () => line.nudge()),
    hear: (ears) => line.hear(ears),
    stop: () => line.stop(),
  }
}

class Line {
  readonly #log: Log
  readonly #ears: Ears[] = []
  /** Installations that share a server do not hear each other. */
  readonly #subject: string
  readonly #connection: Promise<NatsConnection | undefined>
  #open: NatsConnection | undefined
  #hasUntold = false
  readonly #stopping = new AbortController()

  constructor(url: string, installation: string, log: Log) {
    this.#log = log
    this.#subject = `fashionistas.${createHash('sha256').update(installation).digest('hex').slice(0, 16)}`
    this.#connection = this.#connect(url).catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) log.error({ err: error }, 'NATS cannot be used; live pages are slower')
      return undefined
    })
  }

  hear(ears: Ears): void {
    this.#ears.push(ears)
  }

  tell(handed: Handed): void {
    for (const text of encodeHanded(handed, maxBytes)) this.#hasUntold = !this.#say('handed', text) || this.#hasUntold
  }

  nudge(): void {
    this.#say('nudge', '')
  }

  /** What cannot be said is in the outbox: nobody who committed may fail for it. */
  #say(what: 'handed' | 'nudge', text: string): boolean {
    try {
      this.#open?.publish(`${this.#subject}.${what}`, text)
      return this.#open !== undefined
    } catch {
      return false // closed in this moment
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    if (this.#open) await this.#open.drain().catch(() => {})
    else void this.#connection.then((connection) => connection?.close())
  }

  async #connect(url: string): Promise<NatsConnection> {
    const connection = await connect({
      servers: url,
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: reconnectMs,
      pingInterval: pingMs,
      name: 'fashionistas',
    })
    connection.subscribe(`${this.#subject}.*`, {
      callback: (failure, message) => {
        if (!failure) this.#heard(message.subject, message.string())
      },
    })
    await connection.flush()
    void this.#watch(connection)
    this.#connected(connection)
    return connection
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'reconnect') this.#connected(connection)
      if (type !== 'disconnect') continue
      this.#open = undefined // else the client would keep for later what the outbox has anyway
      if (!this.#stopping.signal.aborted) this.#log.warn('live hints were cut')
    }
  }

  #connected(connection: NatsConnection): void {
    this.#open = connection
    const hadUntold = this.#hasUntold
    this.#hasUntold = false
    if (hadUntold) this.tell(lookYourself)
    for (const ears of this.#ears) ears.onConnected?.()
  }

  #heard(subject: string, text: string): void {
    const handed = subject.endsWith('.handed') ? decodeHanded(text) : undefined
    for (const ears of this.#ears) {
      if (handed) ears.onHanded?.(handed)
      else if (subject.endsWith('.nudge')) ears.onNudge?.()
    }
  }
}
