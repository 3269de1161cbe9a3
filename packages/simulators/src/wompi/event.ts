import type { Message } from '../sandbox/kernel/courier.ts'
import { eventChecksum, signedProperties } from './signature.ts'
import type { Transaction } from './wire.ts'

/** The body that is posted to the merchant; every retry sends the same bytes. */
export function transactionEvent(transaction: Transaction, now: number, secret: string): Message {
  const timestamp = Math.floor(now / 1000)
  const checksum = eventChecksum(transaction, timestamp, secret).toUpperCase()
  const {
    id,
    amount_in_cents,
    reference,
    customer_email,
    currency,
    payment_method_type,
    redirect_url,
    status,
    shipping_address,
    payment_link_id,
    payment_source_id,
  } = transaction
  const body = {
    event: 'transaction.updated',
    data: {
      transaction: {
        id,
        amount_in_cents,
        reference,
        customer_email,
        currency,
        payment_method_type,
        redirect_url,
        status,
        shipping_address,
        payment_link_id,
        payment_source_id,
      },
    },
    environment: 'test',
    signature: { properties: signedProperties, checksum },
    timestamp,
    sent_at: new Date(now).toISOString(),
  }
  return { body: JSON.stringify(body), headers: { 'x-event-checksum': checksum } }
}
