import { permissionsOf, permissionsOfOrganizations, Refusal, roles, type Permission, type Role } from '@fashionistas/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/context.ts'
import { given } from './given.ts'
import { inputOf, operationNames, operations, type OperationName } from './operation-inputs.ts'
import { prepareSeason, type Season } from './season.ts'
import { openShop, type Shop } from './shop.ts'
import { openTables } from './tables.ts'

let shop: Shop
let season: Season
beforeAll(async () => {
  shop = await openShop()
  season = await prepareSeason(shop, 'Casa Orquídea')
})
afterAll(async () => await shop.stop())

const permissionOf = (name: OperationName): Permission => operations[name]?.permission ?? 'admin'
const namesWhere = (is: (permission: Permission) => boolean) => operationNames.filter((name) => is(permissionOf(name)))
const isOfOrganizations = (permission: Permission) => permissionsOfOrganizations.some((one) => one === permission)
const everything = new Set<Permission>(['user', ...permissionsOfOrganizations])

/** What the api itself answers, past HTTP and its limits. */
async function said(actor: Actor, name: OperationName): Promise<string> {
  const { product, world } = shop.harness
  const common = { locale: 'es-CO', ip: '198.51.100.7', userAgent: 'permissions', ifMatch: 1 } as const
  try {
    await product.api.call(name, inputOf(name, season), { ...common, actor, requestId: world.newId(), idempotencyKey: world.newId() })
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw new Error(`${name} failed`, { cause: error })
  }
}

/** Of those without the permission the role that may do most else: it gets as far as possible. */
const roleWithout = (permission: Permission): Role | undefined =>
  roles
    .filter((role) => role !== 'admin' && !permissionsOf[role].some((held) => held === permission))
    .toSorted((one, other) => permissionsOf[other].length - permissionsOf[one].length)[0]

/** Row-level security hides the thing itself from whoever may not do this with it. */
const hidden: readonly OperationName[] = ['getRefund', 'listMessages', 'retryMessage']

test('R-06 who does not hold the permission of an act here is refused it, also when they hold it elsewhere', async () => {
  const stranger: Actor = { ...(await given.user(shop.harness)).actor, permissions: everything }
  const people = new Map<Role, Actor>()
  for (const role of roles.filter((each) => each !== 'admin')) {
    const { actor } = await given.member(shop.harness, season.owner.organizationId, role)
    people.set(role, { ...actor, permissions: everything })
  }
  for (const name of namesWhere(isOfOrganizations)) {
    const role = roleWithout(permissionOf(name))
    const answer = await said((role && people.get(role)) ?? stranger, name)
    expect([name, role, answer]).toEqual([name, role, role && !hidden.includes(name) ? 'permission_missing' : 'not_found'])
  }
})

test('R-06 what every role may do today is refused to a role that may not', async () => {
  const tables = await openTables(shop.harness.config.DATABASE_URL)
  const { actor } = await given.member(shop.harness, season.owner.organizationId, 'sponsor')
  for (const permission of permissionsOfOrganizations.filter((one) => roleWithout(one) === undefined)) {
    await tables.query("delete from private.role_permissions where role = 'sponsor' and permission = $1", [permission])
    for (const name of namesWhere((one) => one === permission))
      expect([name, await said({ ...actor, permissions: everything }, name)]).toEqual([name, 'permission_missing'])
    await tables.query("insert into private.role_permissions (role, permission) values ('sponsor', $1)", [permission])
  }
  await tables.close()
})

test('R-06 a guest is asked to sign in, and only an admin acts for the platform', async () => {
  const person: Actor = { ...(await given.user(shop.harness)).actor, permissions: everything }
  for (const name of namesWhere((permission) => permission !== 'public'))
    expect([name, await said(given.guest(), name)]).toEqual([name, 'sign_in_needed'])
  for (const name of namesWhere((permission) => permission === 'admin'))
    expect([name, await said(person, name)]).toEqual([name, 'permission_missing'])
})
