import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  // The owner of the tables: whom no grant and no policy could stop.
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const id = '01936f00-0000-7000-8000-000000000001'
/** A statement that the database refuses, in a transaction that is taken back. */
async function messageOf(...statements: readonly string[]): Promise<string> {
  await client.query('begin')
  try {
    for (const statement of statements) await client.query(statement)
    return 'done'
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.message
    throw error
  } finally {
    await client.query('rollback')
  }
}

beforeEach(async () => {
  await client.query(`
    insert into ledger_accounts (id, code, currency, kind) values ('${id}', 'cash', 'COP', 'asset') on conflict do nothing;
    insert into ledger_transactions (id, kind, external_id, occurred_at) values ('${id}', 'sale', 'one', now()) on conflict do nothing`)
})

test.each(['audit_log', 'ledger_entries', 'ledger_transactions'])(
  'R-06 nobody changes or removes what stands in %s, not even its owner',
  async (table) => {
    const column = table === 'audit_log' ? 'target' : 'organization_id'
    for (const statement of [`update ${table} set ${column} = null`, `delete from ${table}`, `truncate ${table} cascade`])
      expect([statement, await messageOf(statement)]).toEqual([statement, expect.stringContaining('is append-only')])
  },
)

const entry = (seq: number, amount: number, currency: string) => `('${id}', ${seq}, '${id}', ${amount}, '${currency}')`
const entries = (...rows: readonly string[]) =>
  `insert into ledger_entries (transaction_id, seq, account_id, amount_minor, currency) values ${rows.join(', ')}; set constraints all immediate`

test('R-06 a posting stands only when it balances in each currency, whoever writes it', async () => {
  const answers = [
    await messageOf(entries(entry(1, 5, 'COP'), entry(2, -5, 'COP'))),
    await messageOf(entries(entry(1, 5, 'COP'))),
    await messageOf(entries(entry(1, 5, 'COP'), entry(2, -4, 'COP'))),
    await messageOf(entries(entry(1, 5, 'COP'), entry(2, -5, 'USD'))),
  ]
  const unbalanced = `ledger transaction ${id} does not balance`
  expect(answers).toEqual(['done', unbalanced, unbalanced, unbalanced])
})
