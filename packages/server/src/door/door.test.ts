import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given, type Organizer, type Person } from '../../test/given.ts'
import { refusalOf, startHarness, type Harness } from '../../test/harness.ts'
import { soldTicket } from '../../test/sold-ticket.ts'
import { Secret } from '#core/secret.ts'
import { EventKeyring } from './event-keys.ts'
import { showHumanCode } from './human-code.ts'
import { ticketTokens } from './tokens.ts'

type GivenEvent = Awaited<ReturnType<typeof given.event>>
let h: Harness
let owner: Organizer
let porter: Person
let event: GivenEvent
let tokens: ReturnType<typeof ticketTokens>
beforeAll(async () => {
  h = await startHarness()
  tokens = ticketTokens(new EventKeyring(new Secret(h.config.SECRET)))
  owner = await given.organizer(h)
  porter = await given.member(h, owner.organizationId, 'door')
  event = await given.event(h, owner, { types: [{ name: 'General' }, { name: 'VIP' }] })
})
afterAll(async () => await h.stop())

const sold = (at: GivenEvent, type = 0) => soldTicket(h, at, type)
const scan = (
  code: string,
  over: {
    readonly scanId?: string
    readonly eventId?: string
    readonly listId?: string
    readonly direction?: 'in' | 'out'
    readonly gate?: string
  } = {},
) => h.as(porter.actor).scanTicket({ scanId: h.world.newId(), eventId: event.eventId, code, ...over })

test('T-14 a signed ticket lets its holder in once, and the second time tells when and where it went in', async () => {
  const ticket = await sold(event, 1)
  const first = await scan(ticket.token, { gate: 'Norte' })
  expect(first).toMatchObject({
    verdict: 'admitted',
    ticket: { id: ticket.id, code: ticket.code, holderName: 'Mariana Ríos', typeName: { es: 'VIP' }, isVip: true },
    firstAt: null,
  })
  h.world.move(60_000)
  expect(await scan(ticket.token, { gate: 'Sur' })).toMatchObject({
    verdict: 'duplicate',
    firstAt: first.scannedAt,
    firstGate: 'Norte',
    ticket: { id: ticket.id },
  })
  expect(await scan(showHumanCode(ticket.code).toLowerCase())).toMatchObject({ verdict: 'duplicate' })
  const { rows } = await h.database.system((tx) =>
    sql`select topics from outbox, jsonb_array_elements(data -> 'scans') as scan where type = 'ticket.checked_in' and scan ->> 'ticketId' = ${ticket.id}`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([{ topics: [`event:${event.eventId}:door`, `event:${event.eventId}:sales`] }])
})

test('T-14 fifty scanners with one ticket at the same moment let in exactly one', async () => {
  const ticket = await sold(event)
  const verdicts = await Promise.all(Array.from({ length: 50 }, async () => (await scan(ticket.token)).verdict))
  expect(verdicts.filter((verdict) => verdict === 'admitted')).toHaveLength(1)
  expect(verdicts.filter((verdict) => verdict === 'duplicate')).toHaveLength(49)
  const { rows } = await h.database.system((tx) => sql`select from admissions where ticket_id = ${ticket.id}`.execute(tx))
  expect(rows).toHaveLength(1)
  await expect(
    h.database.system((tx) => sql`insert into admissions select * from admissions where ticket_id = ${ticket.id}`.execute(tx)),
  ).rejects.toMatchObject({ constraint: 'admissions_pkey' })
})

test('T-14 the same scan sent again, also at the same moment, has one result', async () => {
  const ticket = await sold(event)
  const scanId = h.world.newId()
  const both = await Promise.all([scan(ticket.token, { scanId }), scan(ticket.token, { scanId })])
  expect(both.map(({ verdict }) => verdict)).toEqual(['admitted', 'admitted'])
  expect(await scan(ticket.token, { scanId })).toMatchObject({ verdict: 'admitted', scannedAt: both[0]?.scannedAt })
  const repeat = h.world.newId()
  const duplicate = await scan(ticket.token, { scanId: repeat })
  expect(await scan(ticket.token, { scanId: repeat })).toEqual(duplicate)
  const other = await given.event(h, owner)
  expect(await refusalOf(scan(ticket.token, { scanId, eventId: other.eventId }))).toBe('not_found')
})

test('T-14 a forged, foreign, unknown or dead ticket does not open the door', async () => {
  const ticket = await sold(event)
  const middle = ticket.token.length - 20
  const forged = `${ticket.token.slice(0, middle)}${ticket.token[middle] === '0' ? '1' : '0'}${ticket.token.slice(middle + 1)}`
  expect(await scan(forged)).toMatchObject({ verdict: 'invalid', ticket: null })
  expect(await scan('https://example.com/menu')).toMatchObject({ verdict: 'invalid' })
  expect(await scan(tokens.newCode(h.world))).toMatchObject({ verdict: 'unknown', ticket: null })

  const other = await given.event(h, owner, { title: 'Otra noche' })
  const foreign = await sold(other)
  expect(await scan(foreign.token)).toMatchObject({ verdict: 'wrong_event', ticket: null })
  expect(await scan(foreign.code)).toMatchObject({ verdict: 'wrong_event', ticket: null })

  await h.database.system((tx) => tokens.revoke(tx, { id: event.eventId, organizationId: owner.organizationId }, [{ id: ticket.id, serial: 1 }]))
  expect(await scan(ticket.token)).toMatchObject({ verdict: 'revoked' })
  await h.database.system((tx) => tx.updateTable('tickets').set({ state: 'cancelled' }).where('id', '=', ticket.id).execute())
  expect(await scan(ticket.token)).toMatchObject({ verdict: 'cancelled' })
})

test('T-14 a list has its own types and hours, and people come and go where it allows', async () => {
  const [general, vip] = event.types
  if (!general || !vip) throw new Error('no types')
  const lounge = await h
    .as(owner.actor)
    .createCheckInList({ eventId: event.eventId, name: 'Salón VIP', typeIds: [vip.id], allowsReentry: true, opensAt: h.world.now().toISOString() })
  const [simple, special] = [await sold(event, 0), await sold(event, 1)]
  expect(await scan(simple.token, { listId: lounge.id })).toMatchObject({ verdict: 'wrong_list' })
  const in_ = { listId: lounge.id }
  const out = { listId: lounge.id, direction: 'out' as const }
  const verdicts: string[] = []
  for (const move of [out, in_, in_, out, out, in_]) verdicts.push((await scan(special.token, move)).verdict)
  expect(verdicts).toEqual(['not_inside', 'admitted', 'duplicate', 'exited', 'not_inside', 'admitted'])
  expect((await scan(special.token)).verdict).toBe('admitted') // the main entrance is another list

  const later = await h
    .as(owner.actor)
    .createCheckInList({ eventId: event.eventId, name: 'Mañana', opensAt: event.startsAt.toISOString(), closesAt: event.endsAt.toISOString() })
  expect((await scan(simple.token, { listId: later.id })).verdict).toBe('too_early')
  expect(
    await refusalOf(
      h
        .as(owner.actor)
        .createCheckInList({ eventId: event.eventId, name: 'Al revés', opensAt: event.endsAt.toISOString(), closesAt: event.startsAt.toISOString() }),
    ),
  ).toBe('input_invalid')
  expect(await refusalOf(h.as(owner.actor).createCheckInList({ eventId: event.eventId, name: 'Ajena', typeIds: [event.eventId] }))).toBe('not_found')
  expect(await refusalOf(scan(simple.token, { listId: event.eventId }))).toBe('not_found')
  expect((await h.as(porter.actor).listCheckInLists({ eventId: event.eventId })).data.map(({ name }) => name)).toEqual([
    'Entrada principal',
    'Salón VIP',
    'Mañana',
  ])
})

test('T-14 a mistaken admission is taken back within a day, with its reason, and the ticket opens the door again', async () => {
  const ticket = await sold(event)
  const { scanId } = await scan(ticket.token)
  await h.as(porter.actor).undoScan({ scanId, reason: 'Era de su hermana' })
  await h.as(porter.actor).undoScan({ scanId, reason: 'Otra vez' })
  const { rows } = await h.database.system((tx) =>
    sql`select undo_reason, undone_at is not null as undone, (select count(*)::int from admissions where ticket_id = ${ticket.id}) as inside, (select count(*)::int from outbox where type = 'ticket.scan_undone' and data ->> 'scanId' = ${scanId}) as told from scans where id = ${scanId}`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([{ undo_reason: 'Era de su hermana', undone: true, inside: 0, told: 1 }])
  const again = await scan(ticket.token)
  expect(again.verdict).toBe('admitted')
  h.world.move(25 * 3_600_000)
  expect(await refusalOf(h.as(porter.actor).undoScan({ scanId: again.scanId, reason: 'Tarde' }))).toBe('scan_undo_too_late')
  h.world.move(-25 * 3_600_000)
  expect(await refusalOf(h.as(porter.actor).undoScan({ scanId: h.world.newId(), reason: 'Nada' }))).toBe('not_found')
})

test('T-14 an exit that is taken back leaves the person inside, unless they came back since', async () => {
  const list = await h.as(owner.actor).createCheckInList({ eventId: event.eventId, name: 'Patio', allowsReentry: true })
  const ticket = await sold(event)
  const move = (direction: 'in' | 'out') => scan(ticket.token, { listId: list.id, direction })
  await move('in')
  h.world.move(1000)
  const left = await move('out')
  await h.as(porter.actor).undoScan({ scanId: left.scanId, reason: 'No salió' })
  expect((await move('in')).verdict).toBe('duplicate')
  h.world.move(1000)
  const reallyLeft = await move('out')
  h.world.move(1000)
  expect((await move('in')).verdict).toBe('admitted')
  await h.as(porter.actor).undoScan({ scanId: reallyLeft.scanId, reason: 'Duda' })
  h.world.move(1000)
  await move('out')
  expect((await move('out')).verdict).toBe('not_inside')
})

test('T-14 the door counts people, not scans', async () => {
  const fresh = await given.event(h, owner, { title: 'Para contar' })
  const [one, two] = [await sold(fresh), await sold(fresh)]
  await sold(fresh)
  const at = { eventId: fresh.eventId }
  await scan(one.token, at)
  h.world.move(1000)
  await scan(one.token, at)
  h.world.move(1000)
  await scan(two.token, at)
  h.world.move(1000)
  const last = await scan(two.token, { ...at, direction: 'out' })
  expect(last.counts).toEqual({ admitted: 2, expected: 3, inside: 1 })
  const door = await h.as(porter.actor).getDoor(at)
  expect(door).toMatchObject({ title: { es: 'Para contar' }, counts: last.counts, lists: [{ name: 'Entrada principal' }] })
  expect(door.last.map(({ verdict }) => verdict)).toEqual(['exited', 'admitted', 'duplicate', 'admitted'])
  expect(door.last[0]).toMatchObject({ holderName: 'Mariana Ríos', typeName: { es: 'General' } })
})

test('X-02 only who may scan does: not a guest, not a finance colleague, not another organizer', async () => {
  const ticket = await sold(event)
  const finance = await given.member(h, owner.organizationId, 'finance')
  const stranger = await given.organizer(h, { organization: 'Otra casa' })
  const ask = (actor: Parameters<typeof h.as>[0]) =>
    refusalOf(h.as(actor).scanTicket({ scanId: h.world.newId(), eventId: event.eventId, code: ticket.token }))
  expect([await ask(given.guest()), await ask(finance.actor), await ask(stranger.actor)]).toEqual([
    'sign_in_needed',
    'permission_missing',
    'not_found',
  ])
  expect(await refusalOf(h.as(stranger.actor).getDoor({ eventId: event.eventId }))).toBe('not_found')
  expect(await refusalOf(h.as(stranger.actor).listCheckInLists({ eventId: event.eventId }))).toBe('not_found')
  expect(await refusalOf(h.as(porter.actor).createCheckInList({ eventId: event.eventId, name: 'Mía' }))).toBe('permission_missing')
  const { scanId } = await scan(ticket.token)
  expect(await refusalOf(h.as(stranger.actor).undoScan({ scanId, reason: 'Broma' }))).toBe('not_found')
  const draft = await given.draft(h, owner)
  expect(await refusalOf(scan(ticket.token, { eventId: draft.eventId }))).toBe('not_found')
})

test('X-07 the signing key of an event rests sealed', async () => {
  const { rows } = await h.database.system((tx) =>
    sql<{ public_key: string; private_key: string }>`select public_key, private_key from event_keys where event_id = ${event.eventId}`.execute(tx),
  )
  const [key] = rows
  if (!key) throw new Error('no key')
  const opened = await h.database.system((tx) => new EventKeyring(new Secret(h.config.SECRET)).privateKey(tx, event.eventId, 1))
  expect(opened).toHaveLength(43)
  expect(key.private_key).not.toContain(opened)
  await expect(
    h.database.system((tx) => new EventKeyring(new Secret('another secret of 32 letters or more')).privateKey(tx, event.eventId, 1)),
  ).rejects.toThrow(/authenticate/)
})
