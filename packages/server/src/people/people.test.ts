import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from '../../test/given.ts'
import { refusalOf } from '../../test/harness.ts'
import { giveRole, lockOwners } from './members.ts'
import { startPeople, type PeopleGround } from './people-ground.ts'
import { permit } from './permit.ts'

let ground: PeopleGround
beforeAll(async () => {
  ground = await startPeople()
})
afterAll(async () => await ground.stop())

const unknown = '0199aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa'
const happenings = async (type: string) =>
  (
    await ground.database.system((tx) =>
      sql<{
        data: Record<string, unknown>
        organization_id: string
      }>`select data, organization_id from outbox where type = ${type} order by seq`.execute(tx),
    )
  ).rows
const auditOf = async (organizationId: string) =>
  (
    await ground.database.system((tx) =>
      sql<{
        operation: string
        before: unknown
        after: unknown
      }>`select operation, before, after from audit_log where organization_id = ${organizationId} order by id`.execute(tx),
    )
  ).rows

test('X-01 a guest is nobody, and may ask so', async () => {
  expect(await ground.as(given.guest()).getMe({})).toEqual({ user: null, memberships: [], isAdmin: false, unclaimedOrders: 0 })
  expect(await refusalOf(ground.as(given.guest()).changeMe({ name: 'Nadie' }))).toBe('sign_in_needed')
})

test('X-01 a person changes name and language, and both are audited', async () => {
  const person = await given.user(ground)
  expect(await ground.as(person.actor).changeMe({ name: ' Sofía ', locale: 'en' })).toMatchObject({
    name: 'Sofía',
    locale: 'en',
    email: person.email,
  })
  expect(await refusalOf(ground.as(person.actor).changeMe({ name: '' }))).toBe('input_invalid')
  const { rows } = await ground.database.system((tx) => sql`select before, after from audit_log where actor_id = ${person.userId}`.execute(tx))
  expect(rows).toEqual([{ before: { name: 'Valentina Restrepo', locale: 'es-CO' }, after: { name: 'Sofía', locale: 'en' } }])
})

test('X-01 claiming orders hands over what the person has proved', async () => {
  const person = await given.user(ground, { phone: '+573001112233' })
  expect(await ground.as(person.actor).claimOrders({})).toEqual({ claimed: 3 })
  expect(ground.claims.at(-1)).toEqual({
    userId: person.userId,
    email: person.email,
    emailVerified: true,
    phone: '+573001112233',
    phoneVerified: true,
  })
  expect(await refusalOf(ground.as(given.guest()).claimOrders({}))).toBe('sign_in_needed')
})

test('X-02 the founder owns the organization; its address comes from the name and is its own', async () => {
  const person = await given.user(ground)
  const first = await ground.as(person.actor).createOrganization({ name: 'Señoras & Señores de Ñuñoa', city: 'Bogotá' })
  const second = await ground.as(person.actor).createOrganization({ name: 'Señoras & Señores de Ñuñoa' })
  expect(first).toMatchObject({ slug: 'senoras-senores-de-nunoa', kind: 'organizer', city: 'Bogotá', version: 1 })
  expect(second.slug).toMatch(/^senoras-senores-de-nunoa-[0-9a-f]{6}$/)
  expect((await ground.as(person.actor).createOrganization({ name: '日本語' })).slug).toMatch(/^organizacion/)
  const me = await ground.as(person.actor).getMe({})
  expect(me.memberships.map(({ organizationSlug, role }) => [organizationSlug, role])).toContainEqual([first.slug, 'owner'])
  expect(await auditOf(first.id)).toMatchObject([{ operation: 'createOrganization', after: { slug: first.slug } }])
  expect(await refusalOf(ground.as(given.guest()).createOrganization({ name: 'De nadie' }))).toBe('sign_in_needed')
})

test('X-02 the same request to found an organization founds one', async () => {
  const person = await given.user(ground)
  const found = () => ground.as(person.actor).createOrganization({ name: 'Una sola' }, { idempotencyKey: 'found-once' })
  expect(await found()).toEqual(await found())
  expect((await ground.as(person.actor).getMe({})).memberships).toHaveLength(1)
  expect(await refusalOf(ground.as(person.actor).createOrganization({ name: 'Otra' }, { idempotencyKey: 'found-once' }))).toBe(
    'idempotency_key_reused',
  )
})

test('X-02 another tenant’s organization does not exist for a stranger, and a role without the right hears so', async () => {
  const organizer = await given.organizer(ground)
  const stranger = await given.organizer(ground)
  const door = await given.member(ground, organizer.organizationId, 'door')
  const { organizationId } = organizer
  expect(await ground.as(door.actor).getOrganization({ organizationId })).toMatchObject({ id: organizationId })

  // Both hold the permission somewhere, which is all that the kernel sees.
  const both = await given.organizer(ground)
  await ground.database.system((tx) =>
    sql`insert into memberships (id, organization_id, user_id, email, role, joined_at) values (${ground.world.newId()}, ${organizationId}, ${both.userId}, ${both.email}, 'door', now())`.execute(
      tx,
    ),
  )
  for (const [actor, code] of [
    [stranger.actor, 'not_found'],
    [both.actor, 'permission_missing'],
  ] as const) {
    const client = ground.as(actor)
    expect(await refusalOf(client.changeOrganization({ organizationId, name: 'Tomada' }, { ifMatch: 1 }))).toBe(code)
    expect(await refusalOf(client.addMember({ organizationId, email: 'x@example.com', role: 'owner' }))).toBe(code)
    expect(await refusalOf(client.changeMember({ organizationId, memberId: door.memberId, role: 'owner' }))).toBe(code)
    expect(await refusalOf(client.removeMember({ organizationId, memberId: door.memberId }))).toBe(code)
    expect(await refusalOf(client.listApiKeys({ organizationId }))).toBe(code)
    expect(await refusalOf(client.createApiKey({ organizationId, name: 'x', permissions: ['events.read'] }))).toBe(code)
    expect(await refusalOf(client.revokeApiKey({ organizationId, keyId: unknown }))).toBe(code)
  }
  expect(await refusalOf(ground.as(stranger.actor).getOrganization({ organizationId }))).toBe('not_found')
  expect(await refusalOf(ground.as(stranger.actor).listMembers({ organizationId }))).toBe('not_found')
  expect(await refusalOf(ground.as(door.actor).changeOrganization({ organizationId, name: 'Tomada' }, { ifMatch: 1 }))).toBe('permission_missing')
  expect(await refusalOf(ground.as(given.guest()).getOrganization({ organizationId }))).toBe('sign_in_needed')
})

test('X-02 an admin of the platform reaches every organization', async () => {
  const organizer = await given.organizer(ground)
  const admin = await given.admin(ground)
  expect(await ground.as(admin.actor).getOrganization({ organizationId: organizer.organizationId })).toMatchObject({ id: organizer.organizationId })
  expect(await ground.as(admin.actor).getMe({})).toMatchObject({ isAdmin: true })
})

test('X-02 a change needs the version that was read: the second of two loses nothing of the first', async () => {
  const { organizationId, actor } = await given.organizer(ground)
  const client = ground.as(actor)
  const changed = await client.changeOrganization({ organizationId, website: 'https://orquidea.co', legalName: 'Orquídea S.A.S.' }, { ifMatch: 1 })
  expect(changed).toMatchObject({ version: 2, website: 'https://orquidea.co', legalName: 'Orquídea S.A.S.', name: 'Casa Orquídea' })
  expect(await refusalOf(client.changeOrganization({ organizationId, city: 'Cali' }, { ifMatch: 1 }))).toBe('version_stale')
  expect(await refusalOf(client.changeOrganization({ organizationId, city: 'Cali' }))).toBe('version_missing')
  expect(await client.changeOrganization({ organizationId, website: null }, { ifMatch: 2 })).toMatchObject({
    website: null,
    legalName: 'Orquídea S.A.S.',
    version: 3,
  })
  expect((await auditOf(organizationId)).at(-1)).toMatchObject({
    operation: 'changeOrganization',
    before: { website: 'https://orquidea.co' },
    after: { website: null },
  })
})

test('X-02 who has an account with that proven address joins at once; others are invited; nobody twice', async () => {
  const { organizationId, actor } = await given.organizer(ground)
  const client = ground.as(actor)
  const known = await given.user(ground, { name: 'Camila Ríos', locale: 'en' })
  const claimed = await given.user(ground, { emailVerified: false })
  expect(await client.addMember({ organizationId, email: known.email.toUpperCase(), role: 'marketing' })).toMatchObject({
    userId: known.userId,
    name: 'Camila Ríos',
    role: 'marketing',
    joinedAt: ground.world.now().toISOString(),
  })
  expect(await client.addMember({ organizationId, email: claimed.email, role: 'door' })).toMatchObject({ userId: null, name: null, joinedAt: null })
  expect(await refusalOf(client.addMember({ organizationId, email: known.email, role: 'door' }))).toBe('member_exists')
  expect(await refusalOf(client.addMember({ organizationId, email: claimed.email, role: 'door' }))).toBe('member_exists')
  expect(await refusalOf(client.addMember({ organizationId: organizationId, email: 'x@example.com', role: JSON.parse('"admin"') }))).toBe(
    'input_invalid',
  )

  const sent = (await happenings('member.invited')).filter((row) => row.organization_id === organizationId)
  expect(sent.map(({ data }) => data)).toMatchObject([
    { email: known.email, role: 'marketing', isMember: true, organizationName: 'Casa Orquídea', inviterName: 'Valentina Restrepo', locale: 'en' },
    { email: claimed.email, role: 'door', isMember: false, locale: 'es-CO' },
  ])
  const { data } = await client.listMembers({ organizationId })
  expect(data.map(({ role, name }) => [role, name])).toEqual([
    ['owner', 'Valentina Restrepo'],
    ['marketing', 'Camila Ríos'],
    ['door', null],
  ])
  expect((await ground.as(known.actor).getMe({})).memberships).toMatchObject([{ organizationId, role: 'marketing' }])
  expect((await ground.as(claimed.actor).getMe({})).memberships).toEqual([])
})

test('X-02 a repeated invitation with the same key is one invitation', async () => {
  const { organizationId, actor } = await given.organizer(ground)
  const invite = () => ground.as(actor).addMember({ organizationId, email: 'una@example.com', role: 'door' }, { idempotencyKey: 'invite-once' })
  expect(await invite()).toEqual(await invite())
  expect((await happenings('member.invited')).filter((row) => row.organization_id === organizationId)).toHaveLength(1)
})

test('X-02 another role takes effect in the database at once, and a removed member is out', async () => {
  const { organizationId, actor } = await given.organizer(ground)
  const member = await given.member(ground, organizationId, 'door')
  const client = ground.as(actor)
  expect(await client.changeMember({ organizationId, memberId: member.memberId, role: 'manager' })).toMatchObject({
    role: 'manager',
    userId: member.userId,
  })
  expect((await ground.as(member.actor).getMe({})).memberships).toMatchObject([{ role: 'manager' }])
  await client.removeMember({ organizationId, memberId: member.memberId })
  expect(await refusalOf(ground.as(member.actor).getOrganization({ organizationId }))).toBe('not_found')
  expect(await refusalOf(client.removeMember({ organizationId, memberId: member.memberId }))).toBe('not_found')
  expect(await refusalOf(client.changeMember({ organizationId, memberId: unknown, role: 'door' }))).toBe('not_found')
  expect(await auditOf(organizationId)).toMatchObject([
    { operation: 'createOrganization' },
    { operation: 'changeMember', before: { role: 'door' }, after: { role: 'manager' } },
    { operation: 'removeMember' },
  ])
})

test('X-02 a member of another organization cannot be reached through one’s own', async () => {
  const mine = await given.organizer(ground)
  const theirs = await given.organizer(ground)
  const member = await given.member(ground, theirs.organizationId, 'door')
  const client = ground.as(mine.actor)
  expect(await refusalOf(client.removeMember({ organizationId: mine.organizationId, memberId: member.memberId }))).toBe('not_found')
  expect(await refusalOf(client.changeMember({ organizationId: mine.organizationId, memberId: member.memberId, role: 'owner' }))).toBe('not_found')
})

test('X-02 the last owner stays, also when two owners remove each other at once', async () => {
  const { organizationId, actor } = await given.organizer(ground)
  const client = ground.as(actor)
  const { data } = await client.listMembers({ organizationId })
  const first = data[0]?.id ?? ''
  await client.addMember({ organizationId, email: 'futura@example.com', role: 'owner' }) // an invitation owns nothing yet
  expect(await refusalOf(client.changeMember({ organizationId, memberId: first, role: 'door' }))).toBe('last_owner')
  expect(await refusalOf(client.removeMember({ organizationId, memberId: first }))).toBe('last_owner')

  const second = await given.member(ground, organizationId, 'owner')
  const removal = await ground.database.as({ role: 'authenticated', sub: actor.userId }, async (tx) => {
    await lockOwners(tx, organizationId)
    await giveRole(tx, second.memberId, 'door')
    const late = ground.as(second.actor).removeMember({ organizationId, memberId: first })
    await Promise.race([late.catch(() => {}), someoneWaits()]) // it asks while the change above is not committed yet
    return { late }
  })
  await expect(removal.late).rejects.toMatchObject({ code: 'last_owner' })
})

/** Until a transaction waits for a row that another one holds. */
async function someoneWaits(): Promise<void> {
  for (let look = 0; look < 2000; look += 1) {
    const { rows } = await ground.database.system((tx) => sql`select from pg_locks where not granted`.execute(tx))
    if (rows.length > 0) return
  }
}

test('X-02 a key opens what its scopes say, in its organization only, until it is revoked', async () => {
  const { organizationId, actor } = await given.organizer(ground)
  const other = await given.organizer(ground)
  const client = ground.as(actor)
  const { secret, ...key } = await client.createApiKey({
    organizationId,
    name: 'Integración',
    permissions: ['organization.read', 'events.read', 'events.read'],
  })
  expect(secret).toMatch(/^fk_[\w-]{43}$/)
  expect(key).toMatchObject({ start: secret.slice(0, 10), permissions: ['organization.read', 'events.read'], lastUsedAt: null, revokedAt: null })

  const bearer = new Headers({ authorization: `Bearer ${secret}` })
  const asKey = await ground.auth.actorOf(bearer)
  expect(asKey).toMatchObject({ kind: 'key', organizationId, keyId: key.id })
  expect(await ground.as(asKey).getOrganization({ organizationId })).toMatchObject({ id: organizationId })
  expect(await refusalOf(ground.as(asKey).getOrganization({ organizationId: other.organizationId }))).toBe('not_found')
  expect(await refusalOf(ground.as(asKey).changeOrganization({ organizationId, name: 'Tomada' }, { ifMatch: 1 }))).toBe('permission_missing')
  expect(await refusalOf(ground.as(asKey).changeMe({ name: 'Llave' }))).toBe('permission_missing')
  expect((await client.listApiKeys({ organizationId })).data).toEqual([{ ...key, lastUsedAt: ground.world.now().toISOString() }])

  await client.revokeApiKey({ organizationId, keyId: key.id })
  expect(await refusalOf(ground.auth.actorOf(bearer))).toBe('sign_in_needed')
  await client.revokeApiKey({ organizationId, keyId: key.id })
  expect(await refusalOf(ground.as(other.actor).revokeApiKey({ organizationId: other.organizationId, keyId: key.id }))).toBe('not_found')
})

test('X-02 the secret of a key is kept nowhere', async () => {
  const { organizationId, actor } = await given.organizer(ground)
  const { secret } = await ground.as(actor).createApiKey({ organizationId, name: 'Secreta', permissions: ['events.read'] })
  const { rows } = await ground.database.system((tx) =>
    sql<{
      words: string
    }>`select row_to_json(k)::text as words from api_keys k union all select row_to_json(a)::text from audit_log a union all select row_to_json(o)::text from outbox o`.execute(
      tx,
    ),
  )
  for (const { words } of rows) expect(words).not.toContain(secret)
})

test('X-02 wrong, foreign and expired keys are refused, and a key may not give away more than its maker holds', async () => {
  const { organizationId, actor } = await given.organizer(ground)
  for (const authorization of ['Bearer fk_0000000000000000000000000000000000000000000', 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.x', 'Basic YTpi', 'Bearer '])
    expect([authorization, await refusalOf(ground.auth.actorOf(new Headers({ authorization })))]).toEqual([authorization, 'sign_in_needed'])

  const expiresAt = new Date(ground.world.now().getTime() + 60_000).toISOString()
  const { secret } = await ground.as(actor).createApiKey({ organizationId, name: 'Corta', permissions: ['keys.manage', 'events.read'], expiresAt })
  const bearer = new Headers({ authorization: `Bearer ${secret}` })
  const asKey = await ground.auth.actorOf(bearer)
  expect(await refusalOf(ground.as(asKey).createApiKey({ organizationId, name: 'Más', permissions: ['events.read', 'money.read'] }))).toBe(
    'permission_missing',
  )
  expect(await ground.as(asKey).createApiKey({ organizationId, name: 'Igual', permissions: ['events.read'] })).toMatchObject({
    permissions: ['events.read'],
  })
  expect(
    await refusalOf(
      ground.as(actor).createApiKey({ organizationId, name: 'Tarde', permissions: ['events.read'], expiresAt: '2020-01-01T00:00:00.000Z' }),
    ),
  ).toBe('input_invalid')
  ground.world.move(60_000)
  expect(await refusalOf(ground.auth.actorOf(bearer))).toBe('sign_in_needed')
})

test('X-01 what is done in somebody’s name is refused to the system, which is nobody', async () => {
  const { organizationId } = await given.organizer(ground)
  const client = ground.as({ kind: 'system', name: 'nobody' })
  const answers = [
    await refusalOf(client.createApiKey({ organizationId, name: 'De nadie', permissions: ['events.read'] })),
    await refusalOf(client.changeMe({ name: 'Nadie' })),
    await refusalOf(client.createOrganization({ name: 'De nadie' })),
    await refusalOf(client.claimOrders({})),
    await refusalOf(client.listSessions({})),
  ]
  expect(answers).toEqual(answers.map(() => 'sign_in_needed'))
})

test('X-02 permit lets the system pass and tells strangers from members', async () => {
  const { organizationId } = await given.organizer(ground)
  const finance = await given.member(ground, organizationId, 'finance')
  const ask = (permission: 'orders.refund' | 'events.write') =>
    ground.database.as({ role: 'authenticated', sub: finance.userId }, (tx) => permit({ tx, actor: finance.actor }, organizationId, permission))
  await ask('orders.refund')
  expect(await refusalOf(ask('events.write'))).toBe('permission_missing')
  await ground.database.system((tx) => permit({ tx, actor: { kind: 'system', name: 'a job' } }, organizationId, 'events.write'))
})
