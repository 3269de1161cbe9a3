import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database } from '#core/database.ts'
import { realWorld } from '#core/world.ts'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { openTables } from '../../test/tables.ts'
import { post, postAll, type Leg, type Posting } from './post.ts'

let own: TestDatabase
let database: Database
let organization: string
let order: string
beforeAll(async () => {
  own = await testDatabase()
  database = new Database(own.url, 2)
  const tables = await openTables(own.url)
  organization = await tables.put('organizations')
  order = await tables.put('orders')
  await tables.close()
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

const occurredAt = new Date('2026-11-21T12:00:00Z')
let count = 0
/** A posting to accounts that no other test uses. */
function posting(legs: (code: string) => readonly Leg[], over: Partial<Posting> = {}): Posting {
  count += 1
  return {
    id: realWorld.newId(),
    kind: 'test',
    externalId: `cause:${count}`,
    orderId: order,
    organizationId: organization,
    currency: 'COP',
    occurredAt,
    legs: legs(`account ${count}`),
    newId: realWorld.newId,
    ...over,
  }
}
const leg = (code: string, amountMinor: number, organizationId?: string): Leg => ({
  account: { code, kind: 'asset', ...(organizationId === undefined ? {} : { organizationId }) },
  amountMinor,
})
const written = async (...postings: readonly Posting[]) => await database.system((tx) => postAll(tx, postings))
const entriesOf = async ({ id }: Posting) =>
  await database.system((tx) =>
    tx
      .selectFrom('ledger_entries as e')
      .innerJoin('ledger_accounts as a', 'a.id', 'e.account_id')
      .select([
        'e.seq',
        'a.code',
        'e.organization_id',
        'e.amount_minor',
        'e.currency',
        'a.kind',
        'a.organization_id as owner',
        'a.currency as held_in',
      ])
      .where('transaction_id', '=', id)
      .orderBy('seq')
      .execute(),
  )
const balanceOf = async (code: string) =>
  await database.system((tx) =>
    tx.selectFrom('ledger_accounts').select(['currency', 'balance_minor']).where('code', '=', code).orderBy('currency').execute(),
  )

test('P-07 a posting writes its legs in their order, without those of nothing, and opens the accounts it names', async () => {
  const made = posting((code) => [leg(`${code} a`, 5, organization), leg(`${code} zero`, 0), leg(`${code} b`, -5)])
  const code = made.legs[0]?.account.code.slice(0, -2) ?? ''
  expect(await written(made)).toEqual(new Set([made.id]))
  const common = { currency: 'COP', kind: 'asset', held_in: 'COP' }
  expect(await entriesOf(made)).toEqual([
    { ...common, seq: 0, code: `${code} a`, organization_id: organization, amount_minor: 5, owner: organization },
    { ...common, seq: 1, code: `${code} b`, organization_id: null, amount_minor: -5, owner: null },
  ])
  const [head] = await database.system((tx) => tx.selectFrom('ledger_transactions').selectAll().where('id', '=', made.id).execute())
  expect(head).toMatchObject({ kind: 'test', external_id: made.externalId, order_id: order, organization_id: organization, occurred_at: occurredAt })
})

test('P-07 many postings at once move each balance by their sum, and each currency has its own account', async () => {
  const [one, other] = [posting(() => [leg('till', 5), leg('owed', -5)]), posting(() => [leg('till', 7), leg('owed', -7)])]
  const dollars = posting(() => [leg('till', 1), leg('owed', -1)], { currency: 'USD' })
  expect(await written(one, other, dollars)).toEqual(new Set([one.id, other.id, dollars.id]))
  expect(await balanceOf('till')).toEqual([
    { currency: 'COP', balance_minor: 12 },
    { currency: 'USD', balance_minor: 1 },
  ])
  await written(posting(() => [leg('till', -2), leg('owed', 2)]))
  expect(await balanceOf('till')).toMatchObject([{ balance_minor: 10 }, {}])
  expect((await entriesOf(dollars)).map(({ held_in: heldIn }) => heldIn)).toEqual(['USD', 'USD'])
})

test('P-07 a cause that was posted posts nothing more, and what is new beside it does', async () => {
  const first = posting((code) => [leg(`${code} x`, 5), leg(`${code} y`, -5)])
  await written(first)
  const again = { ...first, id: realWorld.newId() }
  const fresh = posting(() => [leg(first.legs[0]?.account.code ?? '', 1), leg(first.legs[1]?.account.code ?? '', -1)])
  expect(await written(again, fresh)).toEqual(new Set([fresh.id]))
  expect(await written(again)).toEqual(new Set())
  expect(await balanceOf(first.legs[0]?.account.code ?? '')).toEqual([{ currency: 'COP', balance_minor: 6 }])
  expect(await database.system((tx) => post(tx, { ...first, id: realWorld.newId() }))).toBe(false)
})

test('P-07 one posting answers whether its cause was new, and none is none', async () => {
  expect(
    await database.system((tx) =>
      post(
        tx,
        posting((code) => [leg(`${code} x`, 5), leg(`${code} y`, -5)]),
      ),
    ),
  ).toBe(true)
  expect(await written()).toEqual(new Set())
})

test('P-07 an unbalanced posting stops all that came with it, and says by how much', async () => {
  const [good, bad] = [posting((code) => [leg(`${code} x`, 5), leg(`${code} y`, -5)]), posting((code) => [leg(`${code} x`, 5), leg(`${code} y`, -2)])]
  await expect(written(good, bad)).rejects.toThrow('posting test is off by 3')
  expect(await entriesOf(good)).toEqual([])
})
