import { createHmac, timingSafeEqual } from 'node:crypto'
import { ForgedWebhook } from '#payments/provider.ts'

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 over `timestamp.rawBody`. Age is not judged; repeats are told apart by the event's id. */
export function checkSignature(raw: Uint8Array, header: string | null, secret: string): void {
  const [, timestamp, proof] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (!timestamp || !proof) throw new ForgedWebhook('the sandbox webhook has no signature')
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(raw).digest()
  if (!timingSafeEqual(Buffer.from(proof, 'hex'), expected)) throw new ForgedWebhook('the signature of the sandbox webhook does not fit')
}
