import { Refusal } from '@fashionistas/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given, type Organizer } from '../../test/given.ts'
import { refusalOf, startHarness, type Harness } from '../../test/harness.ts'

let h: Harness
let owner: Organizer
beforeAll(async () => {
  h = await startHarness()
  owner = await given.organizer(h)
})
afterAll(async () => await h.stop())

const basics = { title: { es: 'Noche de telares' }, type: 'fashion', startsAt: '2026-12-20T00:00:00.000Z', endsAt: '2026-12-20T04:00:00.000Z' }
const venue = { name: 'Plaza Mayor', address: 'Calle 41 # 55-80', city: 'Medellín', capacity: 500 }
const typeOf = (name: string, over: object = {}) => ({
  name: { es: name },
  quantity: 100,
  tiers: [{ name: { es: 'Preventa' }, price: { minor: 8_000_000, currency: 'COP' } }],
  ...over,
})
const draft = async () => (await h.as(owner.actor).createDraft({ organizationId: owner.organizationId })).id
const TypeIds = (saved: unknown): string[] => JSON.stringify(saved).match(/"id":"[0-9a-f-]{36}"/g) ?? []

test('E-01 a half-filled step is kept with what it lacks, and resumes as it was typed', async () => {
  const eventId = await draft()
  const saved = await h.as(owner.actor).saveStep({ eventId, step: 'basics', fields: { title: { es: 'No' }, type: 'ballet' }, secondsSpent: 12 })
  expect(saved.steps.basics.completedAt).toBeNull()
  expect(saved.steps.basics.problems).toEqual(
    expect.arrayContaining([
      { path: 'title.es', code: 'too_small' },
      { path: 'type', code: 'invalid_value' },
      { path: 'startsAt', code: 'required' },
    ]),
  )

  const colleague = await given.member(h, owner.organizationId, 'coordinator')
  const elsewhere = await h.as(colleague.actor).getDraft({ eventId })
  expect(elsewhere.steps.basics.saved).toEqual({ title: { es: 'No' }, type: 'ballet' })
  expect(elsewhere.steps.venue.problems.length).toBeGreaterThan(0)
  expect(elsewhere.steps.marketing.problems).toEqual([])
  expect(elsewhere.version).toBe(saved.version)
})

test('E-01 a complete step takes effect, keeps when it was first complete, and adds up the time spent', async () => {
  const eventId = await draft()
  const first = await h.as(owner.actor).saveStep({ eventId, step: 'basics', fields: basics, secondsSpent: 30 })
  h.world.move(60_000)
  const second = await h
    .as(owner.actor)
    .saveStep({ eventId, step: 'basics', fields: { ...basics, summary: { es: 'Lana y lino.' } }, secondsSpent: 15 })
  expect(second.steps.basics).toMatchObject({ completedAt: first.steps.basics.completedAt, problems: [] })
  const { rows } = await h.database.system((tx) =>
    sql`select e.slug, e.title ->> 'es' as title, d.steps -> 'basics' ->> 'secondsSpent' as seconds from events e join event_drafts d on d.event_id = e.id where e.id = ${eventId}`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([{ slug: 'noche-de-telares', title: 'Noche de telares', seconds: '45' }])
})

test('E-01 dates that contradict each other are told as problems', async () => {
  const eventId = await draft()
  const { steps } = await h
    .as(owner.actor)
    .saveStep({ eventId, step: 'basics', fields: { ...basics, endsAt: basics.startsAt, doorsAt: basics.endsAt } })
  expect(steps.basics.problems).toEqual([
    { path: 'endsAt', code: 'before_start' },
    { path: 'doorsAt', code: 'after_start' },
  ])
})

test('E-01 two events of one name get two addresses, and a chosen address that is taken is refused', async () => {
  const [one, other] = [await draft(), await draft()]
  await h.as(owner.actor).saveStep({ eventId: one, step: 'basics', fields: { ...basics, title: { es: 'Ñandutí & Ají' } } })
  await h.as(owner.actor).saveStep({ eventId: other, step: 'basics', fields: { ...basics, title: { es: 'Ñandutí & Ají' } } })
  const slugs = await h.database.system((tx) => tx.selectFrom('events').select('slug').where('id', 'in', [one, other]).orderBy('slug').execute())
  expect(slugs.map(({ slug }) => slug)).toEqual(['nanduti-aji', 'nanduti-aji-2'])
  expect(await refusalOf(h.as(owner.actor).saveStep({ eventId: other, step: 'marketing', fields: { slug: 'nanduti-aji' } }))).toBe('slug_taken')
})

test('T-01 ids of types and tiers stay the same over saves, also when the form forgot them', async () => {
  const eventId = await draft()
  const client = h.as(owner.actor)
  const first = await client.saveStep({ eventId, step: 'tickets', fields: { types: [typeOf('General'), typeOf('VIP')] } })
  const again = await client.saveStep({ eventId, step: 'tickets', fields: { types: [typeOf('General', { quantity: 50 }), typeOf('VIP')] } })
  expect(TypeIds(again.steps.tickets.saved)).toEqual(TypeIds(first.steps.tickets.saved))
  expect(TypeIds(first.steps.tickets.saved)).toHaveLength(4)
  const { data } = await client.listTicketTypes({ eventId })
  expect(data.map(({ quantity }) => quantity)).toEqual([50, 100])

  const [, vip] = data
  if (!vip) throw new Error('no second type')
  await client.saveStep({ eventId, step: 'tickets', fields: { types: [typeOf('VIP', { id: vip.id })] } })
  expect((await client.listTicketTypes({ eventId })).data.map(({ id }) => id)).toEqual([vip.id])
  expect(await refusalOf(client.saveStep({ eventId, step: 'tickets', fields: { types: [typeOf('Ajena', { id: owner.organizationId })] } }))).toBe(
    'input_invalid',
  )
})

test('T-02 the stock of an event is its capacity, its types, its counted tiers and a fifth for long holds', async () => {
  const eventId = await draft()
  const client = h.as(owner.actor)
  const counted = typeOf('Mesa', {
    admissions: 4,
    quantity: 20,
    tiers: [
      { name: { es: 'Primeras diez' }, price: { minor: 100, currency: 'COP' }, quantity: 10 },
      { name: { es: 'Resto' }, price: { minor: 200, currency: 'COP' } },
    ],
  })
  await client.saveStep({ eventId, step: 'tickets', fields: { types: [counted] } })
  await client.saveStep({ eventId, step: 'venue', fields: venue })
  const { data } = await client.listPools({ eventId })
  expect(data.map(({ kind, capacity }) => [kind, capacity])).toEqual([
    ['event', 500],
    ['type', 20],
    ['tier', 10],
    ['long_hold', 100],
  ])
  const { rows } = await h.database.system((tx) =>
    sql`select p.kind, u.weight from type_pools u join pools p on p.id = u.pool_id where p.event_id = ${eventId} order by 1`.execute(tx),
  )
  expect(rows).toEqual([
    { kind: 'event', weight: 4 },
    { kind: 'type', weight: 1 },
  ])
})

test('E-01 publishing names every field that is missing, and then puts the event on stage', async () => {
  const eventId = await draft()
  const client = h.as(owner.actor)
  await client.saveStep({ eventId, step: 'basics', fields: { ...basics, startsAt: undefined } })
  const refused = await client.publishEvent({ eventId }).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(refused instanceof Refusal)) throw new Error('it was published')
  expect(refused.code).toBe('event_incomplete')
  expect(refused.details['missing']).toEqual(
    expect.arrayContaining([
      { step: 'basics', path: 'startsAt', code: 'required' },
      { step: 'venue', path: 'name', code: 'required' },
      { step: 'tickets', path: 'types', code: 'required' },
    ]),
  )

  await client.saveStep({ eventId, step: 'basics', fields: { ...basics, startsAt: '2026-10-01T00:00:00.000Z', endsAt: '2026-10-01T04:00:00.000Z' } })
  await client.saveStep({ eventId, step: 'venue', fields: venue })
  await client.saveStep({ eventId, step: 'tickets', fields: { types: [typeOf('General')] } })
  await expect(client.publishEvent({ eventId })).rejects.toMatchObject({
    details: { missing: [{ step: 'basics', path: 'startsAt', code: 'in_the_past' }] },
  })

  await client.saveStep({ eventId, step: 'basics', fields: basics })
  expect(await client.publishEvent({ eventId })).toMatchObject({
    state: 'active',
    priceFrom: { minor: 8_000_000 },
    types: [{ sale: { state: 'on_sale' } }],
  })
  expect(await refusalOf(client.publishEvent({ eventId }))).toBe('event_state_wrong')
  expect(await refusalOf(client.saveStep({ eventId, step: 'basics', fields: basics }))).toBe('draft_closed')
  const { rows } = await h.database.system((tx) =>
    sql`select (select count(*)::int from event_keys where event_id = ${eventId}) as keys, (select count(*)::int from check_in_lists where event_id = ${eventId}) as lists, (select count(*)::int from outbox where type = 'event.published' and data ->> 'eventId' = ${eventId}) as told`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([{ keys: 1, lists: 1, told: 1 }])
})

test('X-02 whom the draft names is invited when it is published, by who may invite', async () => {
  const { eventId } = await given.draft(h, owner)
  await h.as(owner.actor).saveStep({ eventId, step: 'team', fields: { members: [{ email: 'Puerta@example.com', role: 'door' }] } })
  await h.as(owner.actor).publishEvent({ eventId })
  const { data } = await h.as(owner.actor).listMembers({ organizationId: owner.organizationId })
  expect(data).toEqual(expect.arrayContaining([expect.objectContaining({ email: 'puerta@example.com', role: 'door', joinedAt: null })]))
})

test('X-02 a draft does not exist for others, and a colleague without the right hears so', async () => {
  const eventId = await draft()
  const stranger = await given.organizer(h, { organization: 'Otra casa' })
  const porter = await given.member(h, owner.organizationId, 'door')
  const marketing = await given.member(h, owner.organizationId, 'marketing')
  expect(await refusalOf(h.as(stranger.actor).getDraft({ eventId }))).toBe('not_found')
  expect(await refusalOf(h.as(stranger.actor).saveStep({ eventId, step: 'basics', fields: basics }))).toBe('not_found')
  expect(await refusalOf(h.as(stranger.actor).createDraft({ organizationId: owner.organizationId }))).toBe('not_found')
  expect(await refusalOf(h.as(porter.actor).createDraft({ organizationId: owner.organizationId }))).toBe('permission_missing')
  expect(await refusalOf(h.as(marketing.actor).publishEvent({ eventId }))).toBe('permission_missing')
  expect(await refusalOf(h.as(given.guest()).createDraft({ organizationId: owner.organizationId }))).toBe('sign_in_needed')
  expect(await refusalOf(h.as(owner.actor).getDraft({ eventId: '0199aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa' }))).toBe('not_found')
})

test('E-01 the same request for a draft makes one draft', async () => {
  const once = await h.as(owner.actor).createDraft({ organizationId: owner.organizationId }, { idempotencyKey: 'one-draft' })
  const again = await h.as(owner.actor).createDraft({ organizationId: owner.organizationId }, { idempotencyKey: 'one-draft' })
  expect(again.id).toBe(once.id)
})
