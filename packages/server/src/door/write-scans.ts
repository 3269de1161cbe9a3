import { sql } from 'kysely'
import { actorId } from '#core/context.ts'
import { noteHappening, type Tx } from '#core/database.ts'
import type { World } from '#core/world.ts'
import type { Counts } from './counts.ts'
import type { ScanRequest } from './scan-batch.ts'
import type { LeftEntry, MadeEntry } from './whereabouts.ts'

export type DecidedScan = {
  readonly request: ScanRequest
  readonly listId: string
  readonly ticketId: string | null
  readonly verdict: string
  /** Decided before: only that it was asked again is written. */
  readonly isRepeat: boolean
}
type Outcome = {
  readonly eventId: string
  readonly organizationId: string
  readonly now: Date
  readonly scans: readonly DecidedScan[]
  readonly changes: { readonly made: readonly MadeEntry[]; readonly left: readonly LeftEntry[] }
  readonly moved: Omit<Counts, 'expected'>
}

/** Writes what a batch decided in one statement: scans, entries, exits, counters, an audit row for each scan and one happening for all of them. */
export async function writeScans(tx: Tx, world: World, outcome: Outcome): Promise<void> {
  const { eventId, organizationId, now, scans, changes, moved } = outcome
  if (scans.length === 0) return
  const happening = happeningOf(outcome)
  await sql`/* planned once */
    with scanned as (
      insert into scans (id, event_id, organization_id, list_id, ticket_id, direction, verdict, gate, scanned_by, device_time, scanned_at)
      select s.id, ${eventId}, ${organizationId}, s.list_id, s.ticket_id, s.direction, s.verdict, s.gate, s.scanned_by, s.device_time, ${now}
        from jsonb_to_recordset(${JSON.stringify(scans.filter(({ isRepeat }) => !isRepeat).map((scan) => scanRow(scan)))}::jsonb)
          as s(id uuid, list_id uuid, ticket_id uuid, direction text, verdict text, gate text, scanned_by uuid, device_time timestamptz)),
    entered as (
      insert into admissions (list_id, ticket_id, entry, event_id, organization_id, scan_id, gate, admitted_at, exited_at, exit_scan_id)
      select e."listId", e."ticketId", e.entry, ${eventId}, ${organizationId}, e."scanId", e.gate, e."admittedAt", e."exitedAt", e."exitScanId"
        from jsonb_to_recordset(${JSON.stringify(changes.made)}::jsonb)
          as e("listId" uuid, "ticketId" uuid, entry int, "scanId" uuid, gate text, "admittedAt" timestamptz, "exitedAt" timestamptz, "exitScanId" uuid)),
    exited as (
      update admissions a set exited_at = e."exitedAt", exit_scan_id = e."exitScanId" from jsonb_to_recordset(${JSON.stringify(changes.left)}::jsonb) as e("listId" uuid, "ticketId" uuid, entry int, "exitedAt" timestamptz, "exitScanId" uuid)
       where a.list_id = e."listId" and a.ticket_id = e."ticketId" and a.entry = e.entry),
    noted as (
      insert into audit_log (actor_kind, actor_id, organization_id, operation, target, request_id, ip, after, at)
      select n.actor_kind, n.actor_id, ${organizationId}, 'scanTicket', n.target, n.request_id, n.ip, n.after, ${now}
        from jsonb_to_recordset(${JSON.stringify(scans.map((scan) => noteRow(scan)))}::jsonb)
          as n(actor_kind text, actor_id text, target text, request_id text, ip text, after jsonb)),
    told as (
      insert into outbox (id, type, organization_id, data, topics, occurred_at)
      select ${world.newId()}, 'ticket.checked_in', ${organizationId}, ${JSON.stringify(happening)}::jsonb, ${[`event:${eventId}:door`, `event:${eventId}:sales`]}::text[], ${now}
       where ${happening.scans.length > 0})
    update check_in_counts set admitted = admitted + ${moved.admitted}, inside = inside + ${moved.inside}
     where event_id = ${eventId} and ${moved.admitted !== 0 || moved.inside !== 0}`.execute(tx)
  if (happening.scans.length > 0) noteHappening(tx)
}

const scanRow = ({ request, listId, ticketId, verdict }: DecidedScan) => ({
  id: request.scanId,
  list_id: listId,
  ticket_id: ticketId,
  direction: request.direction,
  verdict,
  gate: request.gate,
  scanned_by: request.caller.actor.kind === 'user' ? request.caller.actor.userId : null,
  device_time: request.deviceTime,
})

const noteRow = ({ request: { scanId, gate, caller }, ticketId, verdict, isRepeat }: DecidedScan) => ({
  actor_kind: caller.actor.kind,
  actor_id: actorId(caller.actor),
  target: `ticket:${ticketId ?? 'none'}`,
  request_id: caller.requestId,
  ip: caller.ip,
  after: { scanId, verdict, gate, ...(isRepeat ? { isRepeat } : {}) },
})

/** Those who look again at a topic need one hint, not one a person; whoever needs the tickets finds them in it. */
const happeningOf = ({ eventId, scans }: Outcome) => ({
  eventId,
  scans: scans
    .filter(({ isRepeat, verdict }) => !isRepeat && (verdict === 'admitted' || verdict === 'exited'))
    .map(({ request: { scanId, gate }, ticketId, verdict }) => ({ ticketId, scanId, verdict, gate })),
})
