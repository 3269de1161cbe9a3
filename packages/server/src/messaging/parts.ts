import type { Database } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import type { World } from '#core/world.ts'
import type { Approving, Channel, Telling } from './channel.ts'
import type { Facts } from './facts.ts'

/** What the domain is given by main.ts. */
export type MessagingParts = {
  readonly database: Database
  readonly world: World
  readonly log: Log
  readonly facts: Facts
  /** Those that are configured; a message takes the first of its channels that is here. */
  readonly channels: readonly Channel[]
  readonly whatsapp?: (Telling & Approving & { verifyChallenge(query: URLSearchParams): string | undefined }) | undefined
  readonly sms?: Telling | undefined
  readonly publicUrl: string
  /** Where people can write to a person: the address behind MAIL_FROM. */
  readonly supportEmail: string
}
