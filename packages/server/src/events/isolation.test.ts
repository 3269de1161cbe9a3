import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given, type Organizer } from '../../test/given.ts'
import { refusalOf, startHarness, type Harness } from '../../test/harness.ts'
import type { OrganizationPermission } from '@fashionistas/contract'
import type { Actor } from '#core/context.ts'
import type { Claims } from '#core/database.ts'

let h: Harness
let owner: Organizer
let stranger: Organizer
let draftId: string
let eventId: string
beforeAll(async () => {
  h = await startHarness()
  owner = await given.organizer(h)
  stranger = await given.organizer(h, { organization: 'Otra casa' })
  draftId = (await given.draft(h, owner)).eventId
  eventId = (await given.event(h, owner, { types: [{ name: 'General' }, { name: 'Oculta', visibility: 'hidden' }] })).eventId
})
afterAll(async () => await h.stop())

const asUser = (person: Organizer): Claims => ({ role: 'authenticated', sub: person.userId })
const count = async (claims: Claims, table: string) =>
  (await h.database.as(claims, (tx) => sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx))).rows[0]?.n

test('X-03 drafts, stock and steps are seen by their organization only, straight from the database', async () => {
  expect([await count({ role: 'anon' }, 'events'), await count(asUser(stranger), 'events'), await count(asUser(owner), 'events')]).toEqual([1, 1, 2])
  expect([
    await count({ role: 'anon' }, 'ticket_types'),
    await count(asUser(stranger), 'ticket_types'),
    await count(asUser(owner), 'ticket_types'),
  ]).toEqual([1, 1, 3])
  for (const table of ['pools', 'event_drafts', 'type_pools']) expect([table, await count(asUser(stranger), table)]).toEqual([table, 0])
  for (const table of ['pools', 'event_drafts', 'type_pools', 'check_in_lists', 'scans', 'admissions'])
    await expect(count({ role: 'anon' }, table)).rejects.toThrow(/permission denied/)
  for (const table of ['event_keys', 'event_prices', 'revocations']) await expect(count(asUser(owner), table)).rejects.toThrow(/permission denied/)
})

test('X-03 a stranger can neither change nor plant anything in another organization', async () => {
  const changed = await h.database.as(asUser(stranger), (tx) =>
    sql`update events set title = '{"es":"Mía"}' where id in (${eventId}, ${draftId}) returning id`.execute(tx),
  )
  expect(changed.rows).toEqual([])
  const stock = await h.database.as(asUser(stranger), (tx) => sql`update pools set capacity = 9 where event_id = ${eventId} returning id`.execute(tx))
  expect(stock.rows).toEqual([])
  await expect(
    h.database.as(asUser(stranger), (tx) =>
      sql`insert into events (id, organization_id, slug) values (${h.world.newId()}, ${owner.organizationId}, 'plantado')`.execute(tx),
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(
    h.database.as(asUser(stranger), (tx) =>
      sql`insert into check_in_lists (id, event_id, organization_id, name) values (${h.world.newId()}, ${eventId}, ${owner.organizationId}, 'x')`.execute(
        tx,
      ),
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(h.database.as(asUser(owner), (tx) => sql`delete from scans`.execute(tx))).rejects.toThrow(/permission denied/)
})

test('X-04 a key does what its permissions say, also when it may read nothing', async () => {
  const keyWith = (...permissions: readonly OrganizationPermission[]): Actor => ({
    kind: 'key',
    keyId: h.world.newId(),
    organizationId: owner.organizationId,
    permissions: new Set(permissions),
  })
  const draft = await given.draft(h, owner)
  await h.as(keyWith('events.write')).saveStep({
    eventId: draft.eventId,
    step: 'basics',
    fields: {
      title: { es: 'Escrito por una llave' },
      type: 'cultural',
      startsAt: draft.startsAt.toISOString(),
      endsAt: draft.endsAt.toISOString(),
    },
  })
  const { id, version } = await h.as(keyWith('events.write')).createTicketType({
    eventId: draft.eventId,
    name: { es: 'De llave' },
    quantity: 5,
    tiers: [{ name: { es: 'Única' }, price: { minor: 0, currency: 'COP' } }],
  })
  expect(version).toBe(1)
  await h.as(keyWith('events.write')).removeTicketType({ typeId: id })
  expect(await h.as(keyWith('events.publish')).publishEvent({ eventId: draft.eventId })).toMatchObject({
    state: 'active',
    title: { es: 'Escrito por una llave' },
  })
  expect(await h.as(keyWith('events.cancel')).cancelEvent({ eventId: draft.eventId, reason: 'Desde afuera' })).toMatchObject({ state: 'cancelled' })
  expect(await refusalOf(h.as(keyWith('events.read')).cancelEvent({ eventId, reason: 'No debe' }))).toBe('permission_missing')
  const other: Actor = {
    kind: 'key',
    keyId: h.world.newId(),
    organizationId: stranger.organizationId,
    permissions: new Set<OrganizationPermission>(['events.cancel']),
  }
  expect(await refusalOf(h.as(other).cancelEvent({ eventId, reason: 'No debe' }))).toBe('not_found')
})
