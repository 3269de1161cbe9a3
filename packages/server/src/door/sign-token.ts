import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { joinTicketToken, packTicketPayload, type TicketPayload } from '#door/token.ts'

/** Raw Ed25519 keys of one event in base64url. The private one never leaves the server and rests encrypted. */
export interface EventKeys {
  readonly publicKey: string
  readonly privateKey: string
}

export function generateEventKeys(): EventKeys {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  if (!x || !d) throw new Error('an Ed25519 key must export both halves')
  return { publicKey: x, privateKey: d }
}

/** Writes the text of a ticket's QR code: 147 signs, QR version 6 at level M. */
export function signTicketToken(payload: TicketPayload, privateKey: string): string {
  const signedBytes = packTicketPayload(payload)
  return joinTicketToken(signedBytes, signBytes(signedBytes, privateKey))
}

/** The signature that these bytes have under this key: Ed25519 knows no other. */
export function signBytes(bytes: Uint8Array, privateKey: string): Uint8Array {
  return sign(null, bytes, keyFrom(privateKey))
}

/** What stands before the 32 bytes of an Ed25519 seed in PKCS 8 (RFC 8410): node takes no raw key. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

const keys = new Map<string, KeyObject>()
const mostKept = 500

/** Kept: to read a key takes as long as to sign with it. */
function keyFrom(privateKey: string): KeyObject {
  const known = keys.get(privateKey)
  if (known) return known
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, Buffer.from(privateKey, 'base64url')]), format: 'der', type: 'pkcs8' })
  if (keys.size >= mostKept) keys.clear()
  keys.set(privateKey, key)
  return key
}
