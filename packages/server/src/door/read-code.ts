import { timingSafeEqual } from 'node:crypto'
import type { Context } from '#core/context.ts'
import type { EventKeyring } from './event-keys.ts'
import { parseHumanCode } from './human-code.ts'
import { signBytes } from './sign-token.ts'
import { eventPrefixOf, readTicketToken } from './token.ts'

/** Whose ticket a scanned text says it is. `serial` is there when a QR code said it; who types the printed code has no serial. */
export type Read =
  | { readonly by: 'token'; readonly ticketId: string; readonly serial: number }
  | { readonly by: 'code'; readonly code: string }
  | { readonly by: 'nothing'; readonly verdict: 'invalid' | 'wrong_event' }
type Parts = Pick<Context, 'system'> & { readonly keyring: EventKeyring }

/**
 * A QR code's text or the code under it. Only what the event's own key signed is believed. Ed25519 signs the same bytes in one way only, so
 * the holder of the key signs again and compares: a third of the time of a verification, and as strict as can be.
 */
export async function readCode({ keyring, system }: Parts, eventId: string, text: string): Promise<Read> {
  const code = parseHumanCode(text)
  if (code) return { by: 'code', code }
  const token = readTicketToken(text)
  if (!token) return { by: 'nothing', verdict: 'invalid' }
  const { payload, signature, signedBytes } = token
  if (Buffer.compare(payload.eventPrefix, eventPrefixOf(eventId)) !== 0) return { by: 'nothing', verdict: 'wrong_event' }
  const key = keyring.opened(eventId, payload.kid) ?? (await system((tx) => keyring.find(tx, eventId, payload.kid)))
  if (key === undefined || !timingSafeEqual(signBytes(signedBytes, key), signature)) return { by: 'nothing', verdict: 'invalid' }
  return { by: 'token', ticketId: payload.ticketId, serial: payload.serial }
}
