import { EventState } from '@fashionistas/contract'
import { sql } from 'kysely'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { given, type Organizer } from '../../test/given.ts'
import { refusalOf, startHarness, type Harness } from '../../test/harness.ts'
import { mayBecome } from './lifecycle.ts'
import { completeEndedEvents } from './stage.ts'

let h: Harness
let owner: Organizer
let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'events-'))
  h = await startHarness({ env: { DATA_DIR: dataDir } })
  owner = await given.organizer(h)
})
afterAll(async () => {
  await h.stop()
  await rm(dataDir, { recursive: true })
})

const told = async (eventId: string, type: string) =>
  (
    await h.database.system((tx) =>
      sql<{
        data: Record<string, unknown>
        topics: string[]
      }>`select data, topics from outbox where type = ${type} and data ->> 'eventId' = ${eventId} order by seq`.execute(tx),
    )
  ).rows
const stateOf = async (eventId: string) => (await h.as(given.guest()).getEvent({ idOrSlug: eventId })).state
const takeAll = (eventId: string, column: 'sold' | 'held', units: number) =>
  h.database.system((tx) => sql`update pools set ${sql.ref(column)} = ${units} where event_id = ${eventId} and kind = 'type'`.execute(tx))
const happen = (type: string, eventId: string) =>
  h.database.system((tx) =>
    sql`select private.emit(${h.world.newId()}, ${type}, ${owner.organizationId}, ${JSON.stringify({ eventId, orderId: h.world.newId() })}::jsonb, '{}', ${h.world.now()})`.execute(
      tx,
    ),
  )

test('E-02 what is over stays over, nothing goes back to a draft, and only a draft is new', () => {
  for (const state of EventState.options) {
    expect(mayBecome(state, 'draft')).toBe(false)
    expect(mayBecome('cancelled', state)).toBe(false)
    expect(mayBecome('completed', state)).toBe(false)
    expect(mayBecome('draft', state)).toBe(state === 'active')
  }
})

test('E-02 cancelling stops the sale, says why, and is told once', async () => {
  const { eventId } = await given.event(h, owner)
  const cancelled = await h.as(owner.actor).cancelEvent({ eventId, reason: 'Se inundó el lugar' })
  expect(cancelled).toMatchObject({ state: 'cancelled', cancelReason: 'Se inundó el lugar', priceFrom: null, types: [{ sale: { state: 'closed' } }] })
  expect(await refusalOf(h.as(owner.actor).cancelEvent({ eventId, reason: 'Otra vez' }))).toBe('event_state_wrong')
  expect(await refusalOf(h.as(owner.actor).publishEvent({ eventId }))).toBe('event_state_wrong')
  expect(await told(eventId, 'event.cancelled')).toEqual([
    { data: { eventId, reason: 'Se inundó el lugar' }, topics: [`event:${eventId}:state`, `organization:${owner.organizationId}`] },
  ])
  const draft = await given.draft(h, owner)
  expect(await refusalOf(h.as(owner.actor).cancelEvent({ eventId: draft.eventId, reason: 'No va' }))).toBe('event_state_wrong')
})

test('E-02 postponing rests the sale on the new date until the event is published again', async () => {
  const { eventId, startsAt } = await given.event(h, owner)
  const dates = { startsAt: '2027-02-01T00:00:00.000Z', endsAt: '2027-02-01T05:00:00.000Z' }
  const client = h.as(owner.actor)
  expect(await refusalOf(client.postponeEvent({ eventId, reason: 'Paro', startsAt: dates.endsAt, endsAt: dates.startsAt }))).toBe('input_invalid')
  expect(await refusalOf(client.postponeEvent({ eventId, reason: 'Paro', startsAt: '2020-01-01T00:00:00.000Z', endsAt: dates.endsAt }))).toBe(
    'input_invalid',
  )
  expect(await client.postponeEvent({ eventId, reason: 'Paro nacional', ...dates })).toMatchObject({
    state: 'postponed',
    ...dates,
    postponedFrom: startsAt.toISOString(),
    priceFrom: null,
  })
  expect(await told(eventId, 'event.postponed')).toMatchObject([{ data: { eventId, reason: 'Paro nacional', from: startsAt.toISOString() } }])
  expect(await client.publishEvent({ eventId })).toMatchObject({ state: 'active', types: [{ sale: { state: 'on_sale' } }] })
  expect((await h.database.system((tx) => sql`select from event_keys where event_id = ${eventId}`.execute(tx))).rows).toHaveLength(1)
})

test('E-02 selling the last ticket makes an event sold out, and a returned one puts it on sale again', async () => {
  const { eventId } = await given.event(h, owner)
  await h.drain()
  await takeAll(eventId, 'held', 100)
  await happen('order.released', eventId)
  await h.drain()
  expect(await stateOf(eventId)).toBe('active') // held is not sold: it may come back in minutes
  await takeAll(eventId, 'held', 0)
  await takeAll(eventId, 'sold', 100)
  for (const type of ['order.released', 'order.expired', 'order.released']) await happen(type, eventId)
  await h.drain()
  expect(await stateOf(eventId)).toBe('sold_out')
  expect(await told(eventId, 'event.sold_out')).toHaveLength(1)
  await takeAll(eventId, 'sold', 99)
  await happen('order.expired', eventId)
  await h.drain()
  expect(await stateOf(eventId)).toBe('active')
})

test('E-02 an event that has ended is completed once', async () => {
  const { eventId, endsAt } = await given.event(h, owner, { startsAt: new Date(h.world.now().getTime() + 3_600_000) })
  await completeEndedEvents(h.database, h.world)
  expect(await stateOf(eventId)).toBe('active')
  const before = h.world.now()
  h.world.set(endsAt)
  await Promise.all([completeEndedEvents(h.database, h.world), completeEndedEvents(h.database, h.world)])
  expect(await stateOf(eventId)).toBe('completed')
  expect(await told(eventId, 'event.completed')).toHaveLength(1)
  h.world.set(before)
})

test('E-03 texts and notes change with the version that was read, and the record says what was there', async () => {
  const { eventId } = await given.event(h, owner)
  const client = h.as(owner.actor)
  const { version } = await client.getEventForOrganizer({ organizationId: owner.organizationId, eventId })
  const changed = await client.changeEvent({ eventId, dressCode: { es: 'De blanco' }, ageLimit: 18 }, { ifMatch: version })
  expect(changed).toMatchObject({ dressCode: { es: 'De blanco' }, ageLimit: 18, version: version + 1, title: { es: 'Pasarela de agua' } })
  expect(await refusalOf(client.changeEvent({ eventId, ageLimit: null }, { ifMatch: version }))).toBe('version_stale')
  expect(await refusalOf(client.changeEvent({ eventId, doorsAt: '2030-01-01T00:00:00.000Z' }, { ifMatch: version + 1 }))).toBe('input_invalid')
  expect((await client.changeEvent({ eventId, ageLimit: null }, { ifMatch: version + 1 })).ageLimit).toBeNull()
  const { rows } = await h.database.system((tx) =>
    sql`select before, after from audit_log where operation = 'changeEvent' and target = ${`event:${eventId}`} order by id limit 1`.execute(tx),
  )
  expect(rows).toMatchObject([{ before: { dress_code: null, age_limit: null }, after: { ageLimit: 18 } }])
  expect((await told(eventId, 'event.changed')).length).toBeGreaterThanOrEqual(2)
  await client.cancelEvent({ eventId, reason: 'Lluvia' })
  expect(await refusalOf(client.changeEvent({ eventId, ageLimit: 5 }, { ifMatch: version + 3 }))).toBe('event_state_wrong')
})

test('X-02 only who may cancel, postpone or change does, and strangers find nothing', async () => {
  const { eventId } = await given.event(h, owner)
  const stranger = await given.organizer(h, { organization: 'Otra casa' })
  const coordinator = await given.member(h, owner.organizationId, 'coordinator')
  const dates = { startsAt: '2027-02-01T00:00:00.000Z', endsAt: '2027-02-01T05:00:00.000Z' }
  expect(await refusalOf(h.as(stranger.actor).cancelEvent({ eventId, reason: 'Envidia' }))).toBe('not_found')
  expect(await refusalOf(h.as(stranger.actor).changeEvent({ eventId, ageLimit: 1 }, { ifMatch: 1 }))).toBe('not_found')
  expect(await refusalOf(h.as(stranger.actor).getEventForOrganizer({ organizationId: stranger.organizationId, eventId }))).toBe('not_found')
  expect(await refusalOf(h.as(coordinator.actor).cancelEvent({ eventId, reason: 'No puedo' }))).toBe('permission_missing')
  expect(await refusalOf(h.as(coordinator.actor).postponeEvent({ eventId, reason: 'No puedo', ...dates }))).toBe('permission_missing')
})

const File = z.object({ contentType: z.string(), bytes: z.instanceof(Uint8Array), filename: z.string().optional() })

test('E-03 poster, share picture and calendar are made for an event, and a picture is drawn once', async () => {
  const { eventId, slug } = await given.event(h, owner)
  const guest = h.as(given.guest())
  const [first, again] = await Promise.all([
    guest.getPoster({ eventId, format: 'portrait', width: 300 }),
    guest.getPoster({ eventId, format: 'portrait', width: 310 }),
  ])
  expect(File.parse(first)).toMatchObject({ contentType: 'image/webp' })
  expect(Buffer.compare(File.parse(first).bytes, File.parse(again).bytes)).toBe(0)
  expect(await readdir(join(dataDir, 'pictures', eventId))).toHaveLength(1)
  expect(
    File.parse(await guest.getShareImage({ eventId }))
      .bytes.subarray(1, 4)
      .toString(),
  ).toBe(Buffer.from('PNG').toString())
  const calendar = File.parse(await guest.getEventCalendar({ eventId }))
  expect(Buffer.from(calendar.bytes).toString()).toContain('SUMMARY:Pasarela de agua')
  expect(calendar.filename).toBe(`${slug}.ics`)

  const draft = await given.draft(h, owner)
  expect(await refusalOf(guest.getPoster({ eventId: draft.eventId, format: 'square' }))).toBe('not_found')
  expect(await refusalOf(guest.getEventCalendar({ eventId: draft.eventId }))).toBe('not_found')
  const stranger = h.as((await given.organizer(h, { organization: 'Otra casa' })).actor)
  const sponsor = h.as((await given.member(h, owner.organizationId, 'sponsor')).actor)
  expect([
    await refusalOf(stranger.getPoster({ eventId: draft.eventId, format: 'square' })),
    await refusalOf(stranger.getShareImage({ eventId: draft.eventId })),
    await refusalOf(sponsor.getPoster({ eventId: draft.eventId, format: 'square' })),
  ]).toEqual(['not_found', 'not_found', 'permission_missing'])
  expect(File.parse(await h.as(owner.actor).getPoster({ eventId: draft.eventId, format: 'square', width: 64 })).bytes.length).toBeGreaterThan(100)
})
