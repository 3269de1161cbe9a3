import { createHmac, randomUUID } from 'node:crypto'
import type { Message } from './kernel/courier.ts'
import type { Payment } from './wire.ts'

/** The signature covers `timestamp.rawBody`; the header carries both the time and the proof. */
export function paymentEvent(payment: Payment, now: number, secret: string): Message {
  const timestamp = Math.floor(now / 1000)
  const { id, reference, status, amount, refundedMinor } = payment
  const body = JSON.stringify({
    id: `evt_${randomUUID()}`,
    type: 'payment.updated',
    payment: { id, reference, status, amount, refundedMinor },
    sentAt: new Date(now).toISOString(),
  })
  const proof = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { body, headers: { 'x-sandbox-signature': `t=${timestamp},v1=${proof}` } }
}
