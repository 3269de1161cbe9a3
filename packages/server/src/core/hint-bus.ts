import type { Tx } from './database.ts'
import { natsBus } from './hint-bus-nats.ts'
import { postgresBus } from './hint-bus-postgres.ts'
import type { Handed } from './hints.ts'
import type { Log } from './log.ts'

/** Tells every api process what a transaction hands on. Call it within that transaction; what it returns is left to do after the commit. */
export type Tell = (tx: Tx, handed: Handed) => Promise<() => void>
export type Ears = {
  readonly onHanded?: (handed: Handed) => void
  /** Something waits in the outbox. */
  readonly onNudge?: () => void
  /** Also after a cut: what was said meanwhile was not heard. */
  readonly onConnected?: () => void
}

/** How the processes of an installation tell each other that something changed. What it loses, the outbox still has. */
export interface HintBus {
  readonly tell: Tell
  /** Wakes the relays. However often it is called, it says so at most every 20 ms; what is said while the bus is cut is lost. */
  nudge(): void
  hear(ears: Ears): void
  stop(): Promise<void>
}
export type BusParts = {
  readonly config: { readonly DATABASE_URL: string; readonly NATS_URL?: string | undefined; readonly SECRET: string }
  readonly log: Log
}

/** NATS where it is configured, else PostgreSQL, which is there anyway. */
export function openHintBus({ config, log }: BusParts): HintBus {
  if (config.NATS_URL === undefined) return postgresBus(config.DATABASE_URL, log)
  return natsBus(config.NATS_URL, config.SECRET + new URL(config.DATABASE_URL).pathname, log)
}
