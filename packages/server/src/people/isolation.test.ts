import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Claims } from '#core/database.ts'
import { given, type Organizer } from '../../test/given.ts'
import { startPeople, type PeopleGround } from './people-ground.ts'

let ground: PeopleGround
let mine: Organizer
let theirs: Organizer
beforeAll(async () => {
  ground = await startPeople()
  mine = await given.organizer(ground)
  theirs = await given.organizer(ground)
  await ground.as(theirs.actor).createApiKey({ organizationId: theirs.organizationId, name: 'Suya', permissions: ['events.read'] })
})
afterAll(async () => await ground.stop())

const me = (): Claims => ({ role: 'authenticated', sub: mine.userId })
const count = async (claims: Claims, table: 'users' | 'sessions' | 'memberships' | 'api_keys' | 'audit_log', column: string, value: string) =>
  (await ground.database.as(claims, (tx) => sql`select ${sql.ref(column)} from ${sql.table(table)} where ${sql.ref(column)} = ${value}`.execute(tx)))
    .rows.length

test('X-02 the database shows nobody the rows of another organization', async () => {
  for (const table of ['memberships', 'api_keys', 'audit_log'] as const) {
    const [seen, own] = [
      await count(me(), table, 'organization_id', theirs.organizationId),
      await count({ role: 'authenticated', sub: theirs.userId }, table, 'organization_id', theirs.organizationId),
    ]
    expect({ table, seen, isThere: own > 0 }).toEqual({ table, seen: 0, isThere: true })
  }
  expect(await count(me(), 'users', 'id', theirs.userId)).toBe(0)
  expect(await count(me(), 'users', 'id', mine.userId)).toBe(1)
  expect(await count(me(), 'sessions', 'user_id', theirs.userId)).toBe(0)
})

test('X-02 the database refuses to write into another organization', async () => {
  const intrude = (statement: ReturnType<typeof sql>) => ground.database.as(me(), (tx) => statement.execute(tx))
  const id = ground.world.newId()
  await expect(
    intrude(
      sql`insert into memberships (id, organization_id, user_id, email, role, joined_at) values (${id}, ${theirs.organizationId}, ${mine.userId}, 'yo@example.com', 'owner', now())`,
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(
    intrude(sql`insert into memberships (id, organization_id, email, role) values (${id}, ${mine.organizationId}, 'yo@example.com', 'admin')`),
  ).rejects.toThrow(/row-level security/)
  await expect(
    intrude(
      sql`insert into api_keys (id, organization_id, name, start, secret_hash, permissions, created_by) values (${id}, ${theirs.organizationId}, 'x', 'fk_', 'x', '{}', ${mine.userId})`,
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(intrude(sql`insert into organizations (id, slug, name, kind) values (${id}, 'mia', 'Mía', 'platform')`)).rejects.toThrow(
    /row-level security/,
  )
  for (const statement of [
    sql`update organizations set name = 'Tomada' where id = ${theirs.organizationId} returning id`,
    sql`update memberships set role = 'door' where organization_id = ${theirs.organizationId} returning id`,
    sql`delete from memberships where organization_id = ${theirs.organizationId} returning id`,
    sql`update api_keys set revoked_at = now() where organization_id = ${theirs.organizationId} returning id`,
    sql`update users set name = 'Tomada' where id = ${theirs.userId} returning id`,
  ])
    expect((await intrude(statement)).rows).toEqual([])
})

test('X-02 nobody proves an address or reads a password by writing to the database', async () => {
  const intrude = (statement: ReturnType<typeof sql>) => ground.database.as(me(), (tx) => statement.execute(tx))
  for (const statement of [
    sql`update users set email_verified = true where id = ${mine.userId}`,
    sql`update users set email = 'otra@example.com' where id = ${mine.userId}`,
    sql`select password from accounts`,
    sql`select value from verifications`,
    sql`select token from sessions`,
    sql`select data from outbox`,
  ])
    await expect(intrude(statement)).rejects.toThrow(/permission denied/)
})

test('X-02 a guest sees public faces of organizations and no people', async () => {
  const guest: Claims = { role: 'anon' }
  const faces = await ground.database.as(guest, (tx) => sql`select name from organizations where id = ${theirs.organizationId}`.execute(tx))
  expect(faces.rows).toHaveLength(1)
  for (const statement of [
    sql`select nit from organizations`,
    sql`select id from users`,
    sql`select id from memberships`,
    sql`select id from api_keys`,
  ])
    await expect(ground.database.as(guest, (tx) => statement.execute(tx))).rejects.toThrow(/permission denied/)
})

test('X-02 a key’s claims reach its own organization and its own permissions only', async () => {
  const claims: Claims = { role: 'authenticated', key: { organization: theirs.organizationId, permissions: ['organization.read'] } }
  expect(await count(claims, 'memberships', 'organization_id', theirs.organizationId)).toBe(1)
  expect(await count(claims, 'api_keys', 'organization_id', theirs.organizationId)).toBe(0)
  expect(await count(claims, 'memberships', 'organization_id', mine.organizationId)).toBe(0)
})
