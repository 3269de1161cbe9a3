import { Secret } from '#core/secret.ts'
import { Database } from '#core/database.ts'
import { makeLog } from '#core/log.ts'
import { worldAt } from '#core/world.ts'
import { parseHumanCode } from '#door/index.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { seedAtScale, seedDemo, type Size } from './index.ts'

const now = new Date('2026-11-21T22:10:00Z')
const log = makeLog('silent', 'test')
const wanted = { organizations: 60, events: 400, tickets: 40_000 }
let made: TestDatabase
let database: Database
let grown: Size

beforeAll(async () => {
  made = await testDatabase()
  database = new Database(made.url, 2)
  const parts = { database, world: worldAt(now), secret: new Secret('a secret that is used in tests only, 32+'), log }
  await seedDemo(parts)
  await seedAtScale(parts, { organizations: 30, events: 150, tickets: 25_000 })
  grown = await seedAtScale(parts, wanted)
}, 120_000)
afterAll(async () => {
  await database.close()
  await made.drop()
})

test('Q-05 the season grows to the size that was asked for, also in steps', () => {
  expect(grown.organizations).toBe(wanted.organizations)
  expect(grown.events).toBe(wanted.events)
  expect(grown.tickets).toBeGreaterThan(0.95 * wanted.tickets)
  expect(grown.tickets).toBeLessThanOrEqual(wanted.tickets)
})

test('Q-05 everything that was copied belongs to something that exists', async () => {
  const keys = await rows<{ table: string; name: string; missing: string }>(sql`
    select c.conrelid::regclass::text as table, c.conname as name,
           format('select count(*)::int as count from %s t where %s and not exists (select from %s r where %s)', c.conrelid::regclass,
             string_agg(format('t.%I is not null', a.attname), ' and '), c.confrelid::regclass, string_agg(format('r.%I = t.%I', r.attname, a.attname), ' and ')) as missing
      from pg_constraint c, unnest(c.conkey, c.confkey) k (own, other)
      join pg_attribute a on a.attnum = k.own join pg_attribute r on r.attnum = k.other
     where c.contype = 'f' and a.attrelid = c.conrelid and r.attrelid = c.confrelid and c.connamespace = 'public'::regnamespace group by c.oid, c.conrelid, c.conname, c.confrelid`)
  expect(keys.length).toBeGreaterThan(40)
  for (const { table, name, missing } of keys) expect(await rows(sql.raw(missing)), `${table} ${name}`).toEqual([{ count: 0 }])
})

test('Q-05 stock, tickets, payments and ledger of a grown season tell one story', async () => {
  expect(
    await rows(sql`
    select p.id from pools p left join lateral (
      select coalesce(sum(q.quantity) filter (where o.state in ('paid', 'partially_refunded')), 0) as sold, coalesce(sum(q.quantity) filter (where o.state in ('held', 'pending_payment')), 0) as held
        from order_pools q join orders o on o.id = q.order_id where q.pool_id = p.id) taken on true
     where p.sold <> taken.sold or p.held <> taken.held or p.sold + p.held + p.blocked > p.capacity`),
  ).toEqual([])
  expect(
    await rows(
      sql`select a.code from ledger_accounts a left join ledger_entries e on e.account_id = a.id group by a.id having a.balance_minor <> coalesce(sum(e.amount_minor), 0)`,
    ),
  ).toEqual([])
  expect(await rows(sql`select transaction_id from ledger_entries group by 1, currency having sum(amount_minor) <> 0`)).toEqual([])
  expect(
    await rows(sql`select o.id from orders o where o.paid_at is not null
      and (select count(*) from tickets t where t.order_id = o.id) <> (select sum(l.quantity * l.admissions) from order_lines l where l.order_id = o.id)`),
  ).toEqual([])
  expect(
    await rows(sql`select o.id from orders o where o.paid_at is not null and o.total_minor > 0
      and ((select sum(amount_minor) from payments p where p.order_id = o.id and p.state in ('succeeded', 'refunded', 'partially_refunded')) is distinct from o.total_minor
        or not exists (select from ledger_transactions x where x.external_id = 'sale:' || o.id))`),
  ).toEqual([])
  expect(await rows(sql`select id from outbox where position is null`)).toEqual([])
  expect(await rows(sql`select id from orders where placed_at > ${now}`)).toEqual([])
})

test('Q-05 an edition has other people, organizers and codes, and the words of the season', async () => {
  const [order] = await rows<{ code: string; ticket: string; quote: unknown; event_id: string; told: number }>(sql`
    select o.code, t.code as ticket, o.quote, o.event_id, (select count(*)::int from deliveries d join message_intents i on i.id = d.intent_id where i.order_id = o.id) as told
      from orders o join tickets t on t.order_id = o.id join events e on e.id = o.event_id where e.slug like '%-edicion-1' limit 1`)
  expect(order?.code).toMatch(/^FSH-[2-9A-Z]{7}$/)
  expect(parseHumanCode(order?.ticket ?? '')).toBe(order?.ticket)
  expect(order?.quote).toMatchObject({ eventId: order?.event_id })
  expect(order?.told).toBeGreaterThan(0)
  const [houses] = await rows<{ count: number }>(sql`select count(distinct organization_id)::int as count from tickets`)
  expect(houses?.count).toBeGreaterThan(15)
  const [titles] = await rows<{ count: number }>(
    sql`select count(*)::int as count from events where title ->> 'es' like 'Festival Niebla · Edición %'`,
  )
  expect(titles?.count).toBeGreaterThan(1)
})

async function rows<T = unknown>(query: ReturnType<typeof sql<T>>): Promise<readonly T[]> {
  return await database.system(async (tx) => (await query.execute(tx)).rows)
}
