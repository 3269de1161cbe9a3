import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { Database, elevated, stepAs, type Claims, type Tx } from './database.ts'

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

const person: Claims = { role: 'authenticated', sub: randomUUID() }
const roleIn = async (tx: Tx): Promise<string | undefined> => (await sql<{ role: string }>`select current_user as role`.execute(tx)).rows[0]?.role

test('X-02 a step within a step gives back the role that it found, not the caller’s', async () => {
  const roles = await database.as(person, async (tx) => {
    const inside = await elevated(tx, person, async () => {
      const deeper = await stepAs(tx, { role: 'anon' }, person, () => roleIn(tx))
      return [deeper, await roleIn(tx)]
    })
    return [...inside, await roleIn(tx)]
  })
  expect(roles).toEqual(['anon', 'service_role', 'authenticated'])
})

test('X-02 a step that is refused gives its role back too', async () => {
  const role = await database.as(person, async (tx) => {
    await elevated(tx, person, () => Promise.reject(new Error('refused'))).catch(() => {})
    return await roleIn(tx)
  })
  expect(role).toBe('authenticated')
})
