import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { ForgedWebhook } from '#payments/provider.ts'
import { checkEvent, integritySignature } from './signature.ts'
import { WompiEvent } from './wire.ts'
import { wompi } from './wompi.ts'

const Vectors = z.object({
  wompi_integrity: z.array(
    z.object({
      reference: z.string(),
      amount_in_cents: z.int(),
      currency: z.string(),
      expiration_time: z.string().optional(),
      integrity_secret: z.string(),
      signature: z.string(),
    }),
  ),
  wompi_event: z.object({
    events_secret: z.string(),
    body: WompiEvent.extend({ data: z.object({ transaction: z.record(z.string(), z.unknown()) }) }),
  }),
})
const vectors = Vectors.parse(JSON.parse(readFileSync(new URL('wompi.vectors.json', import.meta.url), 'utf8')))
const { events_secret: secret, body } = vectors.wompi_event

test.each(vectors.wompi_integrity)('P-01 the integrity signature equals the published one (expiry $expiration_time)', (vector) => {
  const charged = {
    reference: vector.reference,
    amountInCents: vector.amount_in_cents,
    currency: vector.currency,
    expirationTime: vector.expiration_time,
  }
  expect(integritySignature(charged, vector.integrity_secret)).toBe(vector.signature)
})

test('P-03 the published event is genuine, in small and in capital letters', () => {
  const event = WompiEvent.parse(body)
  expect(() => checkEvent(event, secret)).not.toThrow()
  expect(() => checkEvent({ ...event, signature: { ...event.signature, checksum: event.signature.checksum.toUpperCase() } }, secret)).not.toThrow()
})

test('P-03 the published event is read as news of one payment', async () => {
  const provider = wompi({
    baseUrl: 'http://127.0.0.1:1/v1',
    publicKey: 'pub_test_x',
    privateKey: 'prv_test_x',
    integritySecret: 'x',
    eventsSecret: secret,
  })
  const events = await provider.readWebhook(new TextEncoder().encode(JSON.stringify(body)), new Headers())
  expect(events).toEqual([{ dedupeKey: body.signature.checksum, providerRef: '17788-1795233600-40211', reference: 'ord_7Q2-1' }])
})

test('P-03 an event whose amount or status was changed is forged', () => {
  assert(
    property(
      integer({ min: 1, max: 1e12 }).filter((amount) => amount !== 15_000_000),
      (amount) => {
        const event = WompiEvent.parse({ ...body, data: { transaction: { ...body.data.transaction, amount_in_cents: amount } } })
        expect(() => checkEvent(event, secret)).toThrow(ForgedWebhook)
      },
    ),
  )
})

test('P-03 an event that names a property it does not have is forged', () => {
  const event = WompiEvent.parse({ ...body, signature: { ...body.signature, properties: ['transaction.id', 'transaction.nothing'] } })
  expect(() => checkEvent(event, secret)).toThrow(ForgedWebhook)
})
