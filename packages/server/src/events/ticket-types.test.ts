import { Refusal, type TicketType } from '@fashionistas/contract'
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

const fields = ({ id: _id, eventId: _event, currency: _currency, held: _held, sold: _sold, version: _version, ...rest }: TicketType) => rest
const vip = {
  name: { es: 'VIP frente a pasarela' },
  quantity: 10,
  tiers: [{ name: { es: 'Única' }, price: { minor: 50_000_000, currency: 'COP' as const } }],
}
const sell = (typeId: string, units: number) =>
  h.database.system((tx) =>
    sql`update pools set sold = sold + ${units} where id in (select pool_id from type_pools where ticket_type_id = ${typeId})`.execute(tx),
  )
const detailsOf = (act: Promise<unknown>) =>
  act.then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? error.details : error),
  )

test('T-01 a type that is added to an event on stage is on sale at once', async () => {
  const { eventId } = await given.event(h, owner)
  const made = await h.as(owner.actor).createTicketType({ eventId, ...vip })
  expect(made).toMatchObject({ quantity: 10, held: 0, sold: 0, version: 1, tiers: [{ price: { minor: 50_000_000 } }] })
  const { types } = await h.as(given.guest()).getAvailability({ eventId })
  expect(types.map(({ name, sale }) => [name.es, sale])).toEqual([
    ['General', { state: 'on_sale', left: null }],
    ['VIP frente a pasarela', { state: 'on_sale', left: 10 }],
  ])
  const { rows } = await h.database.system((tx) => sql`select is_vip from ticket_types where id = ${made.id}`.execute(tx))
  expect(rows).toEqual([{ is_vip: true }])
  expect(
    await refusalOf(
      h.as(owner.actor).createTicketType({ eventId, ...vip, tiers: [{ name: { es: 'Única' }, price: { minor: 5, currency: 'USD' } }] }),
    ),
  ).toBe('input_invalid')
  expect(await refusalOf(h.as(owner.actor).createTicketType({ eventId, ...vip, minPerOrder: 5, maxPerOrder: 4 }))).toBe('input_invalid')
})

test('T-01 a change takes the version that was read, and a stale one is refused', async () => {
  const {
    types: [type],
  } = await given.event(h, owner)
  if (!type) throw new Error('no type')
  const client = h.as(owner.actor)
  const changed = await client.changeTicketType({ typeId: type.id, ...fields(type), quantity: 40 }, { ifMatch: type.version })
  expect(changed).toMatchObject({ id: type.id, quantity: 40, version: type.version + 1, tiers: [{ id: type.tiers[0]?.id }] })
  expect(await refusalOf(client.changeTicketType({ typeId: type.id, ...fields(type) }, { ifMatch: type.version }))).toBe('version_stale')
  expect(await refusalOf(client.changeTicketType({ typeId: type.id, ...fields(type) }))).toBe('version_missing')
})

test('T-01 a tier that is taken off is gone from the sale, and its stock with it', async () => {
  const {
    eventId,
    types: [type],
  } = await given.event(h, owner, {
    types: [
      {
        tiers: [
          { name: 'Primeras', priceMinor: 100, quantity: 5 },
          { name: 'Resto', priceMinor: 200 },
        ],
      },
    ],
  })
  if (!type) throw new Error('no type')
  const [, rest] = type.tiers
  if (!rest) throw new Error('no second tier')
  const changed = await h.as(owner.actor).changeTicketType({ typeId: type.id, ...fields(type), tiers: [rest] }, { ifMatch: type.version })
  expect(changed.tiers.map(({ id }) => id)).toEqual([rest.id])
  expect((await h.as(owner.actor).listPools({ eventId })).data.map(({ kind }) => kind)).toEqual(['event', 'type', 'long_hold'])
  expect((await h.as(given.guest()).getEvent({ idOrSlug: eventId })).priceFrom).toEqual({ minor: 200, currency: 'COP' })
})

test('T-02 stock cannot fall below what was promised, whoever tries', async () => {
  const {
    eventId,
    types: [type],
  } = await given.event(h, owner)
  if (!type) throw new Error('no type')
  await sell(type.id, 7)
  const client = h.as(owner.actor)
  expect(await detailsOf(client.changeTicketType({ typeId: type.id, ...fields(type), quantity: 6 }, { ifMatch: type.version }))).toEqual({ least: 7 })
  const { data } = await client.listPools({ eventId })
  const [whole, own] = data
  if (!whole || !own) throw new Error('no pools')
  expect(await detailsOf(client.changePool({ eventId, poolId: whole.id, capacity: 6 }))).toEqual({ least: 7 })
  expect(await detailsOf(client.changePool({ eventId, poolId: own.id, blocked: 94 }))).toEqual({ least: 101 })
  expect(await client.changePool({ eventId, poolId: own.id, blocked: 93 })).toMatchObject({ blocked: 93, sold: 7 })
  await expect(h.database.system((tx) => sql`update pools set sold = sold + 1 where id = ${own.id}`.execute(tx))).rejects.toMatchObject({
    constraint: 'pools_never_oversold',
  })
  expect(await refusalOf(client.removeTicketType({ typeId: type.id }))).toBe('type_has_sales')
})

test('T-02 a tier cannot be made smaller than what it sold: the constraint says so', async () => {
  const {
    types: [type],
  } = await given.event(h, owner, { types: [{ tiers: [{ priceMinor: 100, quantity: 50 }] }] })
  if (!type) throw new Error('no type')
  await h.database.system((tx) =>
    sql`update pools set held = 9 where id = (select pool_id from price_tiers where ticket_type_id = ${type.id})`.execute(tx),
  )
  const tiers = type.tiers.map((tier) => ({ ...tier, quantity: 8 }))
  expect(await refusalOf(h.as(owner.actor).changeTicketType({ typeId: type.id, ...fields(type), tiers }, { ifMatch: type.version }))).toBe(
    'capacity_below_sold',
  )
})

test('T-02 the capacity of an event moves its long holds with it', async () => {
  const { eventId } = await given.event(h, owner)
  const client = h.as(owner.actor)
  const [whole] = (await client.listPools({ eventId })).data
  if (!whole) throw new Error('no pool')
  await client.changePool({ eventId, poolId: whole.id, capacity: 1000 })
  expect((await client.listPools({ eventId })).data.map(({ kind, capacity }) => [kind, capacity])).toEqual([
    ['event', 1000],
    ['type', 100],
    ['long_hold', 200],
  ])
  expect((await client.getEvent({ idOrSlug: eventId })).capacity).toBe(1000)
})

test('T-02 a quota that two types share limits both', async () => {
  const { eventId, types } = await given.event(h, owner, { types: [{ name: 'General' }, { name: 'Estudiantes' }] })
  const client = h.as(owner.actor)
  const pool = await client.createPool({ eventId, name: 'Primera fila', capacity: 6, typeIds: types.map(({ id }) => id) })
  expect(pool).toMatchObject({ kind: 'shared', capacity: 6 })
  const { types: shown } = await client.getAvailability({ eventId })
  expect(shown.map(({ sale }) => sale)).toEqual([
    { state: 'on_sale', left: 6 },
    { state: 'on_sale', left: 6 },
  ])
  expect((await client.listTicketTypes({ eventId })).data.map(({ poolIds }) => poolIds)).toEqual([[pool.id], [pool.id]])
  expect(await refusalOf(client.createPool({ eventId, name: 'Ajena', capacity: 1, typeIds: [eventId] }))).toBe('not_found')
  expect(await refusalOf(client.changePool({ eventId, poolId: eventId, capacity: 1 }))).toBe('not_found')
})

test('T-01 a type that sold nothing can be removed, and is then gone for everybody', async () => {
  const { eventId, types } = await given.event(h, owner, { types: [{ name: 'General' }, { name: 'Estudiantes' }] })
  const [first] = types
  if (!first) throw new Error('no type')
  const client = h.as(owner.actor)
  await client.removeTicketType({ typeId: first.id })
  expect((await client.listTicketTypes({ eventId })).data.map(({ name }) => name.es)).toEqual(['Estudiantes'])
  expect((await client.getEvent({ idOrSlug: eventId })).types.map(({ name }) => name.es)).toEqual(['Estudiantes'])
  expect((await client.listPools({ eventId })).data.filter(({ kind }) => kind === 'type')).toHaveLength(1)
  expect(await refusalOf(client.removeTicketType({ typeId: first.id }))).toBe('not_found')
})

test('T-01 what is over is not edited, and what is another organizer’s does not exist', async () => {
  const {
    eventId,
    types: [type],
  } = await given.event(h, owner)
  if (!type) throw new Error('no type')
  const stranger = await given.organizer(h, { organization: 'Otra casa' })
  const porter = await given.member(h, owner.organizationId, 'door')
  expect(await refusalOf(h.as(stranger.actor).changeTicketType({ typeId: type.id, ...fields(type) }, { ifMatch: type.version }))).toBe('not_found')
  expect(await refusalOf(h.as(stranger.actor).listTicketTypes({ eventId }))).toBe('not_found')
  expect(await refusalOf(h.as(stranger.actor).listPools({ eventId }))).toBe('not_found')
  expect(await refusalOf(h.as(porter.actor).removeTicketType({ typeId: type.id }))).toBe('permission_missing')
  expect(await refusalOf(h.as(porter.actor).createPool({ eventId, name: 'x', capacity: 1 }))).toBe('permission_missing')
  await h.as(owner.actor).cancelEvent({ eventId, reason: 'Lluvia' })
  expect(await refusalOf(h.as(owner.actor).createTicketType({ eventId, ...vip }))).toBe('event_state_wrong')
  expect(await refusalOf(h.as(owner.actor).changeTicketType({ typeId: type.id, ...fields(type) }, { ifMatch: type.version }))).toBe(
    'event_state_wrong',
  )
})
