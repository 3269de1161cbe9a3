import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Letter } from '../faults/post-office.ts'

export type Told = {
  readonly providerRef: string
  readonly reference: string
  readonly status: 'approved' | 'pending' | 'declined'
  readonly amountMinor: number
  readonly currency: string
}
const statuses = {
  sandbox: { approved: 'succeeded', pending: 'pending', declined: 'failed' },
  wompi: { approved: 'APPROVED', pending: 'PENDING', declined: 'DECLINED' },
}

/** A webhook as the company would write and sign it, saying what we want. */
export function letter(company: 'sandbox' | 'wompi', told: Told, secret: string): Letter {
  return company === 'sandbox' ? fromSandbox(told, secret) : fromWompi(told, secret)
}

/** Packages/simulators/src/sandbox/README.md: `t=…,v1=hmac(t.body)`. */
function fromSandbox({ providerRef, reference, status, amountMinor, currency }: Told, secret: string): Letter {
  const body = JSON.stringify({
    id: `evt_${randomUUID()}`,
    type: 'payment.updated',
    payment: { id: providerRef, reference, status: statuses.sandbox[status], amount: { minor: amountMinor, currency }, refundedMinor: 0 },
    sentAt: new Date().toISOString(),
  })
  const time = Math.floor(Date.now() / 1000)
  const proof = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  return { path: '/webhooks/sandbox', body, headers: { 'content-type': 'application/json', 'x-sandbox-signature': `t=${time},v1=${proof}` } }
}

/** The checksum goes over the named properties, the timestamp and the secret (wompi.md). */
function fromWompi({ providerRef, reference, status, amountMinor, currency }: Told, secret: string): Letter {
  const transaction = {
    id: providerRef,
    amount_in_cents: amountMinor,
    reference,
    customer_email: 'ana@example.co',
    currency,
    payment_method_type: 'NEQUI',
    redirect_url: null,
    status: statuses.wompi[status],
    shipping_address: null,
    payment_link_id: null,
    payment_source_id: null,
  }
  const timestamp = Math.floor(Date.now() / 1000)
  const checksum = createHash('sha256')
    .update(`${transaction.id}${transaction.status}${transaction.amount_in_cents}${timestamp}${secret}`)
    .digest('hex')
  const body = JSON.stringify({
    event: 'transaction.updated',
    data: { transaction },
    environment: 'test',
    signature: { properties: ['transaction.id', 'transaction.status', 'transaction.amount_in_cents'], checksum },
    timestamp,
    sent_at: new Date().toISOString(),
  })
  return { path: '/webhooks/wompi', body, headers: { 'content-type': 'application/json', 'x-event-checksum': checksum } }
}
