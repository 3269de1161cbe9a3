import { Refusal, ScanId, ScanVerdict, TicketId, type Handler, type ScanResult, type door } from '@fashionistas/contract'
import type { z } from 'zod'
import type { Context } from '#core/context.ts'
import { ownEvent } from '#events/index.ts'
import { countsOf } from './admissions.ts'
import { listsOf, type List } from './lists.ts'
import { readCode } from './read-code.ts'
import { decide, type Decision, type Entry } from './decide.ts'
import { findScan, getScan, insertScan, type ScanRow, type StoredScan } from './scans.ts'
import { admit, entriesOf, exit } from './entries.ts'
import { getTicket, lockTicket, type ScannedTicket } from './scanned-ticket.ts'

/**
 * Decides whether a ticket opens this door, once. One transaction that holds the ticket: of fifty scanners that read it at the same
 * moment one lets its holder in, and the primary key of the admissions would refuse the others even so.
 * As the system after the permission is checked: scans are written by nobody else, and names at the door need no right to see orders.
 */
export const scanTicket: Handler<typeof door.scanTicket, Context> = async (input, context) => {
  const event = await ownEvent(context, input.eventId, 'door.scan')
  return await context.elevated(async () => {
    const { tx } = context
    const known = await findScan(tx, input.scanId)
    if (known) return await repeated(context, known, input.eventId)

    const list = await listOf(context, input)
    const { ticket, decision } = await judge(context, input, list)
    const scan: ScanRow = {
      id: input.scanId,
      event_id: event.id,
      organization_id: event.organization_id,
      list_id: list.id,
      ticket_id: ticket?.id ?? null,
      direction: input.direction,
      verdict: decision.verdict,
      gate: input.gate ?? null,
      scanned_by: context.actor.kind === 'user' ? context.actor.userId : null,
      device_time: input.deviceTime ? new Date(input.deviceTime) : null,
      scanned_at: context.now(),
    }
    if (!(await insertScan(tx, scan))) return await repeated(context, await getScan(tx, input.scanId), input.eventId)
    await carryOut(context, scan, ticket, decision)
    context.note({
      organizationId: event.organization_id,
      target: `ticket:${ticket?.id ?? 'none'}`,
      after: { scanId: scan.id, verdict: decision.verdict, gate: scan.gate },
    })
    return await resultOf(context, { id: scan.id, eventId: event.id, scannedAt: scan.scanned_at }, ticket, {
      verdict: decision.verdict,
      first: decision.verdict === 'duplicate' ? decision.first : undefined,
    })
  })
}

type Input = { readonly eventId: string; readonly listId?: string | undefined; readonly code: string; readonly direction: 'in' | 'out' }

async function listOf({ tx, refuse }: Context & { refuse(code: 'not_found'): never }, { eventId, listId }: Input): Promise<List> {
  const lists = await listsOf(tx, eventId)
  return (listId === undefined ? lists[0] : lists.find(({ id }) => id === listId)) ?? refuse('not_found')
}

async function judge(
  { tx, now }: Context,
  input: Input,
  list: List,
): Promise<{ readonly ticket: ScannedTicket | undefined; readonly decision: Decision }> {
  const read = await readCode(tx, input.eventId, input.code)
  if (read.by === 'nothing') return { ticket: undefined, decision: { verdict: read.verdict } }
  const found = await lockTicket(tx, read)
  if (!found) return { ticket: undefined, decision: { verdict: 'unknown' } }
  // Of a ticket to another event nothing is told: it may be another organizer's.
  if (found.eventId !== input.eventId) return { ticket: undefined, decision: { verdict: 'wrong_event' } }
  const entries = await entriesOf(tx, list.id, found.id)
  return {
    ticket: found,
    decision: decide({ ticket: found, serial: read.by === 'token' ? read.serial : undefined, list, entries, direction: input.direction, now: now() }),
  }
}

async function carryOut(context: Context, scan: ScanRow, ticket: ScannedTicket | undefined, decision: Decision): Promise<void> {
  if (!ticket || (decision.verdict !== 'admitted' && decision.verdict !== 'exited')) return
  const { tx } = context
  if (decision.verdict === 'admitted') {
    await admit(tx, {
      list_id: scan.list_id,
      ticket_id: ticket.id,
      entry: decision.entry,
      event_id: scan.event_id,
      organization_id: scan.organization_id,
      scan_id: scan.id,
      gate: scan.gate,
      admitted_at: scan.scanned_at,
    })
  } else await exit(tx, scan.list_id, ticket.id, decision.entry, scan.scanned_at)
  await context.emit(tx, {
    type: 'ticket.checked_in',
    organizationId: scan.organization_id,
    data: { eventId: scan.event_id, ticketId: ticket.id, scanId: scan.id, verdict: decision.verdict, gate: scan.gate },
    topics: [`event:${scan.event_id}:door`, `event:${scan.event_id}:sales`],
  })
}

/** The same scan again has the same result; only the counts are those of now. */
async function repeated(context: Context, scan: StoredScan, eventId: string): Promise<z.input<typeof ScanResult>> {
  if (scan.event_id !== eventId) throw new Refusal('not_found')
  const ticket = scan.ticket_id === null ? undefined : await getTicket(context.tx, scan.ticket_id)
  const [first] = scan.verdict === 'duplicate' && scan.ticket_id !== null ? await entriesOf(context.tx, scan.list_id, scan.ticket_id) : []
  return await resultOf(context, { id: scan.id, eventId, scannedAt: scan.scanned_at }, ticket, { verdict: ScanVerdict.parse(scan.verdict), first })
}

type Outcome = { readonly verdict: z.infer<typeof ScanVerdict>; readonly first?: Entry | undefined }

async function resultOf(
  { tx }: Context,
  scan: { readonly id: string; readonly eventId: string; readonly scannedAt: Date },
  ticket: ScannedTicket | undefined,
  { verdict, first }: Outcome,
): Promise<z.input<typeof ScanResult>> {
  return {
    scanId: ScanId.parse(scan.id),
    verdict,
    scannedAt: scan.scannedAt.toISOString(),
    ticket: ticket
      ? {
          id: TicketId.parse(ticket.id),
          code: ticket.code,
          holderName: ticket.holderName,
          typeName: ticket.typeName,
          orderCode: ticket.orderCode,
          admissions: 1,
          isVip: ticket.isVip,
        }
      : null,
    firstAt: first?.admittedAt.toISOString() ?? null,
    firstGate: first?.gate ?? null,
    counts: await countsOf(tx, scan.eventId),
  }
}
