import { expect, test } from 'vitest'
import { eventPrefixOf, joinTicketToken, packTicketPayload, typePrefixOf, verifyTicketToken } from './token.ts'

/** The neutral point of the curve: with it as key and as the first half of the signature, the lax equation holds for every text. */
const neutral = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0))
const eventId = '0199e0b2-7c1a-7a10-8f00-0123456789ab'
const signed = packTicketPayload({
  kid: 1,
  eventPrefix: eventPrefixOf(eventId),
  ticketId: eventId,
  typePrefix: typePrefixOf(eventId),
  flags: 0,
  notBefore: new Date('2026-11-14T20:00:00Z'),
  notAfter: new Date('2026-11-15T08:00:00Z'),
  serial: 1,
})

test('T-15 a key that fits every signature lets nobody in', () => {
  const fitsEverything = joinTicketToken(signed, Uint8Array.from([...neutral, ...new Uint8Array(32)]))
  expect(verifyTicketToken(fitsEverything, () => neutral)).toBeUndefined()
})
