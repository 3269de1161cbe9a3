import { createHash } from 'node:crypto'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export type Charged = {
  readonly reference: string
  readonly amount_in_cents: number
  readonly currency: string
  readonly expiration_time?: string | undefined
}

export function integritySignature(charged: Charged, secret: string): string {
  return sha256(`${charged.reference}${charged.amount_in_cents}${charged.currency}${charged.expiration_time ?? ''}${secret}`)
}

export const signedProperties = ['transaction.id', 'transaction.status', 'transaction.amount_in_cents'] as const

export function eventChecksum(
  transaction: { readonly id: string; readonly status: string; readonly amount_in_cents: number },
  timestamp: number,
  secret: string,
): string {
  return sha256(`${transaction.id}${transaction.status}${transaction.amount_in_cents}${timestamp}${secret}`)
}
