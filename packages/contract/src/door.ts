import { z } from 'zod'
import { operation } from './operation.ts'
import { EventId, Instant, ListId, Nothing, ScanId, Text, TicketId, TicketTypeId } from './vocabulary.ts'

export const ScanVerdict = z.enum([
  'admitted',
  'exited',
  'duplicate',
  'not_inside',
  'cancelled',
  'revoked',
  'wrong_event',
  'wrong_list',
  'too_early',
  'too_late',
  'invalid',
  'unknown',
])
export const ScanResult = z.object({
  scanId: ScanId,
  verdict: ScanVerdict,
  scannedAt: Instant,
  ticket: z
    .object({
      id: TicketId,
      code: z.string(),
      holderName: z.string(),
      typeName: Text,
      orderCode: z.string(),
      admissions: z.int(),
      isVip: z.boolean(),
    })
    .nullable(),
  /** For a duplicate: when and where it went in first. */
  firstAt: Instant.nullable(),
  firstGate: z.string().nullable(),
  counts: z.object({ admitted: z.int(), expected: z.int(), inside: z.int() }),
})
export type ScanResult = z.infer<typeof ScanResult>
const CheckInList = z.object({
  id: ListId,
  name: z.string(),
  typeIds: z.array(TicketTypeId),
  allowsReentry: z.boolean(),
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
})
const byEvent = z.object({ eventId: EventId })

export const door = {
  listCheckInLists: operation({
    summary: 'The lists (doors) of an event',
    route: 'GET /api/v1/events/{eventId}/check-in-lists',
    permission: 'door.scan',
    input: byEvent,
    output: z.object({ data: z.array(CheckInList) }),
    refusals: ['not_found'],
  }),
  createCheckInList: operation({
    summary: 'Adds a list: which ticket types open this door, and whether people may come back',
    route: 'POST /api/v1/events/{eventId}/check-in-lists',
    permission: 'events.write',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({
      eventId: EventId,
      name: z.string().trim().min(1).max(80),
      typeIds: z.array(TicketTypeId).max(40).default([]),
      allowsReentry: z.boolean().default(false),
      opensAt: Instant.nullish(),
      closesAt: Instant.nullish(),
    }),
    output: CheckInList,
    refusals: ['not_found'],
  }),
  getDoor: operation({
    summary: 'How many are in, and the last scans',
    route: 'GET /api/v1/events/{eventId}/door',
    permission: 'door.scan',
    input: byEvent,
    output: z.object({
      title: Text,
      startsAt: Instant,
      timeZone: z.string(),
      counts: ScanResult.shape.counts,
      lists: z.array(CheckInList),
      last: z.array(
        z.object({
          scanId: ScanId,
          verdict: ScanVerdict,
          holderName: z.string().nullable(),
          typeName: Text.nullable(),
          gate: z.string().nullable(),
          scannedAt: Instant,
        }),
      ),
    }),
    refusals: ['not_found'],
  }),
  scanTicket: operation({
    summary: 'Decides whether a ticket opens this door, once',
    route: 'POST /api/v1/check-in/scans',
    permission: 'door.scan',
    limit: 'scan',
    tool: 'write',
    transaction: 'own', // batched with the other scans of the moment
    input: z.object({
      /** Made by the scanner; the same scan sent twice has one result. */ scanId: ScanId,
      eventId: EventId,
      listId: ListId.optional(),
      /** The QR code's text, or the code under it. */ code: z.string().trim().min(4).max(400),
      direction: z.enum(['in', 'out']).default('in'),
      gate: z.string().trim().max(60).optional(),
      deviceTime: Instant.optional(),
    }),
    output: ScanResult,
    refusals: ['not_found'],
  }),
  undoScan: operation({
    summary: 'Takes back an admission that was a mistake',
    route: 'POST /api/v1/check-in/scans/{scanId}/undo',
    permission: 'door.scan',
    limit: 'write',
    input: z.object({ scanId: ScanId, reason: z.string().trim().min(2).max(200) }),
    output: Nothing,
    refusals: ['not_found', 'scan_undo_too_late'],
  }),
}
