import { permissionsOfOrganizations } from '@fashionistas/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runApi } from './running-api.ts'
import { prepareSeason } from './season.ts'
import { examineSlips, examineTenants } from './security-tenants.ts'
import { join, signUp, type Stage } from './security-callers.ts'
import { openShop } from './shop.ts'

let stage: Stage
beforeAll(async () => {
  const shop = await openShop()
  stage = { shop, running: await runApi(shop.harness), foreign: await prepareSeason(shop, 'Taller Vecino') }
})
afterAll(async () => {
  await stage.running.stop()
  await stage.shop.stop()
})

/** A key for each single permission is for the long form, `npm run prove -- tenants`: each has an organization of its own. */
const isNarrowKey = (who: string): boolean => who.startsWith('key for ') && !['key for everything', 'key for orders.read'].includes(who)

test(
  'X-02 over HTTP every role, key, buyer and link gets what the contract says at home, and nothing of another organization',
  { timeout: 120_000 },
  async () => {
    const { figures, problems } = await examineTenants(stage, (who) => !isNarrowKey(who))
    expect(problems).toEqual([])
    expect(figures['callers']).toBeGreaterThan(20)
    expect(figures['done'], 'those who may are really let in').toBeGreaterThan(300)
  },
)

test('X-02 a thing of another organization cannot be slipped into an act on one’s own, over HTTP and however deep', { timeout: 60_000 }, async () => {
  const { shop } = stage
  const home = await prepareSeason(shop, 'Casa Orquídea')
  const owner = await signUp(stage)
  await join(stage, home.owner.organizationId, owner, { role: 'owner' })
  const { organizationId } = home.owner
  const { secret } = await shop.harness
    .as(home.owner.actor)
    .createApiKey({ organizationId, name: 'Todo', permissions: [...permissionsOfOrganizations] })
  const { figures, problems } = await examineSlips(stage, home, [owner.headers, { authorization: `Bearer ${secret}` }])
  expect(problems).toEqual([])
  expect(figures['slips']).toBeGreaterThan(60)
})
