import { Refusal, type ScanResult } from '@fashionistas/contract'
import type { z } from 'zod'
import type { Caller } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import type { World } from '#core/world.ts'
import { Callers } from './callers.ts'
import type { Counts } from './counts.ts'
import { decide, type Decision } from './decide.ts'
import { lockDoor, type Wanted } from './lock-door.ts'
import type { Read } from './read-code.ts'
import { readFacts, type DoorList, type KnownScan, type ScanFacts, type ScannedTicket } from './scan-facts.ts'
import { resultOf } from './scan-result.ts'
import { Whereabouts } from './whereabouts.ts'
import { writeScans, type DecidedScan } from './write-scans.ts'

export type ScanRequest = {
  readonly scanId: string
  readonly eventId: string
  readonly listId: string | undefined
  readonly direction: 'in' | 'out'
  readonly gate: string | null
  readonly deviceTime: Date | null
  readonly read: Read
  readonly caller: Pick<Caller, 'actor' | 'requestId' | 'ip'>
}
export type ScanAnswer = z.input<typeof ScanResult> | Refusal

type Batch = { readonly eventId: string; readonly requests: readonly ScanRequest[]; readonly expected: number | undefined }
export type Decided = { readonly answers: readonly ScanAnswer[]; readonly expected: number }

/**
 * Decides the scans of one event that came together, in the order in which they came: a ticket's second scan in the batch sees its first.
 * One transaction that holds the event's door; behind that the primary key of the admissions would refuse a second person even so.
 * As the system: scans are written by nobody else, and names at the door need no right to see orders. Who may scan is asked of the
 * database in the same transaction, for each caller.
 */
export async function decideBatch(tx: Tx, world: World, { eventId, requests, expected }: Batch): Promise<Decided> {
  const wanted = wantedBy(requests)
  const organizationId = await lockDoor(tx, eventId, wanted)
  if (organizationId === undefined) return { answers: requests.map(() => new Refusal('not_found')), expected: 0 }
  const callers = new Callers(requests.map(({ caller }) => caller.actor))
  const now = world.now()
  const facts = await readFacts(tx, {
    eventId,
    organizationId,
    wanted,
    scanIds: requests.map(({ scanId }) => scanId),
    callers: callers.asked,
    now,
    countsExpected: expected === undefined,
  })
  const desk = new Desk(facts, { eventId, now, expected: facts.expected ?? expected ?? 0 })
  const answers = requests.map((request) => callers.refusalOf(request.caller.actor, facts.permits) ?? desk.answer(request))
  await writeScans(tx, world, { eventId, organizationId, now, scans: desk.decided, changes: desk.whereabouts.changes(), moved: desk.moved })
  return { answers, expected: desk.counts.expected }
}

const wantedBy = (requests: readonly ScanRequest[]): Wanted => ({
  ids: requests.flatMap(({ read }) => (read.by === 'token' ? [read.ticketId] : [])),
  codes: requests.flatMap(({ read }) => (read.by === 'code' ? [read.code] : [])),
})

type Judged = { readonly ticket: ScannedTicket | undefined; readonly decision: Decision }

/** The batch's decisions in memory, one after the other. */
class Desk {
  readonly whereabouts: Whereabouts
  readonly decided: DecidedScan[] = []
  counts: Counts
  readonly #facts: ScanFacts
  readonly #eventId: string
  readonly #now: Date
  readonly #known: Map<string, KnownScan>
  readonly #tickets: Map<string, ScannedTicket>

  constructor(facts: ScanFacts, { eventId, now, expected }: { readonly eventId: string; readonly now: Date; readonly expected: number }) {
    this.#facts = facts
    this.#eventId = eventId
    this.#now = now
    this.counts = { ...facts.counts, expected }
    this.whereabouts = new Whereabouts(facts.entries)
    this.#known = new Map(facts.known.map((scan) => [scan.id, scan]))
    this.#tickets = new Map(facts.tickets.flatMap((ticket) => [[ticket.id, ticket] as const, [ticket.code, ticket] as const]))
  }

  /** How many more came and are inside than before the batch. */
  get moved(): Omit<Counts, 'expected'> {
    const { admitted, inside } = this.#facts.counts
    return { admitted: this.counts.admitted - admitted, inside: this.counts.inside - inside }
  }

  answer(request: ScanRequest): ScanAnswer {
    const known = this.#known.get(request.scanId)
    if (known) return this.#repeated(request, known)
    const { lists } = this.#facts
    const list = request.listId === undefined ? lists[0] : lists.find(({ id }) => id === request.listId)
    if (!list) return new Refusal('not_found')
    const { ticket, decision } = this.#judge(request, list)
    const { verdict } = decision
    this.decided.push({ request, listId: list.id, ticketId: ticket?.id ?? null, verdict, isRepeat: false })
    this.#known.set(request.scanId, {
      id: request.scanId,
      eventId: this.#eventId,
      listId: list.id,
      ticketId: ticket?.id ?? null,
      verdict,
      scannedAt: this.#now,
    })
    if (ticket) this.#carryOut(request, { listId: list.id, ticketId: ticket.id }, decision)
    const first = decision.verdict === 'duplicate' ? decision.first : undefined
    return resultOf({ scanId: request.scanId, verdict, scannedAt: this.#now, ticket, first, counts: this.counts })
  }

  /** The same scan again has the same result; only the counts are those of now. */
  #repeated(request: ScanRequest, { eventId, listId, ticketId, verdict, scannedAt }: KnownScan): ScanAnswer {
    if (eventId !== this.#eventId) return new Refusal('not_found')
    this.decided.push({ request, listId, ticketId, verdict, isRepeat: true })
    const [first] = verdict === 'duplicate' && ticketId !== null ? this.whereabouts.through(listId, ticketId) : []
    const ticket = ticketId === null ? undefined : this.#tickets.get(ticketId)
    return resultOf({ scanId: request.scanId, verdict, scannedAt, ticket, first, counts: this.counts })
  }

  #judge({ read, direction }: ScanRequest, list: DoorList): Judged {
    if (read.by === 'nothing') return { ticket: undefined, decision: { verdict: read.verdict } }
    const ticket = this.#tickets.get(read.by === 'token' ? read.ticketId : read.code)
    if (!ticket) return { ticket: undefined, decision: { verdict: 'unknown' } }
    // Of a ticket to another event nothing is told: it may be another organizer's.
    if (ticket.eventId !== this.#eventId) return { ticket: undefined, decision: { verdict: 'wrong_event' } }
    const entries = this.whereabouts.through(list.id, ticket.id)
    return { ticket, decision: decide({ ticket, serial: read.by === 'token' ? read.serial : undefined, list, entries, direction, now: this.#now }) }
  }

  #carryOut({ scanId, gate }: ScanRequest, { listId, ticketId }: { readonly listId: string; readonly ticketId: string }, decision: Decision): void {
    if (decision.verdict !== 'admitted' && decision.verdict !== 'exited') return
    const before = this.whereabouts.presence(ticketId)
    if (decision.verdict === 'admitted') this.whereabouts.admit({ listId, ticketId, entry: decision.entry, scanId, gate, admittedAt: this.#now })
    else this.whereabouts.leave({ listId, ticketId, entry: decision.entry }, scanId, this.#now)
    const after = this.whereabouts.presence(ticketId)
    const { admitted, inside, expected } = this.counts
    this.counts = { expected, admitted: admitted + after.admitted - before.admitted, inside: inside + after.inside - before.inside }
  }
}
