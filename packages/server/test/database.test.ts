import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from './database.ts'

test('X-08 two test databases have the schema and know nothing of each other', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()])
  const first = new pg.Client({ connectionString: one.url })
  const second = new pg.Client({ connectionString: other.url })
  await Promise.all([first.connect(), second.connect()])
  await first.query('create table only_here ()')

  expect(await tables(first)).toContain('only_here')
  expect(await tables(second)).not.toContain('only_here')
  expect((await tables(second)).length).toBeGreaterThan(0)

  await Promise.all([first.end(), second.end()])
  await Promise.all([one.drop(), other.drop()])
})

async function tables(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public'")
  return rows.map(({ name }) => name)
}
