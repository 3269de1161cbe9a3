import { permissionsOf, permissionsOfOrganizations, Refusal, roles, type Permission } from '@fashionistas/contract'
import { sql } from 'kysely'
import { safeParse } from 'zod/v4/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/context.ts'
import { given } from './given.ts'
import { idsIn, inputOf, operationNames, operations, withThingOf, type Input, type OperationName } from './operation-inputs.ts'
import { prepareSeason, type Season } from './season.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
let ours: Season
let theirs: Season
beforeAll(async () => {
  shop = await openShop()
  ours = await prepareSeason(shop, 'Casa Orquídea')
  theirs = await prepareSeason(shop, 'Taller Vecino')
})
afterAll(async () => await shop.stop())

/** Open to everybody with the ids of a published event, or about the caller alone. Their answers are searched for what is not public. */
const forEveryone = new Set<OperationName>([
  'getMe',
  'listEvents',
  'getEvent',
  'getAvailability',
  'listCities',
  'getOrganizer',
  'getPoster',
  'getShareImage',
  'getEventCalendar',
  'quoteOrder',
  'placeOrder',
  'findMyOrders',
])
const aboutMe = new Set<OperationName>(['changeMe', 'listSessions', 'claimOrders', 'createOrganization', 'listVenues', 'listMyTickets'])
/** Of the platform, not of an organization: nobody in these tests is its admin. */
const isOfPlatform = (name: OperationName) => operations[name]?.permission === 'admin'
const isGuarded = (name: OperationName) => !forEveryone.has(name) && !aboutMe.has(name) && !isOfPlatform(name)

type Outcome = { readonly said: string; readonly text: string }
async function call(actor: Actor, name: OperationName, input: Input): Promise<Outcome> {
  const { product, world } = shop.harness
  const caller = {
    actor,
    locale: 'es-CO',
    requestId: world.newId(),
    ip: '198.51.100.7',
    userAgent: 'matrix',
    idempotencyKey: world.newId(),
    ifMatch: 1,
  } as const
  try {
    return { said: 'done', text: JSON.stringify(await product.api.call(name, input, caller)) }
  } catch (error) {
    if (error instanceof Refusal) return { said: error.code, text: JSON.stringify(error.details) }
    throw new Error(`${name} failed`, { cause: error })
  }
}

const leaked = ({ secrets }: Season, text: string) => secrets.filter((secret) => text.includes(secret))
const withToken = (name: OperationName, season: Season, token: string | undefined): Input => {
  const { token: _, ...rest } = inputOf(name, season)
  return token === undefined ? rest : { ...rest, ...('token' in inputOf(name, season) ? { token } : {}) }
}
const all = new Set<Permission>(['user', ...permissionsOfOrganizations])

/** All rows of an organization as one number: equal before and after means that nothing of it was touched. */
async function fingerprint({ owner }: Season): Promise<string> {
  return await shop.harness.database.system(async (tx) => {
    const { rows } = await sql<{
      name: string
    }>`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id' and table_name <> 'audit_log'`.execute(
      tx,
    )
    const parts: string[] = []
    for (const { name } of rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const { rows: found } = await sql<{
        sum: string | null
      }>`select md5(string_agg(t::text, '|' order by t::text)) as sum from ${sql.table(name)} t where organization_id = ${owner.organizationId}`.execute(
        tx,
      )
      parts.push(`${name} ${found[0]?.sum ?? ''}`)
    }
    return parts.join('\n')
  })
}

test('X-02 the matrix can call every operation: its input fits the contract', () => {
  for (const name of operationNames) {
    const schema = operations[name]?.input
    const result = schema && safeParse(schema, inputOf(name, ours))
    expect([name, result?.success, result?.error?.issues]).toEqual([name, true, undefined])
  }
  for (const name of [...forEveryone, ...aboutMe])
    expect([name, ['public', 'user'].includes(operations[name]?.permission ?? '')]).toEqual([name, true])
})

test('X-02 the owner of another organization finds nothing of this one, by any operation', async () => {
  const before = await fingerprint(ours)
  const stranger = theirs.owner.actor
  for (const name of operationNames.filter(isGuarded)) {
    for (const token of name === 'openLink' ? [`${ours.ids['token']?.slice(0, -2)}__`] : [undefined, theirs.ids['token']]) {
      const { said } = await call(stranger, name, withToken(name, ours, token))
      expect([name, said]).toEqual([name, 'not_found'])
    }
  }
  expect(await fingerprint(ours)).toBe(before)
})

test('X-02 a key of another organization with every permission finds nothing of this one', async () => {
  const key: Actor = {
    kind: 'key',
    keyId: theirs.ids['keyId'] ?? '',
    organizationId: theirs.owner.organizationId,
    permissions: new Set(permissionsOfOrganizations),
  }
  for (const name of operationNames.filter((each) => isGuarded(each) && operations[each]?.permission !== 'user' && each !== 'openLink'))
    expect([name, (await call(key, name, withToken(name, ours, undefined))).said]).toEqual([name, 'not_found'])
})

test('X-02 a thing of this organization cannot be slipped into an act on another one', async () => {
  const before = await fingerprint(ours)
  let mixed = 0
  for (const name of operationNames.filter(isGuarded)) {
    const own = inputOf(name, theirs)
    const paths = idsIn(own, theirs)
    if (paths.length < 2) continue
    for (const path of paths) {
      mixed += 1
      const { said, text } = await call(theirs.owner.actor, name, withThingOf(own, path, [theirs, ours]))
      expect([name, path, path.includes('.') && said !== 'done' ? 'not_found' : said]).toEqual([name, path, 'not_found'])
      expect([name, path, leaked(ours, text)]).toEqual([name, path, []])
    }
  }
  expect(mixed).toBeGreaterThan(10)
  expect(await fingerprint(ours)).toBe(before)
})

test('X-02 ids deeper in a body take nothing of another organization', async () => {
  const before = await fingerprint(ours)
  const lists: readonly (readonly [OperationName, Input])[] = [
    ['createPool', { typeIds: [ours.ids['typeId']] }],
    ['createCheckInList', { typeIds: [ours.ids['typeId']] }],
    ['createTicketType', { poolIds: [ours.ids['poolId']] }],
    ['changeTicketType', { poolIds: [ours.ids['poolId']] }],
    ['refundOrder', { ticketIds: [ours.ids['ticketId']] }],
    ['quoteOrder', { lines: [{ typeId: ours.ids['typeId'], quantity: 1 }] }],
    ['placeOrder', { lines: [{ typeId: ours.ids['typeId'], quantity: 1 }] }],
    ['scanTicket', { scanId: ours.ids['scanId'] }],
    ['changeOrder', { holders: [{ ticketId: ours.ids['ticketId'], name: 'Alguien Más' }] }],
  ]
  for (const [name, more] of lists) {
    const { said, text } = await call(theirs.owner.actor, name, { ...inputOf(name, theirs), ...more })
    expect([name, said === 'done']).toEqual([name, false])
    expect([name, leaked(ours, text)]).toEqual([name, []])
  }
  expect(await fingerprint(ours)).toBe(before)
})

test('X-02 a guest is asked to sign in, and finds no order without its link', async () => {
  const before = await fingerprint(ours)
  for (const name of operationNames.filter((each) => !forEveryone.has(each) && each !== 'openLink')) {
    const expected = operations[name]?.permission === 'public' ? 'not_found' : 'sign_in_needed'
    expect([name, (await call(given.guest(), name, withToken(name, ours, undefined))).said]).toEqual([name, expected])
    expect([name, (await call(given.guest(), name, withToken(name, ours, theirs.ids['token']))).said]).toEqual([name, expected])
  }
  expect(await fingerprint(ours)).toBe(before)
})

test('X-02 each role is refused what it may not do, also when it may do everything in another organization', async () => {
  const before = await fingerprint(ours)
  for (const role of roles.filter((each) => each !== 'admin')) {
    const person = await given.member(shop.harness, ours.owner.organizationId, role)
    const owns = await shop.harness.as(person.actor).createOrganization({ name: 'Casa propia' })
    const elsewhere: Actor = { ...person.actor, permissions: all }
    const held = new Set<Permission>(['public', 'user', ...permissionsOf[role]])
    for (const name of operationNames) {
      const permission = operations[name]?.permission ?? 'admin'
      if (held.has(permission)) continue
      expect([role, name, (await call(person.actor, name, inputOf(name, ours))).said]).toEqual([role, name, 'permission_missing'])
      const { said, text } = await call(elsewhere, name, inputOf(name, ours))
      expect([role, name, ['permission_missing', 'not_found'].includes(said), said]).toEqual([role, name, true, said])
      expect([role, name, leaked(ours, text)]).toEqual([role, name, []])
    }
    await shop.harness.database.system((tx) => tx.deleteFrom('memberships').where('organization_id', 'in', [owns.id]).execute())
    await shop.harness.database.system((tx) => tx.deleteFrom('memberships').where('user_id', '=', person.userId).execute())
  }
  expect(await fingerprint(ours)).toBe(before)
})

test('X-02 what is open to everyone tells nothing that is not public', async () => {
  const ownEvents = new Set<OperationName>(['placeOrder'])
  for (const actor of [given.guest(), theirs.owner.actor]) {
    for (const name of [...forEveryone, ...aboutMe]) {
      if (actor.kind === 'guest' && aboutMe.has(name)) continue
      const { said, text } = await call(actor, name, inputOf(name, ours))
      expect([name, said]).toEqual([name, ownEvents.has(name) ? 'price_changed' : 'done'])
      expect([name, leaked(ours, text)]).toEqual([name, []])
    }
    for (const name of ['getEvent', 'getAvailability', 'getPoster', 'getShareImage', 'getEventCalendar', 'quoteOrder', 'placeOrder'] as const) {
      const { said } = await call(actor, name, {
        ...inputOf(name, ours),
        ...(name === 'getEvent' ? { idOrSlug: ours.others.draftId } : { eventId: ours.others.draftId }),
      })
      expect([name, 'of a draft', ['not_found', 'event_not_on_sale'].includes(said)]).toEqual([name, 'of a draft', true])
    }
  }
})

test('X-02 X-04 the owner is let in everywhere with the very same inputs, and every change leaves its audit row', async () => {
  const last = ['releaseOrder', 'revokeSession', 'revokeApiKey', 'removeMember', 'removeTicketType', 'cancelEvent']
  const order = operationNames.filter((name) => !isOfPlatform(name)).toSorted((a, b) => last.indexOf(a) - last.indexOf(b))
  const audited = async (name: OperationName) =>
    (await shop.harness.database.system((tx) => tx.selectFrom('audit_log').select('id').where('operation', '=', name).execute())).length
  const done = new Set<OperationName>()
  for (const name of order) {
    const before = await audited(name)
    const { said } = await call(ours.owner.actor, name, inputOf(name, ours))
    expect([name, ['not_found', 'permission_missing', 'sign_in_needed', 'input_invalid'].includes(said), said]).toEqual([name, false, said])
    if (said !== 'done') continue
    done.add(name)
    const isChange = operations[name]?.route.startsWith('GET ') === false && name !== 'quoteOrder' // a question in the shape of a POST: it changes nothing
    expect([name, (await audited(name)) > before]).toEqual([name, isChange])
  }
  expect(done.size, [...operationNames].filter((name) => !done.has(name)).join(', ')).toBeGreaterThan(operationNames.length * 0.8)
})
