import { expect, test } from 'vitest'
import { toBase45 } from './base45.ts'
import { generateEventKeys, signTicketToken } from './sign-token.ts'
import { eventPrefixOf, joinTicketToken, packTicketPayload, readTicketToken, typePrefixOf, verifyTicketToken, type TicketPayload } from './token.ts'

const id = '0199e0b2-7c1a-7a10-8f00-0123456789ab'
const sample: TicketPayload = {
  kid: 5,
  eventPrefix: eventPrefixOf(id),
  ticketId: '0199e0b2-7c1a-7a10-8f00-0000deadbeef',
  typePrefix: typePrefixOf(id),
  flags: 3,
  notBefore: new Date('2026-11-14T20:25:00Z'),
  notAfter: new Date('2026-11-15T08:05:00Z'),
  serial: 7,
}
const bytesOfSample = '0105456789ab0199e0b27c1a7a108f000000deadbeef6789ab0300079b5c000d0007'
const signature = Uint8Array.from({ length: 64 }, (_, at) => at)
const text = joinTicketToken(packTicketPayload(sample), signature)
const read = { ...sample, notBefore: new Date('2026-11-14T20:00:00Z'), notAfter: new Date('2026-11-15T09:00:00Z') }
const payloadOf = (typed: string) => readTicketToken(typed)?.payload

test('T-15 every field stands where the format says, byte for byte', () => {
  expect(Buffer.from(packTicketPayload(sample)).toString('hex')).toBe(bytesOfSample)
  expect([eventPrefixOf(id), typePrefixOf(id)]).toEqual([Uint8Array.of(0x45, 0x67, 0x89, 0xab), Uint8Array.of(0x67, 0x89, 0xab)])
})

test('T-15 a token is read into its fields, its signature and the bytes that were signed', () => {
  expect(readTicketToken(text)).toEqual({ payload: read, signature, signedBytes: packTicketPayload(sample) })
})

test('T-14 small letters, line ends and a lost first space do not matter', () => {
  for (const typed of [text.toLowerCase(), `${text}\n`, `${text}\r\n`, `${text}\t\t`, text.trimStart(), `${text.trimStart()}\r\n`])
    expect([typed, payloadOf(typed)]).toEqual([typed, read])
})

test('T-15 a text that is longer, shorter or broken by a line end is no token', () => {
  const wrong = [
    `${text}0`,
    ` ${text}`,
    `${text}000`,
    text.slice(0, -1),
    text.slice(1, -1),
    text.slice(2),
    `\n${text}`,
    `${text.slice(0, 40)}\n${text.slice(40)}`,
    '',
    '\n',
  ]
  expect(wrong.filter((typed) => readTicketToken(typed) !== undefined)).toEqual([])
})

test('T-15 a token of another version is none', () => {
  for (const version of [0, 2, 255]) {
    const bytes = Uint8Array.from([version, ...packTicketPayload(sample).slice(1), ...signature])
    expect([version, readTicketToken(toBase45(bytes))]).toEqual([version, undefined])
  }
})

test('T-15 the signature counts, and the key is asked for by number and event', () => {
  const keys = generateEventKeys()
  const publicKey = Uint8Array.from(Buffer.from(keys.publicKey, 'base64url'))
  const signed = signTicketToken(sample, keys.privateKey)
  const asked: unknown[] = []
  const answer = verifyTicketToken(signed, (...question) => {
    asked.push(question)
    return publicKey
  })
  expect([answer, asked]).toEqual([read, [[5, sample.eventPrefix]]])
  expect([verifyTicketToken(text, () => publicKey), verifyTicketToken(signed, () => undefined), verifyTicketToken('', () => publicKey)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

const hour = 3_600_000
const from = (hours: number) => new Date(hours * hour)
test.each<[string, Partial<TicketPayload>, Partial<TicketPayload>]>([
  ['kid', { kid: 255 }, { kid: 256 }],
  ['kid', { kid: 0 }, { kid: -1 }],
  ['flags', { flags: 255 }, { flags: 256 }],
  ['serial', { serial: 65_535 }, { serial: 65_536 }],
  ['serial', { serial: 0 }, { serial: 0.5 }],
  ['not before', { notBefore: from(0), notAfter: from(0) }, { notBefore: from(-1), notAfter: from(0) }],
  ['hours valid', { notBefore: from(1), notAfter: from(65_536) }, { notBefore: from(1), notAfter: from(65_537) }],
  ['hours valid', { notBefore: from(9), notAfter: from(9) }, { notBefore: from(9), notAfter: from(8) }],
])('T-15 the last %s that fits is kept, the next one is a fault', (name, fits, tooMuch) => {
  const packed = packTicketPayload({ ...sample, ...fits })
  expect(payloadOf(joinTicketToken(packed, signature))).toMatchObject(fits)
  expect(() => packTicketPayload({ ...sample, ...tooMuch })).toThrow(`${name} does not fit in a ticket token`)
})

test('T-15 prefixes of another length and ids that are none are faults', () => {
  expect(() => packTicketPayload({ ...sample, eventPrefix: new Uint8Array(5) })).toThrow('expected 4 bytes in a ticket token')
  expect(() => packTicketPayload({ ...sample, typePrefix: new Uint8Array(2) })).toThrow('expected 3 bytes in a ticket token')
  for (const ticketId of ['', `${id}0`, `x${id}`, id.slice(1), id.replace('a', 'g')])
    expect(() => packTicketPayload({ ...sample, ticketId }), ticketId).toThrow('an id in a ticket token must be a uuid')
  expect(packTicketPayload({ ...sample, ticketId: sample.ticketId.toUpperCase() })).toEqual(packTicketPayload(sample))
})
