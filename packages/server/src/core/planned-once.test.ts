import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { Database, type Tx } from './database.ts'

let place: TestDatabase
let database: Database
beforeAll(async () => {
  place = await testDatabase()
  database = new Database(place.url, 1)
})
afterAll(async () => {
  await database.close()
  await place.drop()
})

const kept = (tx: Tx) => sql<{ statement: string }>`select statement from pg_prepared_statements where statement like '%of a hot door%'`.execute(tx)
const named = (tx: Tx, cities: readonly string[]) =>
  sql<{ slug: string }>`/* planned once */ select slug from cities where slug = any(${[...cities]}::text[]) order by slug -- of a hot door`.execute(
    tx,
  )

test('Q-03 a statement that is marked is planned once by its connection, and answers each time for what it is asked', async () => {
  const answers = await database.system(async (tx) => {
    const first = await named(tx, ['medellin', 'cali'])
    return [first, await named(tx, ['bogota'])].map(({ rows }) => rows.map(({ slug }) => slug))
  })
  expect(answers).toEqual([['cali', 'medellin'], ['bogota']])
  const { rows } = await database.system(async (tx) => {
    await named(tx, [])
    await sql`select slug from cities where slug = ${'cali'} -- of a hot door`.execute(tx)
    return await kept(tx)
  })
  expect(rows).toHaveLength(1)
})

test('R-08 a statement that was planned before a migration answers after it', async () => {
  const ask = () => database.system((tx) => named(tx, ['cali']))
  await ask()
  const admin = new pg.Client({ connectionString: place.url })
  await admin.connect()
  for (const change of ['add column mayor text', 'drop column mayor']) {
    await admin.query(`alter table cities ${change}`)
    expect((await ask()).rows).toEqual([{ slug: 'cali' }])
  }
  await admin.end()
})

test('Q-03 a statement that fails leaves its connection whole', async () => {
  const divide = (by: number) => database.system((tx) => sql<{ part: number }>`/* planned once */ select 12 / ${by}::int as part`.execute(tx))
  await expect(divide(0)).rejects.toThrow('division by zero')
  expect((await divide(4)).rows).toEqual([{ part: 3 }])
})
