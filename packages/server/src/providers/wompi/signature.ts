import { createHash, timingSafeEqual } from 'node:crypto'
import { ForgedWebhook } from '#payments/provider.ts'
import type { WompiEvent } from './wire.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Plain concatenation, as Wompi prescribes; the expiry takes part only when it is sent. */
export function integritySignature(
  charged: { readonly reference: string; readonly amountInCents: number; readonly currency: string; readonly expirationTime?: string | undefined },
  secret: string,
): string {
  return sha256(`${charged.reference}${charged.amountInCents}${charged.currency}${charged.expirationTime ?? ''}${secret}`)
}

/** The list of signed properties may change from event to event, so it is read from the event each time. */
export function checkEvent(event: WompiEvent, secret: string): void {
  const values = event.signature.properties.map((path) => valueAt(event.data, path)).join('')
  const expected = sha256(`${values}${event.timestamp}${secret}`)
  const told = event.signature.checksum.toLowerCase()
  const fits = told.length === expected.length && timingSafeEqual(Buffer.from(told), Buffer.from(expected))
  if (!fits) throw new ForgedWebhook('the checksum of the Wompi event does not fit')
}

function valueAt(root: unknown, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>((at, key) => (at && typeof at === 'object' ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined), root)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new ForgedWebhook(`the signed property ${path} is missing`)
}
