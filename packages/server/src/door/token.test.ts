import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import { fromBase45, toBase45 } from '#door/base45.ts'
import { generateEventKeys, signTicketToken } from '#door/sign-token.ts'
import { eventPrefixOf, readTicketToken, typePrefixOf, verifyTicketToken, type TicketPayload } from '#door/token.ts'

const keys = generateEventKeys()
const publicKey = Uint8Array.from(Buffer.from(keys.publicKey, 'base64url'))
const hour = 3_600_000

const payloads = fc
  .record({
    kid: fc.nat(255),
    eventPrefix: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    ticketId: fc.uuid(),
    typePrefix: fc.uint8Array({ minLength: 3, maxLength: 3 }),
    flags: fc.nat(255),
    serial: fc.nat(65_535),
    start: fc.integer({ min: 400_000, max: 1_000_000 }),
    hours: fc.nat(65_535),
  })
  .map(({ start, hours, ...rest }): TicketPayload => ({ ...rest, notBefore: new Date(start * hour), notAfter: new Date((start + hours) * hour) }))

const sample: TicketPayload = {
  kid: 5,
  eventPrefix: eventPrefixOf('0199e0b2-7c1a-7a10-8f00-0123456789ab'),
  ticketId: '0199e0b2-7c1a-7a10-8f00-0000deadbeef',
  typePrefix: typePrefixOf('0199e0b2-7c1a-7a10-8f00-0123456789ab'),
  flags: 3,
  notBefore: new Date('2026-11-14T20:25:00Z'),
  notAfter: new Date('2026-11-15T08:05:00Z'),
  serial: 7,
}

test('T-15 whatever is signed for a ticket is what the door reads, in a QR code of version 7 at most', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const text = signTicketToken(payload, keys.privateKey)
      expect(text).toMatch(/^[0-9A-Z $%*+\-./:]{147}$/)
      expect(QRCode.create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' }).version).toBeLessThanOrEqual(7)
      expect(readTicketToken(text)?.signedBytes.length).toBeLessThanOrEqual(40)
      expect(verifyTicketToken(text, () => publicKey)).toEqual(payload)
    }),
    { numRuns: 60 },
  )
})

test('T-15 a token with any one bit flipped is refused', () => {
  const bytes = fromBase45(signTicketToken(sample, keys.privateKey)) ?? new Uint8Array()
  expect(bytes.length).toBe(98)
  const accepted = Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter((bit) => {
    const forged = bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    return verifyTicketToken(toBase45(forged), () => publicKey) !== undefined
  })
  expect(accepted).toEqual([])
}, 30_000)

test('T-15 a token of another event, of an unknown key, or of no key at all is refused', () => {
  const text = signTicketToken(sample, keys.privateKey)
  const other = Uint8Array.from(Buffer.from(generateEventKeys().publicKey, 'base64url'))
  expect(verifyTicketToken(text, () => other)).toBeUndefined()
  expect(verifyTicketToken(text, () => undefined)).toBeUndefined()
  expect(verifyTicketToken(text, (kid) => (kid === 5 ? publicKey : undefined))?.serial).toBe(7)
})

test('T-15 the hours of a ticket are rounded outwards, never against its holder', () => {
  const read = verifyTicketToken(signTicketToken(sample, keys.privateKey), () => publicKey)
  expect(read?.notBefore.toISOString()).toBe('2026-11-14T20:00:00.000Z')
  expect(read?.notAfter.toISOString()).toBe('2026-11-15T09:00:00.000Z')
})

test('T-14 a keyboard scanner may trim the first space and add a line end, and the ticket still reads', () => {
  const text = signTicketToken(sample, keys.privateKey)
  expect(text.startsWith(' ')).toBe(true)
  expect(verifyTicketToken(`${text.trim()}\r\n`, () => publicKey)?.ticketId).toBe(sample.ticketId)
})

test('T-15 no text whatever makes the reader throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZ $%*+-./:'), minLength: 140, maxLength: 150 })),
      (text) => {
        expect(verifyTicketToken(text, () => publicKey)).toBeUndefined()
      },
    ),
  )
})

test('T-15 a value that does not fit is a fault, not a wrong ticket', () => {
  expect(() => signTicketToken({ ...sample, serial: 70_000 }, keys.privateKey)).toThrow(/serial/)
  expect(() => signTicketToken({ ...sample, notAfter: new Date('2020-01-01') }, keys.privateKey)).toThrow(/hours/)
  expect(() => signTicketToken({ ...sample, ticketId: 'not-a-uuid' }, keys.privateKey)).toThrow(/uuid/)
})

test('T-15 base45 follows the examples of RFC 9285 and reads back any bytes', () => {
  expect(toBase45(Buffer.from('Hello!!'))).toBe('%69 VD92EX0')
  expect(toBase45(Buffer.from('base-45'))).toBe('UJCLQE7W581')
  expect(fromBase45('GGW')).toBeUndefined()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      expect(fromBase45(toBase45(bytes))).toEqual(bytes)
    }),
  )
})
