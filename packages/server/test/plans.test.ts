import { permissionsOf } from '@fashionistas/contract'
import type { Actor } from '#core/context.ts'
import { Database } from '#core/database.ts'
import { makeLog } from '#core/log.ts'
import { realWorld } from '#core/world.ts'
import { Secret } from '#core/secret.ts'
import { seedAtScale, seedDemo } from '#demo/index.ts'
import { compose, type Product } from '#product.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from './database.ts'
import { callerAs, testConfig } from './harness.ts'
import { listOperations, type Ground } from './list-operations.ts'
import { faultsOf } from './plan-faults.ts'
import { explain, recorder, type Explained } from './query-plans.ts'

/** A database that is grown already, to see plans and times at full size; `SECRET` is the one that it was seeded with. */
const given = process.env['PLANS_DATABASE_URL']
const secret = (given === undefined ? undefined : process.env['SECRET']) ?? 'a secret that only tests use, 32+'
const size = { organizations: 200, events: 2_000, tickets: 20_000 }
const log = makeLog('silent', 'test')
let made: TestDatabase | undefined
let database: Database
let statements: ReturnType<typeof recorder>
let product: Product
let ground: Ground
let growing: ReadonlySet<string>

beforeAll(async () => {
  made = given === undefined ? await testDatabase() : undefined
  const url = given ?? made?.url ?? ''
  database = new Database(url, 1)
  if (made) await grow(url)
  statements = recorder(database)
  product = compose({ config: testConfig(url, { SECRET: secret }), database, world: realWorld, log })
  ground = await groundOf()
  growing = await growingTables()
}, 180_000)
afterAll(async () => {
  await product.stop()
  await database.close()
  await made?.drop()
})

for (const { name, asks, bounds } of listOperations)
  test(`Q-05 ${name} is read by indexes and touches what it shows, under row-level security`, async () => {
    const act = async () => await asks(callerAs(product.api, realWorld), ground)
    await act() // what a process keeps in memory is there at the second time
    statements.take()
    await act()
    const explained = await explain(database, statements.take())
    expect(explained.length).toBeGreaterThan(0)
    if (process.env['PLANS_SHOWN'] !== undefined) tell(name, explained)
    expect(explained.flatMap((each) => faultsOf(each, growing, bounds))).toEqual([])
  })

test('Q-05 a policy that looks at every event, and a list that sorts them, are noticed', async () => {
  const slow = [
    { text: `begin; set local role anon; select set_config('request.jwt.claims', '{}', true)`, values: [] },
    { text: 'select id from events order by md5(slug) limit 20', values: [] },
  ]
  const faults = (await explain(database, slow)).flatMap((each) => faultsOf(each, growing))
  expect(faults.join('\n')).toContain('Seq Scan of events')
  expect(faults.join('\n')).toContain('sorts')
})

async function grow(url: string): Promise<void> {
  const seeding = new Database(url, 1)
  const parts = { database: seeding, world: realWorld, secret: new Secret(secret), log }
  await seedDemo(parts)
  await seedAtScale(parts, size)
  await seeding.close()
}

async function groundOf(): Promise<Ground> {
  const [found] = await rows<Omit<Ground, 'owner' | 'attendee'> & { ownerId: string; attendeeId: string }>(sql`
    with house as (select m.organization_id as id, m.user_id from memberships m join organizations o on o.id = m.organization_id where o.kind = 'organizer' and m.role = 'owner'
                    order by (select count(*) from tickets t where t.organization_id = o.id) desc limit 1),
         best as (select t.event_id as id from tickets t join house on house.id = t.organization_id join admissions a on a.ticket_id = t.id group by 1 order by count(*) desc limit 1)
    select house.id as "organizationId", house.user_id as "ownerId", best.id as "eventId", e.slug, o.buyer_name as buyer, o.buyer_email as email, o.code, h.slug as organizer,
           (select user_id from orders where user_id is not null group by 1 order by count(*) desc limit 1) as "attendeeId"
      from house join organizations h on h.id = house.id, best join events e on e.id = best.id join lateral (select * from orders where event_id = e.id and paid_at is not null limit 1) o on true`)
  if (!found) throw new Error('the grown season has no organizer with an event')
  const person = (userId: string, permissions: readonly (typeof permissionsOf.owner)[number][]): Actor => ({
    kind: 'user',
    userId,
    sessionId: realWorld.newId(),
    permissions: new Set(['user' as const, ...permissions]),
  })
  return { ...found, owner: person(found.ownerId, permissionsOf.owner), attendee: person(found.attendeeId, []) }
}

/** Tables that have grown beyond what may be read as a whole. */
async function growingTables(): Promise<ReadonlySet<string>> {
  const found = await rows<{ name: string }>(
    sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > 1000`,
  )
  return new Set(found.map(({ name }) => name))
}

function tell(name: string, explained: readonly Explained[]): void {
  const ms = explained.reduce((sum, each) => sum + each.ms, 0)
  const pages = explained.reduce((sum, { plan }) => sum + (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0), 0)
  const slowest = Math.max(...explained.map((each) => each.ms))
  process.stderr.write(
    `PLAN ${name.padEnd(36)} ${ms.toFixed(1)} ms in ${explained.length} queries, the slowest ${slowest.toFixed(1)} ms, ${pages} pages\n`,
  )
}

async function rows<T>(query: ReturnType<typeof sql<T>>): Promise<readonly T[]> {
  return await database.system(async (tx) => (await query.execute(tx)).rows)
}
