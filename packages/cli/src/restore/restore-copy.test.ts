import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../server/test/database.ts'
import { backUp } from '../backup/back-up.ts'
import { withClient } from '../backup/connect.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { restoreCopy } from './restore-copy.ts'

const folder = temporaryFolder('restore')
const secret = 'a secret of this test, 32 bytes and more'
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const restore = (url: string, file: string, replace = false) =>
  restoreCopy({ url, dataDir: join(folder, 'into'), file, secret, replace, tell: () => undefined })

async function savedHouse(name: string): Promise<string> {
  const source = await testDatabase()
  const file = join(folder, `${name}.tar`)
  await withClient(source.url, async (client) => {
    await client.query("insert into organizations (id, slug, name, kind) values (gen_random_uuid(), $1, $2, 'organizer')", [name, `Casa ${name}`])
    await client.query(
      "insert into outbox (id, type, data, occurred_at) select gen_random_uuid(), 'event.published', '{}', now() from generate_series(1, 7)",
    )
    await client.query("insert into audit_log (actor_kind, operation, before) values ('system', 'x', $1)", [{ text: 'tab\t, newline\n, \\N and ñ' }])
  })
  await backUp({ url: source.url, dataDir: join(folder, 'from'), file, secret })
  await source.drop()
  return file
}

const names = (url: string) =>
  withClient(url, async (client) => (await client.query<{ name: string }>('select name from organizations')).rows.map((row) => row.name))

test('R-07 a copy has the rows, goes on counting after them, and its append-only tables stay append-only', async () => {
  const file = await savedHouse('cuenta')
  const target = await testDatabase()
  const { problems, isSameSecret, upgradedBy } = await restore(target.url, file)
  expect({ problems, isSameSecret, upgradedBy }).toEqual({ problems: [], isSameSecret: true, upgradedBy: [] })
  await withClient(target.url, async (client) => {
    const next = await client.query(
      "insert into outbox (id, type, data, occurred_at) values (gen_random_uuid(), 'x', '{}', now()) returning seq::int",
    )
    expect(next.rows).toEqual([{ seq: 8 }])
    expect((await client.query('select before from audit_log')).rows).toEqual([{ before: { text: 'tab\t, newline\n, \\N and ñ' } }])
    await expect(client.query('delete from audit_log')).rejects.toThrow('append-only')
    await expect(
      client.query("insert into memberships (id, organization_id, email, role) values (gen_random_uuid(), gen_random_uuid(), 'a', 'owner')"),
    ).rejects.toThrow('foreign key')
  })
  await target.drop()
})

test('R-07 a database with rows is refused, and replaced only when that was asked for', async () => {
  const [first, second] = [await savedHouse('primera'), await savedHouse('segunda')]
  const target = await testDatabase()
  await restore(target.url, first)
  await expect(restore(target.url, second)).rejects.toThrow('is not empty')
  expect(await names(target.url)).toEqual(['Casa primera'])
  await restore(target.url, second, true)
  expect(await names(target.url)).toEqual(['Casa segunda'])
  await target.drop()
})

test('R-07 a torn or changed backup is refused before anything is touched', async () => {
  const [kept, file] = [await savedHouse('guardada'), await savedHouse('rota')]
  const target = await testDatabase()
  await restore(target.url, kept)
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.subarray(0, bytes.length / 2))
  await expect(restore(target.url, file, true)).rejects.toThrow('the backup is not whole')
  const place = bytes.indexOf('tables/public.organizations.copy.zst') + 512 + 12 // inside the packed rows
  bytes[place] = (bytes[place] ?? 0) ^ 0xff
  writeFileSync(file, bytes)
  await expect(restore(target.url, file, true)).rejects.toThrow('the backup is damaged')
  expect(await names(target.url)).toEqual(['Casa guardada'])
  await target.drop()
})

test('R-07 nothing is restored where somebody is at work, nor into the database of another program', async () => {
  const file = await savedHouse('ajena')
  const target = await testDatabase()
  await withClient(target.url, async () => await expect(restore(target.url, file, true)).rejects.toThrow('connections are open'))
  await withClient(target.url, async (client) => await client.query('drop table schema_migrations'))
  await expect(restore(target.url, file, true)).rejects.toThrow('belongs to another program')
  await target.drop()
})
