import { ed25519 } from '@noble/curves/ed25519.js'
import { fromBase45, toBase45 } from '#door/base45.ts'

/**
 * Ticket token, version 1. This file must run in a browser too: a door without network verifies here.
 * Bytes, big-endian: version 1, key 1, event 4, ticket 16, type 3, flags 1, not before 4 (hours since 1970),
 * valid for 2 (hours), serial 2; then the Ed25519 signature over all of that. No personal data.
 */
export interface TicketPayload {
  /** Which of the event's keys signed. */
  readonly kid: number
  readonly eventPrefix: Uint8Array
  readonly ticketId: string
  readonly typePrefix: Uint8Array
  readonly flags: number
  /** Kept in whole hours: rounded down. */
  readonly notBefore: Date
  /** Kept in whole hours: rounded up. */
  readonly notAfter: Date
  /** Grows with each transfer, so that an older QR of the same ticket is known to be dead. */
  readonly serial: number
}

export interface TicketToken {
  readonly payload: TicketPayload
  readonly signature: Uint8Array
  readonly signedBytes: Uint8Array
}

export type PublicKeyOf = (kid: number, eventPrefix: Uint8Array) => Uint8Array | undefined

const version = 1
const payloadBytes = 34
const signatureBytes = 64
const tokenLetters = ((payloadBytes + signatureBytes) / 2) * 3
const hour = 3_600_000
const longestHours = 0xffff

/** Reads without trusting: the signature is not checked here. */
export function readTicketToken(text: string): TicketToken | undefined {
  // A space is a sign of base45. Only the first can be one at an edge, and keyboard scanners trim it.
  const whole = text
    .replace(/[\r\n\t]+$/, '')
    .toUpperCase()
    .padStart(tokenLetters, ' ')
  if (whole.length !== tokenLetters || text.length < tokenLetters - 1) return undefined
  const bytes = fromBase45(whole)
  if (bytes?.length !== payloadBytes + signatureBytes || bytes[0] !== version) return undefined
  const signedBytes = bytes.slice(0, payloadBytes)
  return { payload: unpack(signedBytes), signature: bytes.slice(payloadBytes), signedBytes }
}

/** The payload when the event's key has signed it, and nothing otherwise. Time, type and serial are for the door to judge. */
export function verifyTicketToken(text: string, publicKeyOf: PublicKeyOf): TicketPayload | undefined {
  const token = readTicketToken(text)
  if (!token) return undefined
  const { payload, signature, signedBytes } = token
  const key = publicKeyOf(payload.kid, payload.eventPrefix)
  // Strict RFC 8032 verification: with the lax one a second signature for the same ticket could be made.
  return key && ed25519.verify(signature, signedBytes, key, { zip215: false }) ? payload : undefined
}

export function packTicketPayload(payload: TicketPayload): Uint8Array {
  const start = Math.floor(payload.notBefore.getTime() / hour)
  const hours = Math.ceil(payload.notAfter.getTime() / hour) - start
  mustFit('kid', payload.kid, 0xff)
  mustFit('flags', payload.flags, 0xff)
  mustFit('serial', payload.serial, 0xffff)
  mustFit('not before', start, 0xffffffff)
  mustFit('hours valid', hours, longestHours)
  const bytes = new Uint8Array(payloadBytes)
  bytes.set([version, payload.kid])
  bytes.set(exactly(4, payload.eventPrefix), 2)
  bytes.set(uuidBytes(payload.ticketId), 6)
  bytes.set(exactly(3, payload.typePrefix), 22)
  bytes[25] = payload.flags
  const view = new DataView(bytes.buffer)
  view.setUint32(26, start)
  view.setUint16(30, hours)
  view.setUint16(32, payload.serial)
  return bytes
}

export function joinTicketToken(signedBytes: Uint8Array, signature: Uint8Array): string {
  return toBase45(Uint8Array.from([...signedBytes, ...signature]))
}

/** The last bytes of an id: in a version 7 uuid the first ones are the clock, the last ones are chance. */
export function eventPrefixOf(eventId: string): Uint8Array {
  return uuidBytes(eventId).slice(-4)
}

export function typePrefixOf(typeId: string): Uint8Array {
  return uuidBytes(typeId).slice(-3)
}

function unpack(bytes: Uint8Array): TicketPayload {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = view.getUint32(26)
  return {
    kid: view.getUint8(1),
    eventPrefix: bytes.slice(2, 6),
    ticketId: uuidText(bytes.slice(6, 22)),
    typePrefix: bytes.slice(22, 25),
    flags: view.getUint8(25),
    notBefore: new Date(start * hour),
    notAfter: new Date((start + view.getUint16(30)) * hour),
    serial: view.getUint16(32),
  }
}

function uuidBytes(uuid: string): Uint8Array {
  const digits = uuid.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new Error('an id in a ticket token must be a uuid')
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

const hexOf = Array.from({ length: 256 }, (_unused, byte) => byte.toString(16).padStart(2, '0'))

function uuidText(bytes: Uint8Array): string {
  let text = ''
  for (const [at, byte] of bytes.entries()) text += at === 4 || at === 6 || at === 8 || at === 10 ? `-${hexOf[byte]}` : hexOf[byte]
  return text
}

function exactly(count: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== count) throw new Error(`expected ${count} bytes in a ticket token`)
  return bytes
}

function mustFit(name: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 0 || value > most) throw new Error(`${name} does not fit in a ticket token`)
}
