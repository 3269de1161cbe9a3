import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
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
  return joinTicketToken(signedBytes, sign(null, signedBytes, keyFrom(privateKey)))
}

/** What stands before the 32 bytes of an Ed25519 seed in PKCS 8 (RFC 8410): node takes no raw key. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

function keyFrom(privateKey: string) {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, Buffer.from(privateKey, 'base64url')]), format: 'der', type: 'pkcs8' })
}
