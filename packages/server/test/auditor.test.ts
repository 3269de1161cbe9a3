import type { OrderView } from '@fashionistas/contract'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registry } from '#core/metrics.ts'
import { given, type Person } from './given.ts'
import type { GivenEvent } from './given-event.ts'
import { refusalOf } from './harness.ts'
import { openShop, type Shop } from './shop.ts'
import { invariants } from '#invariants.ts'
import { findBroken, gaugeHealth } from '#auditing/index.ts'

let shop: Shop
let admin: Person
let event: GivenEvent
let order: OrderView
beforeAll(async () => {
  shop = await openShop()
  admin = await given.admin(shop.harness)
  event = await shop.event()
  order = await shop.buy(event, 2)
  const list = await shop.harness.as(shop.organizer.actor).createCheckInList({ eventId: event.eventId, name: 'Sur' })
  await shop.harness
    .as(shop.organizer.actor)
    .scanTicket({ scanId: shop.harness.world.newId(), eventId: event.eventId, listId: list.id, code: order.tickets[0]?.code ?? '' })
  await shop.harness.as(shop.organizer.actor).refundOrder({ orderId: (await shop.buy(event, 1)).id, reason: 'voluntary' })
  await shop.harness.drain()
  await shop.harness.run('work-refunds')
  await shop.harness.drain()
})
afterAll(async () => await shop.stop())

const look = () => shop.harness.as(admin.actor).getPlatformHealth({})
const of = async (id: string) => {
  const { invariants: all } = await look()
  const found = all.find((each) => each.id === id)
  if (!found) throw new Error(`nobody looks at ${id}`)
  return found
}
async function nextTurn(): Promise<void> {
  await shop.wait(15_000)
  await shop.harness.run('audit')
}
const system = (statement: ReturnType<typeof sql>) => shop.harness.database.system((tx) => statement.execute(tx))
const happenings = async (type: string) =>
  (await system(sql`select data ->> 'invariant' as invariant from outbox where type = ${type} order by seq`)).rows

test('R-09 before the first turn nothing is known, and after it a sale, a scan and a refund break nothing', async () => {
  expect(await look()).toMatchObject({ state: 'never', checkedAt: null, isStale: true })
  await nextTurn()
  const health = await look()
  expect(health.invariants.filter(({ state }) => state !== 'holds')).toEqual([])
  expect(health).toMatchObject({ state: 'holds', isStale: false, outbox: { count: 0 }, setAside: { count: 0 }, reviews: { count: 0 } })
  expect(health.invariants.every(({ wholeAt, isUnfinished, tookMs }) => wholeAt === health.checkedAt && !isUnfinished && tookMs !== null)).toBe(true)
  expect(health.database.bytes).toBeGreaterThan(1_000_000)
  expect(health.database.connections).toBeGreaterThan(0)
})

test('R-09 without a turn for two minutes the page is told that nobody looks', async () => {
  await nextTurn()
  await shop.wait(121_000)
  expect((await look()).isStale).toBe(true)
})

test('R-09 a planted fault is found in the next turn, told once with a live hint, gauged, and gone when it is mended', async () => {
  await nextTurn()
  await system(sql`update pools set sold = sold + 1 where event_id = ${event.eventId} and kind = 'type'`)
  await nextTurn()
  const { rows } = await system(sql`select id from pools where event_id = ${event.eventId} and kind = 'type'`)
  const broken = await of('pool_sold')
  expect(broken).toMatchObject({ state: 'broken', count: 1, examples: rows.map((row) => Reflect.get(Object(row), 'id')) })
  expect(broken.brokenSince).toBe(shop.harness.world.now().toISOString())
  expect((await look()).state).toBe('broken')
  await gaugeHealth(shop.harness.database)
  expect(await registry.metrics()).toContain('invariant_broken_rows{invariant="pool_sold"} 1')

  await nextTurn()
  expect((await of('pool_sold')).brokenSince).toBe(broken.brokenSince)
  expect(await happenings('platform.invariant_broken')).toEqual([{ invariant: 'pool_sold' }])
  expect((await system(sql`select topics from outbox where type = 'platform.invariant_broken'`)).rows).toEqual([{ topics: ['platform:health'] }])

  await system(sql`update pools set sold = sold - 1 where event_id = ${event.eventId} and kind = 'type'`)
  await nextTurn()
  expect(await of('pool_sold')).toMatchObject({ state: 'holds', count: 0, examples: [], brokenSince: null })
  expect(await happenings('platform.invariant_restored')).toEqual([{ invariant: 'pool_sold' }])
  await shop.harness.drain()
})

test('R-09 two workers take one turn: the second finds it taken', async () => {
  await shop.wait(15_000)
  await shop.harness.run('audit')
  const { checkedAt } = await look()
  await shop.wait(5_000)
  await shop.harness.run('audit')
  expect((await look()).checkedAt).toBe(checkedAt)
})

test('R-09 in a database too large for one turn, what happened since the last turn is still seen at once', async () => {
  await nextTurn()
  const late = await shop.buy(event, 1)
  await system(sql`update audit_walks set cursor = 'ffffffff-ffff-7fff-bfff-ffffffffffff', pass_started_at = now()`) // the pass is far past every row
  await system(sql`update order_lines set total_minor = total_minor + 100, unit_minor = unit_minor + 100 where order_id = ${late.id}`)
  await nextTurn()
  expect(await of('order_total')).toMatchObject({ state: 'broken', examples: [late.id] })
  await system(sql`update order_lines set total_minor = total_minor - 100, unit_minor = unit_minor - 100 where order_id = ${late.id}`)
  await nextTurn()
  expect((await look()).state).toBe('holds')
})

test('R-09 a look that fails says so, keeps what was known, and the others go on', async () => {
  await superuser('alter table refunds rename to refunds_away')
  await nextTurn()
  const [failed, other] = [await of('refund_moving'), await of('pool_sold')]
  await superuser('alter table refunds_away rename to refunds')
  expect(failed).toMatchObject({ isUnfinished: true, state: 'holds' })
  expect(other).toMatchObject({ isUnfinished: false, checkedAt: failed.checkedAt })
  await nextTurn()
  expect((await of('refund_moving')).isUnfinished).toBe(false)
})

async function superuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: shop.harness.config.DATABASE_URL })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

test('R-09 proofs can look at every row at once', async () => {
  const { database, world } = shop.harness
  const asked = invariants.filter(({ id }) => id !== 'message_requested') // no channel is configured here
  expect(await database.system((tx) => findBroken(tx, asked, world.now()))).toEqual([])
  await system(sql`update tickets set state = 'cancelled' where order_id = ${order.id} and id = ${order.tickets[0]?.id}`)
  expect(await database.system((tx) => findBroken(tx, asked, world.now()))).toEqual([{ invariant: 'order_tickets', ids: [order.id] }])
  await system(sql`update tickets set state = 'active' where order_id = ${order.id}`)
})

test('R-09 nobody but an admin of the platform sees its health or settles anything', async () => {
  const owner = shop.harness.as(shop.organizer.actor)
  const id = shop.harness.world.newId()
  const guest = shop.harness.as(given.guest())
  expect(await refusalOf(guest.getPlatformHealth({}))).toBe('sign_in_needed')
  for (const act of [
    owner.getPlatformHealth({}),
    owner.handOnAgain({ happeningId: id }),
    owner.settleReviewedPayment({ paymentId: order.payments[0]?.id ?? fail(), decision: 'accept', note: 'Mía' }),
  ])
    expect(await refusalOf(act)).toBe('permission_missing')
})

const fail = (): never => {
  throw new Error('the order has no payment')
}

test('R-09 a happening that was set aside is shown, handed on again once, and heard', async () => {
  const lost = await shop.hold(event, 1)
  await shop.pay(lost)
  await system(
    sql`update outbox set position = nextval('outbox_position'), data = data || '{"failed":true}' where type = 'payment.succeeded' and data ->> 'orderId' = ${lost.id}`,
  )
  await shop.harness.drain()
  await nextTurn()
  const { setAside } = await look()
  const [happening] = setAside.data
  if (!happening) throw new Error('nothing is set aside')
  expect(setAside).toMatchObject({ count: 1, data: [{ type: 'payment.succeeded' }] })
  expect(await of('outbox_set_aside')).toMatchObject({ state: 'broken', examples: [happening.id] })

  const asAdmin = shop.harness.as(admin.actor)
  const key = { idempotencyKey: 'once more' }
  expect(await asAdmin.handOnAgain({ happeningId: happening.id }, key)).toEqual({ id: happening.id, type: 'payment.succeeded' })
  expect(await asAdmin.handOnAgain({ happeningId: happening.id }, key)).toEqual({ id: happening.id, type: 'payment.succeeded' })
  expect(await refusalOf(asAdmin.handOnAgain({ happeningId: happening.id }))).toBe('happening_not_set_aside')
  expect(await refusalOf(asAdmin.handOnAgain({ happeningId: shop.harness.world.newId() }))).toBe('not_found')
  await shop.harness.drain()
  expect((await shop.look(lost)).state).toBe('paid')
  await nextTurn()
  expect((await look()).state).toBe('holds')
  const { rows } = await system(sql`select actor_id, target from audit_log where operation = 'handOnAgain'`)
  expect(rows).toEqual([{ actor_id: admin.userId, target: `happening:${happening.id}` }])
})
