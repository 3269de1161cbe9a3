import { ed25519 } from '@noble/curves/ed25519.js'
import type { Tx } from '#core/database.ts'
import { publicKeyOf } from './event-keys.ts'
import { parseHumanCode } from './human-code.ts'
import { eventPrefixOf, readTicketToken } from './token.ts'

/** Whose ticket a scanned text says it is. `serial` is there when a QR code said it; who types the printed code has no serial. */
export type Read =
  | { readonly by: 'token'; readonly ticketId: string; readonly serial: number }
  | { readonly by: 'code'; readonly code: string }
  | { readonly by: 'nothing'; readonly verdict: 'invalid' | 'wrong_event' }

/** A QR code's text or the code under it. Only what the event's own key signed is believed. */
export async function readCode(tx: Tx, eventId: string, text: string): Promise<Read> {
  const code = parseHumanCode(text)
  if (code) return { by: 'code', code }
  const token = readTicketToken(text)
  if (!token) return { by: 'nothing', verdict: 'invalid' }
  const { payload, signature, signedBytes } = token
  if (Buffer.compare(payload.eventPrefix, eventPrefixOf(eventId)) !== 0) return { by: 'nothing', verdict: 'wrong_event' }
  const key = await publicKeyOf(tx, eventId, payload.kid)
  // Strict RFC 8032 verification, as on a device without network.
  if (!key || !ed25519.verify(signature, signedBytes, key, { zip215: false })) return { by: 'nothing', verdict: 'invalid' }
  return { by: 'token', ticketId: payload.ticketId, serial: payload.serial }
}
