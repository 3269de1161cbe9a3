import { Secret } from '#core/secret.ts'
import { Database } from '#core/database.ts'
import { makeLog } from '#core/log.ts'
import { worldAt } from '#core/world.ts'
import { EventKeyring, parseHumanCode } from '#door/index.ts'
import { loadSaleables, priceFrom } from '#events/index.ts'
import { verifyPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { demoSignIns, seedDemo, type Seeded } from './index.ts'

const now = new Date('2026-11-21T22:10:00Z')
const secret = new Secret('a secret that is used in tests only, 32+')
const opened: { test: TestDatabase; database: Database }[] = []
let database: Database
let first: Seeded

beforeAll(async () => {
  ;({ database } = await open())
  first = await seed(database)
})
afterAll(async () => {
  for (const one of opened) {
    await one.database.close()
    await one.test.drop()
  }
})

test('X-11 a season has events of all types and states, and thousands of orders', async () => {
  expect(first.seeded).toBe(true)
  expect(first.orders).toBeGreaterThan(6_000)
  expect(first.orders).toBeLessThan(9_500)
  expect(first.tickets).toBeGreaterThan(14_000)
  const states = await rows<{ state: string; count: number }>(sql`select state, count(*)::int as count from events group by 1`)
  for (const state of ['draft', 'active', 'sold_out', 'completed', 'cancelled', 'postponed'])
    expect(states.find((row) => row.state === state)?.count ?? 0, state).toBeGreaterThan(0)
  expect(await rows(sql`select distinct type from events where type is not null`)).toHaveLength(4)
})

test('X-11 a second call changes nothing', async () => {
  expect(await seed(database)).toEqual({ seeded: false, events: 0, orders: 0, tickets: 0 })
  expect(await rows(sql`select count(*)::int as count from orders`)).toEqual([{ count: first.orders }])
})

test('X-11 the same day makes the same season', async () => {
  const other = await open()
  expect(await seed(other.database)).toEqual(first)
  const slugs = sql<{ slug: string }>`select id, slug, starts_at from events order by slug`
  expect(await rows(slugs, other.database)).toEqual(await rows(slugs))
})

test('X-11 what is sold and held is what live orders took', async () => {
  expect(
    await rows(sql`
    select p.id from pools p left join lateral (
      select coalesce(sum(q.quantity) filter (where o.state in ('paid', 'partially_refunded')), 0) as sold, coalesce(sum(q.quantity) filter (where o.state in ('held', 'pending_payment')), 0) as held
        from order_pools q join orders o on o.id = q.order_id where q.pool_id = p.id) taken on true
     where p.sold <> taken.sold or p.held <> taken.held`),
  ).toEqual([])
  expect(await rows(sql`select id from pools where held > 0`)).not.toEqual([])
})

test('X-11 the ledger sums to zero, and balances are the sum of their entries', async () => {
  expect(await rows(sql`select coalesce(sum(amount_minor), 0)::bigint as sum from ledger_entries`)).toEqual([{ sum: 0 }])
  expect(
    await rows(
      sql`select a.code from ledger_accounts a left join ledger_entries e on e.account_id = a.id group by a.id having a.balance_minor <> coalesce(sum(e.amount_minor), 0)`,
    ),
  ).toEqual([])
  const [clearing] = await rows<{
    clearing: number
    kept: number
  }>(sql`select (select balance_minor from ledger_accounts where code = 'provider_clearing:sandbox') as clearing,
    (select sum(o.total_minor) from orders o where o.paid_at is not null)::bigint - (select coalesce(sum(amount_minor), 0) from refunds where state = 'succeeded')::bigint as kept`)
  expect(clearing?.clearing).toBe(clearing?.kept)
})

test('X-11 paid orders have their tickets and one payment; refunded ones have no live ticket', async () => {
  expect(
    await rows(sql`select o.id from orders o where o.paid_at is not null
    and (select count(*) from tickets t where t.order_id = o.id) <> (select sum(l.quantity * l.admissions) from order_lines l where l.order_id = o.id)`),
  ).toEqual([])
  expect(
    await rows(
      sql`select t.id from tickets t join orders o on o.id = t.order_id where o.state = 'refunded' and t.state = 'active' or o.paid_at is null`,
    ),
  ).toEqual([])
  expect(
    await rows(sql`select o.id from orders o where o.paid_at is not null and o.total_minor > 0
    and (select count(*) from payments p where p.order_id = o.id and p.id = o.paid_with and p.state in ('succeeded', 'refunded', 'partially_refunded')) <> 1`),
  ).toEqual([])
  expect(
    await rows(
      sql`select o.id from orders o join events e on e.id = o.event_id where e.state = 'cancelled' and o.state in ('paid', 'partially_refunded', 'held', 'pending_payment')`,
    ),
  ).toEqual([])
  expect(await rows(sql`select o.id from orders o where o.placed_at > ${now} or o.paid_at > ${now} or o.paid_at < o.placed_at`)).toEqual([])
})

test('X-11 every published event can be shown, bought where it should be, and opened at the door', async () => {
  await database.system(async (tx) => {
    const ids = await tx.selectFrom('events').select('id').where('state', '<>', 'draft').execute()
    const events = await loadSaleables(
      tx,
      ids.map(({ id }) => id),
    )
    expect(events).toHaveLength(ids.length)
    const keyring = new EventKeyring(secret)
    for (const event of events) {
      for (const language of ['es', 'en'] as const) {
        const words = (event.description?.[language] ?? '').split(/\s+/).length
        expect(words, `${event.slug} ${language}`).toBeGreaterThanOrEqual(150)
        expect(words, `${event.slug} ${language}`).toBeLessThanOrEqual(230)
      }
      expect(event.types.length, event.slug).toBeGreaterThanOrEqual(2)
      expect(event.agenda.length, event.slug).toBeGreaterThanOrEqual(2)
      expect((await keyring.privateKey(tx, event.id, 1)).length).toBeGreaterThan(40)
    }
    const closed = events.filter((event) => event.state === 'active' && priceFrom(event, now) === null)
    expect(closed.map(({ slug }) => slug)).toEqual(['moda-y-memoria-la-ropa-que-heredamos'])
  })
  expect(
    await rows(sql`select e.slug from events e where e.state <> 'draft' and not exists (select from check_in_lists l where l.event_id = e.id)`),
  ).toEqual([])
})

test('X-11 tonight people come in, and past events were well attended', async () => {
  const [tonight] = await rows<{ hours: number; admitted: number; expected: number }>(sql`
    select extract(epoch from starts_at - ${now})::float / 3600 as hours, (select count(*)::int from admissions a where a.event_id = e.id) as admitted, (select count(*)::int from tickets t where t.event_id = e.id and state = 'active') as expected
      from events e where starts_at > ${now} and state in ('active', 'sold_out') order by starts_at limit 1`)
  expect(tonight?.hours).toBeGreaterThanOrEqual(2)
  expect(tonight?.hours).toBeLessThanOrEqual(4)
  expect(tonight?.admitted).toBeGreaterThan(10)
  expect(tonight?.admitted).toBeLessThan((tonight?.expected ?? 0) / 3)
  const past = await rows<{ slug: string; share: number }>(
    sql`select e.slug, (select count(*) from admissions a where a.event_id = e.id)::float / (select count(*) from tickets t where t.event_id = e.id and state = 'active') as share from events e where state = 'completed'`,
  )
  for (const { slug, share } of past) {
    expect(share, slug).toBeGreaterThan(0.7)
    expect(share, slug).toBeLessThan(0.99)
  }
  expect(await rows(sql`select from admissions where admitted_at > ${now}`)).toEqual([])
})

test('X-11 each role can sign in, and the attendee has orders to come and orders past', async () => {
  const accounts = await rows<{ email: string; password: string; memberships: number }>(
    sql`select u.email, a.password, (select count(*)::int from memberships m where m.user_id = u.id) as memberships from users u join accounts a on a.user_id = u.id where u.email_verified`,
  )
  expect(accounts.map(({ email }) => email).toSorted()).toEqual(
    demoSignIns()
      .map(({ email }) => email)
      .toSorted(),
  )
  const [account] = accounts
  expect(await verifyPassword({ hash: account?.password ?? '', password: demoSignIns()[0]?.password ?? '' })).toBe(true)
  for (const { role, email } of demoSignIns())
    expect(accounts.find((one) => one.email === email)?.memberships, role).toBe(role === 'attendee' ? 0 : 1)
  const [orders] = await rows<{ upcoming: number; past: number; tickets: number }>(sql`
    select count(*) filter (where e.starts_at > ${now})::int as upcoming, count(*) filter (where e.ends_at < ${now})::int as past, sum((select count(*) from tickets t where t.order_id = o.id))::int as tickets
      from orders o join users u on u.id = o.user_id join events e on e.id = o.event_id where u.email = 'asistente@demo.fashionistas.co' and o.state = 'paid'`)
  expect(orders?.upcoming).toBeGreaterThanOrEqual(3)
  expect(orders?.past).toBeGreaterThanOrEqual(2)
  const [ticket] = await rows<{ code: string }>(sql`select code from tickets limit 1`)
  expect(parseHumanCode(ticket?.code ?? '')).toBe(ticket?.code)
})

async function open() {
  const made = await testDatabase()
  const one = { test: made, database: new Database(made.url, 2) }
  opened.push(one)
  return one
}
async function seed(into: Database): Promise<Seeded> {
  return await seedDemo({ database: into, world: worldAt(now), secret, log: makeLog('silent', 'test') })
}
async function rows<T = unknown>(query: ReturnType<typeof sql<T>>, from: Database = database): Promise<readonly T[]> {
  return await from.system(async (tx) => (await query.execute(tx)).rows)
}
