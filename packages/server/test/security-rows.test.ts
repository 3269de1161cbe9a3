import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareSeason, type Season } from './season.ts'
import { examineRows, readableSecrets } from './security-rows.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
let own: Season
let foreign: Season
beforeAll(async () => {
  shop = await openShop()
  own = await prepareSeason(shop, 'Casa Orquídea')
  foreign = await prepareSeason(shop, 'Taller Vecino')
})
afterAll(async () => await shop.stop())

/** A key for each single permission asks through the very same function: the long form has them all. */
const isBroad = (who: string): boolean => !who.startsWith('key for ') || who === 'key for everything'

test(
  'X-02 in the database itself every role, key and link sees and touches what its permissions reach, and no row of another organization',
  { timeout: 120_000 },
  async () => {
    const { figures, problems } = await examineRows({ shop, own, foreign }, { asker: isBroad })
    expect(problems).toEqual([])
    expect(figures['tables']).toBeGreaterThan(40)
    expect(figures['askers']).toBeGreaterThan(15)
  },
)

test('X-02 a policy that lets too many in is noticed, also on a table that nobody told the examination of', { timeout: 60_000 }, async () => {
  const admin = new pg.Client({ connectionString: shop.harness.config.DATABASE_URL })
  await admin.connect()
  await admin.query(`
    create table guest_lists (id uuid primary key, organization_id uuid not null, name text);
    alter table guest_lists enable row level security;
    grant select on guest_lists to anon, authenticated, service_role;
    create policy team_reads on guest_lists for select to authenticated using (organization_id = any (array(select private.my_organizations('events.read'))));
    create policy everyone on guest_lists for select to anon using (true);
    insert into guest_lists select gen_random_uuid(), id, name from organizations;
    create policy too_wide on payments for select to authenticated using (true)`)
  await admin.end()
  const { problems } = await examineRows(
    { shop, own, foreign },
    { table: (name) => ['guest_lists', 'payments'].includes(name), asker: (who) => ['guest', 'sponsor', 'finance'].includes(who) },
  )
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^guest, guest_lists: sees 1 foreign rows/),
      expect.stringMatching(/^sponsor, payments: sees 1 foreign rows/),
      expect.stringMatching(/^sponsor, payments: sees \d+ rows of its organization without/),
      expect.stringMatching(/^finance, payments: sees 1 foreign rows/),
    ]),
  )
})

test('X-02 no column that holds a secret can be read by anybody who is not the system', async () => {
  expect(await readableSecrets(shop)).toEqual([])
})
