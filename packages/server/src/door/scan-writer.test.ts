import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { door } from '@fashionistas/contract'
import type { z } from 'zod'
import { given, type Organizer, type Person } from '../../test/given.ts'
import type { GivenEvent } from '../../test/given-event.ts'
import { refusalOf, startHarness, type As, type Harness } from '../../test/harness.ts'
import { secondProcess } from '../../test/second-process.ts'
import { soldTicket } from '../../test/sold-ticket.ts'
import { countAdmissions, countsOf } from './counts.ts'
import { ScanWriter } from './scan-writer.ts'

let h: Harness
let owner: Organizer
let porter: Person
let event: GivenEvent
let other: ReturnType<typeof secondProcess>
beforeAll(async () => {
  h = await startHarness()
  other = secondProcess(h)
  owner = await given.organizer(h)
  porter = await given.member(h, owner.organizationId, 'door')
  event = await given.event(h, owner)
})
afterAll(async () => {
  await other.stop()
  await h.stop()
})
type Over = Partial<z.input<typeof door.scanTicket.input>>
const scanFrom = (as: As, code: string, over: Over = {}) =>
  as(porter.actor).scanTicket({ scanId: h.world.newId(), eventId: event.eventId, code, ...over })

test('Q-03 two processes that read one ticket at the same moment let in one person, and the counters say so', async () => {
  const tickets = await Promise.all(Array.from({ length: 10 }, () => soldTicket(h, event)))
  const before = await h.database.system((tx) => countsOf(tx, event.eventId))
  const answers = await Promise.all(
    tickets.flatMap(({ code }) => [h.as, other.as, h.as, other.as].map(async (as) => (await scanFrom(as, code)).verdict)),
  )
  expect(answers.filter((verdict) => verdict === 'admitted')).toHaveLength(10)
  expect(answers.filter((verdict) => verdict === 'duplicate')).toHaveLength(30)
  const after = await h.database.system((tx) => countsOf(tx, event.eventId))
  expect([after.admitted - before.admitted, after.inside - before.inside]).toEqual([10, 10])
})

test('Q-03 a hundred scans of one moment are a few transactions, each with its own answer and audit row', async () => {
  const tickets = await Promise.all(Array.from({ length: 100 }, () => soldTicket(h, event)))
  const answers = await Promise.all(tickets.map(({ token }) => scanFrom(h.as, token)))
  expect(answers.map(({ verdict, ticket }) => [verdict, ticket?.id])).toEqual(tickets.map(({ id }) => ['admitted', id]))
  const { rows } = await h.database.system((tx) =>
    sql`select count(distinct s.xmin::text)::int < 10 as few, count(*)::int as scans, count(a.id)::int as notes from scans s
          join audit_log a on a.operation = 'scanTicket' and a.after ->> 'scanId' = s.id::text and a.target = 'ticket:' || s.ticket_id and a.actor_id = ${porter.userId}
         where s.id = any(${answers.map(({ scanId }) => scanId)}::uuid[])`.execute(tx),
  )
  expect(rows).toEqual([{ few: true, scans: 100, notes: 100 }])
})

test('X-02 each caller of a batch is asked for: in one moment one may scan and the others may not', async () => {
  const ticket = await soldTicket(h, event)
  const finance = await given.member(h, owner.organizationId, 'finance')
  const stranger = await given.organizer(h, { organization: 'Otra casa' })
  const mayScan = { ...finance.actor, permissions: porter.actor.permissions } // as a process believes that heard nothing of the change yet
  const ask = (actor: Parameters<As>[0]) => h.as(actor).scanTicket({ scanId: h.world.newId(), eventId: event.eventId, code: ticket.code })
  const answers = await Promise.all([refusalOf(ask(mayScan)), ask(porter.actor), refusalOf(ask(stranger.actor)), ask(owner.actor)])
  expect(answers).toMatchObject(['permission_missing', { verdict: 'admitted' }, 'not_found', { verdict: 'duplicate' }])
})

test('X-02 who was sent away, and a key that was revoked, open no door any more, in any process and at once', async () => {
  const leaving = await given.member(h, owner.organizationId, 'door')
  const { id: keyId } = await h.as(owner.actor).createApiKey({ organizationId: owner.organizationId, name: 'Puerta', permissions: ['door.scan'] })
  const key = { kind: 'key' as const, keyId, organizationId: owner.organizationId, permissions: new Set(['door.scan' as const]) }
  const ask = async (actor: Parameters<As>[0]) => {
    const { code } = await soldTicket(h, event)
    return await other.as(actor).scanTicket({ scanId: h.world.newId(), eventId: event.eventId, code })
  }
  expect([(await ask(leaving.actor)).verdict, (await ask(key)).verdict]).toEqual(['admitted', 'admitted'])
  await h.as(owner.actor).removeMember({ organizationId: owner.organizationId, memberId: leaving.memberId })
  await h.as(owner.actor).revokeApiKey({ organizationId: owner.organizationId, keyId })
  expect([await refusalOf(ask(leaving.actor)), await refusalOf(ask(key))]).toEqual(['not_found', 'sign_in_needed'])
})

test('Q-03 a scan that cannot be written does not fail those that came with it', async () => {
  const writer = new ScanWriter(h.database, h.world)
  const request = async (scanId: string) => ({
    scanId,
    eventId: event.eventId,
    listId: undefined,
    direction: 'in' as const,
    gate: null,
    deviceTime: null,
    read: { by: 'code' as const, code: (await soldTicket(h, event)).code },
    caller: { actor: porter.actor, requestId: 'r', ip: undefined },
  })
  const requests = await Promise.all([h.world.newId(), 'no uuid', h.world.newId()].map(request))
  const answers = await Promise.allSettled(requests.map((each) => writer.scan(each)))
  expect(answers).toMatchObject([
    { status: 'fulfilled', value: { verdict: 'admitted' } },
    { status: 'rejected' },
    { status: 'fulfilled', value: { verdict: 'admitted' } },
  ])
})

test('Q-03 one scan id at two events at the same moment is one scan', async () => {
  const second = await given.event(h, owner, { title: 'La otra' })
  const [here, there] = [await soldTicket(h, event), await soldTicket(h, second)]
  const scanId = h.world.newId()
  const answers = await Promise.allSettled([
    scanFrom(h.as, here.code, { scanId }),
    scanFrom(other.as, there.code, { scanId, eventId: second.eventId }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'not_found' } })
})

test('X-04 a scan and an entry belong to the event and the organization of their list', async () => {
  const second = await given.event(h, owner, { title: 'Con otra lista' })
  const { code } = await soldTicket(h, event)
  const { scanId } = await scanFrom(h.as, code)
  for (const [table, by, constraint] of [
    ['scans', 'id', 'scans_of_list'],
    ['admissions', 'scan_id', 'admissions_of_list'],
  ] as const)
    await expect(
      h.database.system((tx) =>
        sql`update ${sql.table(table)} set list_id = (select id from check_in_lists where event_id = ${second.eventId}) where ${sql.ref(by)} = ${scanId}`.execute(
          tx,
        ),
      ),
    ).rejects.toMatchObject({ constraint })
})

type Deed =
  | { readonly kind: 'in'; readonly list: 'once' | 'again' }
  | { readonly kind: 'out'; readonly list: 'once' | 'again' }
  | { readonly kind: 'repeat' | 'undo'; /** Which of the ticket's scans so far. */ readonly of: number }
type Stay = { readonly by: number; readonly left: number | null }
/** What is known of one ticket: its stays by list, and what its scans were. */
type Ticket = { readonly stays: Readonly<Record<'once' | 'again', readonly Stay[]>>; readonly undone: readonly number[] }
type Told = { readonly scan: number; readonly list: 'once' | 'again'; readonly verdict: string }

const deeds = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('in' as const, 'out' as const), list: fc.constantFrom('once' as const, 'again' as const) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('repeat' as const, 'undo' as const), of: fc.nat(9) }) },
)
/** Moments; in each some deeds at once, with one of two tickets through one of two processes. */
const evenings = fc.array(fc.array(fc.record({ deed: deeds, ticket: fc.nat(1), process: fc.nat(1) }), { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 5,
})

/** The door, in its simplest words. */
function act(
  ticket: Ticket,
  { list, kind }: { readonly list: 'once' | 'again'; readonly kind: 'in' | 'out' },
  scan: number,
): { readonly ticket: Ticket; readonly verdict: string } {
  const stays = ticket.stays[list]
  const last = stays.at(-1)
  const withStays = (changed: readonly Stay[]): Ticket => ({ ...ticket, stays: { ...ticket.stays, [list]: changed } })
  if (kind === 'out') {
    if (!last || last.left !== null) return { ticket, verdict: 'not_inside' }
    return { ticket: withStays([...stays.slice(0, -1), { ...last, left: scan }]), verdict: 'exited' }
  }
  if (last && (list === 'once' || last.left === null)) return { ticket, verdict: 'duplicate' }
  return { ticket: withStays([...stays, { by: scan, left: null }]), verdict: 'admitted' }
}

function undo(ticket: Ticket, { scan, list, verdict }: Told): Ticket {
  if (ticket.undone.includes(scan)) return ticket
  const stays = ticket.stays[list]
  const changed =
    verdict === 'admitted'
      ? stays.filter(({ by }) => by !== scan)
      : stays.map((stay, at) => (stay.left === scan && at === stays.length - 1 ? { ...stay, left: null } : stay))
  return { stays: { ...ticket.stays, [list]: changed }, undone: [...ticket.undone, scan] }
}

type Step = { readonly said: string; act(ticket: Ticket): { readonly ticket: Ticket; readonly verdict: string } }

/** Where the ticket may stand now: after every order of the steps in which each hears what it heard. */
function explained(states: readonly Ticket[], steps: readonly Step[]): readonly Ticket[] {
  if (steps.length === 0) return states
  const found = steps.flatMap((step, at) => {
    const after = states.map((state) => step.act(state)).filter(({ verdict }) => verdict === step.said)
    return after.length === 0
      ? []
      : explained(
          after.map(({ ticket }) => ticket),
          steps.toSpliced(at, 1),
        )
  })
  return [...new Map(found.map((state) => [JSON.stringify({ ...state, undone: state.undone.toSorted((a, b) => a - b) }), state])).values()]
}

type Place = Readonly<Record<'once' | 'again' | 'eventId', string>>

class Guest {
  readonly told: (Told & { readonly scanId: string })[] = []
  states: readonly Ticket[] = [{ stays: { once: [], again: [] }, undone: [] }]
  readonly code: string
  constructor(code: string) {
    this.code = code
  }

  /** Does it, and says how the model explains what came of it. */
  async does(deed: Deed, as: As, { eventId, ...lists }: Place): Promise<Step | undefined> {
    if (deed.kind === 'in' || deed.kind === 'out') {
      const { list, kind } = deed
      const { scanId, verdict } = await scanFrom(as, this.code, { eventId, listId: lists[list], direction: kind })
      const scan = this.told.push({ scan: this.told.length, list, verdict, scanId }) - 1
      return { said: verdict, act: (ticket) => act(ticket, { list, kind }, scan) }
    }
    const meant = this.told[deed.of % Math.max(1, this.told.length)]
    if (!meant) return undefined
    if (deed.kind === 'undo') {
      await as(porter.actor).undoScan({ scanId: meant.scanId, reason: 'Prueba' })
      return { said: 'undone', act: (ticket) => ({ ticket: undo(ticket, meant), verdict: 'undone' }) }
    }
    const { verdict } = await scanFrom(as, this.code, { eventId, scanId: meant.scanId, listId: lists[meant.list] })
    return { said: verdict, act: (ticket) => ({ ticket, verdict: meant.verdict }) }
  }

  /** The entries that a state means, by the scans that made and ended them. */
  entriesOf({ stays }: Ticket, lists: Place): readonly string[] {
    const idOf = (scan: number | null) => (scan === null ? null : (this.told[scan]?.scanId ?? null))
    return (['once', 'again'] as const)
      .flatMap((list) => stays[list].map(({ by, left }) => JSON.stringify([lists[list], idOf(by), idOf(left)])))
      .toSorted()
  }
}

async function entriesIn(ticketCode: string): Promise<readonly string[]> {
  const rows = await h.database.system((tx) =>
    tx
      .selectFrom('admissions')
      .innerJoin('tickets', 'tickets.id', 'admissions.ticket_id')
      .select(['list_id', 'scan_id', 'exit_scan_id', 'exited_at'])
      .where('tickets.code', '=', ticketCode)
      .execute(),
  )
  for (const { exit_scan_id, exited_at } of rows) expect(exit_scan_id === null).toBe(exited_at === null)
  return rows.map((row) => JSON.stringify([row.list_id, row.scan_id, row.exit_scan_id])).toSorted()
}

test('Q-03 T-14 scans, exits, re-entries and undos of two processes are always as if they had come one after the other', async () => {
  const evening = await given.event(h, owner, { title: 'Toda la noche' })
  const again = await h.as(owner.actor).createCheckInList({ eventId: evening.eventId, name: 'Patio', allowsReentry: true })
  const [main] = (await h.as(porter.actor).listCheckInLists({ eventId: evening.eventId })).data
  const place = { eventId: evening.eventId, once: main?.id ?? '', again: again.id }
  await fc.assert(
    fc.asyncProperty(evenings, async (moments) => {
      const guests = await Promise.all([0, 1].map(async () => new Guest((await soldTicket(h, evening)).code)))
      for (const moment of moments) {
        h.world.move(1000)
        const steps = await Promise.all(
          moment.map(async ({ deed, ticket, process }) => ({
            ticket,
            step: await guests[ticket]?.does(deed, process === 0 ? h.as : other.as, place),
          })),
        )
        for (const [at, guest] of guests.entries()) {
          guest.states = explained(
            guest.states,
            steps.flatMap(({ ticket, step }) => (ticket === at && step ? [step] : [])),
          )
          const entries = await entriesIn(guest.code)
          guest.states = guest.states.filter((state) => JSON.stringify(guest.entriesOf(state, place)) === JSON.stringify(entries))
          expect(guest.states.length).toBeGreaterThan(0)
        }
      }
      const { admitted, inside } = await h.database.system((tx) => countsOf(tx, evening.eventId))
      expect({ admitted, inside }).toEqual(await h.database.system((tx) => countAdmissions(tx, evening.eventId)))
    }),
    { numRuns: 40 },
  )
}, 60_000)
