import { permissionsOf, permissionsOfOrganizations, Refusal, roles, withReading, type OrganizationPermission } from '@fashionistas/contract'
import { expect, test } from 'vitest'
import type { Actor } from '#core/context.ts'
import { inputOf, operationNames, operations, type OperationName } from './operation-inputs.ts'
import { prepareSeason, type Season } from './season.ts'
import { openShop, type Shop } from './shop.ts'

async function keyFor(shop: Shop, { owner: { organizationId, actor } }: Season, permission: OrganizationPermission): Promise<Actor> {
  const { id: keyId, permissions } = await shop.harness.as(actor).createApiKey({ organizationId, name: permission, permissions: [permission] })
  return { kind: 'key', keyId, organizationId, permissions: new Set(permissions) }
}

/** What the api answers to a key that asks for something of its own organization. */
async function said(shop: Shop, season: Season, actor: Actor, name: OperationName): Promise<string> {
  const { product, world } = shop.harness
  const caller = { actor, locale: 'es-CO', ip: '198.51.100.7', userAgent: 'keys', ifMatch: 1 } as const
  try {
    await product.api.call(name, inputOf(name, season), { ...caller, requestId: world.newId(), idempotencyKey: world.newId() })
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw new Error(`${name} failed`, { cause: error })
  }
}

test('X-02 a key for one permission finds what it may change: nothing of its own organization is told not to exist', async () => {
  const shop = await openShop()
  const season = await prepareSeason(shop, 'Casa Orquídea')
  for (const permission of permissionsOfOrganizations) {
    const actor = await keyFor(shop, season, permission)
    for (const name of operationNames.filter((each) => operations[each]?.permission === permission))
      expect([permission, name, await said(shop, season, actor, name)]).not.toEqual([permission, name, 'not_found'])
  }
  await shop.stop()
})

test('X-02 a key says what it may do, the reading that its permissions bring along included, and each role holds what it would bring', () => {
  expect(withReading(['orders.refund'])).toEqual(['orders.read', 'orders.refund'])
  expect(withReading(['events.read', 'events.read'])).toEqual(['events.read'])
  expect(withReading(permissionsOfOrganizations)).toEqual(permissionsOfOrganizations)
  for (const role of roles) expect([role, withReading(permissionsOf[role]).toSorted()]).toEqual([role, [...permissionsOf[role]].toSorted()])
})
