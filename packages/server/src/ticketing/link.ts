import type { Secret } from '#core/secret.ts'

const dayMs = 86_400_000
export type LinkFacts = { readonly orderId: string; readonly version: number; readonly expiresAt: Date }

/** The signed link of an order: id, link version (to revoke all before it) and day of expiry, with 128 bits of HMAC. No personal data. */
export function makeLink(secret: Secret, { orderId, version, expiresAt }: LinkFacts): string {
  const bytes = Buffer.alloc(19)
  Buffer.from(orderId.replaceAll('-', ''), 'hex').copy(bytes)
  bytes.writeUInt8(version, 16)
  bytes.writeUInt16BE(Math.ceil(expiresAt.getTime() / dayMs), 17)
  const body = bytes.toString('base64url')
  return `${body}.${secret.sign('order_link', body).slice(0, 22)}`
}

/** Undefined for a link that we did not sign; the caller checks version and expiry. */
export function readLink(secret: Secret, token: string): LinkFacts | undefined {
  const [body = '', signature = ''] = token.split('.')
  const bytes = Buffer.from(body, 'base64url')
  if (bytes.length !== 19 || signature.length !== 22 || !secret.verifyPrefix('order_link', body, signature)) return undefined
  const hex = bytes.subarray(0, 16).toString('hex')
  return {
    orderId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    version: bytes.readUInt8(16),
    expiresAt: new Date(bytes.readUInt16BE(17) * dayMs),
  }
}
