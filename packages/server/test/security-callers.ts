import { permissionsOf, permissionsOfOrganizations, roles, type OrganizationPermission, type Permission, type Role } from '@fashionistas/contract'
import type { RunningApi } from './running-api.ts'
import { prepareSeason, type Season } from './season.ts'
import type { Shop } from './shop.ts'

type Headers = Readonly<Record<string, string>>
/** Somebody who asks over HTTP, and what the contract lets them do: the expectations of the matrix come from here and from nothing else. */
export type Caller = {
  readonly who: string
  readonly headers: Headers
  readonly kind: 'guest' | 'person' | 'key' | 'ended key'
  readonly isAdmin: boolean
  /** By organization. */
  readonly holds: Readonly<Record<string, ReadonlySet<Permission>>>
  /** The organization that is theirs, where they have one: with everything in it, and nobody else at work there. */
  readonly home: Season | undefined
  /** Orders that are theirs by account, or by the link that they hold. */
  readonly order?: { readonly id: string; readonly ticketId: string; readonly link: string | undefined }
}
export type Stage = { readonly shop: Shop; readonly running: RunningApi; readonly foreign: Season }
type SignedUp = { readonly userId: string; readonly email: string; readonly headers: Headers }

const everything: ReadonlySet<Permission> = new Set(permissionsOfOrganizations)
const outside = { holds: {}, home: undefined, isAdmin: false } as const
const password = 'una clave bien larga'

/** An account with a session, made over HTTP as the sign-in page does. */
export async function signUp({ shop, running }: Omit<Stage, 'foreign'>): Promise<SignedUp> {
  const email = `${shop.harness.world.newId()}@people.example`
  const answer = await running.send('POST', '/api/v1/auth/sign-up/email', {
    body: { name: 'Ana Gómez', email, password },
    headers: { origin: shop.harness.config.PUBLIC_URL },
  })
  if (answer.status !== 200) throw new Error(`no account: ${answer.text}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { userId: String(JSON.parse(answer.text).user.id), email, headers: { cookie } }
}

type Joining = { readonly role: Role; readonly hasJoined?: boolean }
/** Puts a person into an organization; returns the membership. */
export async function join(
  { shop }: Pick<Stage, 'shop'>,
  organizationId: string,
  { userId, email }: SignedUp,
  { role, hasJoined = true }: Joining,
): Promise<string> {
  const { database, world } = shop.harness
  const id = world.newId()
  const joined_at = hasJoined ? world.now() : null
  await database.system((tx) =>
    tx.insertInto('memberships').values({ id, organization_id: organizationId, user_id: userId, email, role, joined_at }).execute(),
  )
  return id
}

/** Everybody who could ask: one after the other, each with an organization of their own where that belongs to the case. */
export function everyCaller(stage: Stage, only: (who: string) => boolean): readonly (() => Promise<Caller>)[] {
  const all: readonly (readonly [string, (stage: Stage, who: string) => Promise<Caller>])[] = [
    ['guest', (_, who) => Promise.resolve({ ...outside, who, kind: 'guest', headers: {} })],
    ['someone without an organization', stranger],
    ['the cookie of a session that was ended', signedOut],
    ['a forged cookie', forgedCookie],
    ...roles.filter((role) => role !== 'admin').map((role) => [role, member(role)] as const),
    ['sponsor here, owner elsewhere', sponsorWhoOwnsElsewhere],
    ['a manager who was removed and owns elsewhere', removedManager],
    ['an owner who was invited and has not joined', invited],
    ['admin of the platform', platformAdmin],
    ...permissionsOfOrganizations.map((permission) => [`key for ${permission}`, key([permission])] as const),
    ['key for everything', key(permissionsOfOrganizations)],
    ['a key that was revoked', endedKey('revoked')],
    ['a key that has expired', endedKey('expired')],
    ['the buyer of an order', buyer],
    ['the holder of a link', linkHolder],
    ['the holder of a link that was revoked', revokedLinkHolder],
  ]
  return all.flatMap(([who, make]) => (only(who) ? [() => make(stage, who)] : []))
}

const homeOf = async ({ shop }: Stage, who: string): Promise<Season> => await prepareSeason(shop, `Casa de ${who}`)

async function stranger(stage: Stage, who: string): Promise<Caller> {
  const { headers } = await signUp(stage)
  return { ...outside, who, kind: 'person', headers }
}

async function signedOut(stage: Stage, who: string): Promise<Caller> {
  const { headers } = await signUp(stage)
  const { status } = await stage.running.send('POST', '/api/v1/auth/sign-out', {
    body: {},
    headers: { ...headers, origin: stage.shop.harness.config.PUBLIC_URL },
  })
  if (status !== 200) throw new Error('nobody was signed out')
  return { ...outside, who, kind: 'guest', headers }
}

/** The signature of another session under this one's token. */
async function forgedCookie(stage: Stage, who: string): Promise<Caller> {
  const [one, other] = [await signUp(stage), await signUp(stage)]
  const [name = '', value = ''] = (one.headers['cookie'] ?? '').split('=')
  const signature = other.headers['cookie']?.split('=')[1]?.split('.')[1] ?? ''
  return { ...outside, who, kind: 'guest', headers: { cookie: `${name}=${value.split('.')[0]}.${signature}` } }
}

const member =
  (role: Role) =>
  async (stage: Stage, who: string): Promise<Caller> => {
    const [home, person] = [await homeOf(stage, who), await signUp(stage)]
    const { organizationId } = home.owner
    await join(stage, organizationId, person, { role })
    return { who, kind: 'person', isAdmin: false, headers: person.headers, home, holds: { [organizationId]: new Set(permissionsOf[role]) } }
  }

/** The kernel sees the permission in the union of both memberships; each act has to ask for its own organization. */
async function sponsorWhoOwnsElsewhere(stage: Stage, who: string): Promise<Caller> {
  const [house, elsewhere, person] = [await homeOf(stage, 'socias'), await homeOf(stage, 'otra parte'), await signUp(stage)]
  await join(stage, house.owner.organizationId, person, { role: 'sponsor' })
  await join(stage, elsewhere.owner.organizationId, person, { role: 'owner' })
  const holds = { [house.owner.organizationId]: new Set(permissionsOf.sponsor), [elsewhere.owner.organizationId]: everything }
  return { who, kind: 'person', isAdmin: false, headers: person.headers, home: house, holds }
}

async function removedManager(stage: Stage, who: string): Promise<Caller> {
  const { shop, running, foreign } = stage
  const person = await signUp(stage)
  const memberId = await join(stage, foreign.owner.organizationId, person, { role: 'manager' })
  const path = `/api/v1/organizations/${foreign.owner.organizationId}`
  const before = await running.send('GET', path, { headers: person.headers })
  await shop.harness.as(foreign.owner.actor).removeMember({ organizationId: foreign.ids['organizationId'] ?? '', memberId })
  const elsewhere = await homeOf(stage, 'quien se fue')
  await join(stage, elsewhere.owner.organizationId, person, { role: 'owner' })
  if (before.status !== 200) throw new Error('the manager was never let in')
  const holds = { [elsewhere.owner.organizationId]: everything }
  return { ...outside, who, kind: 'person', headers: person.headers, holds }
}

async function invited(stage: Stage, who: string): Promise<Caller> {
  const person = await signUp(stage)
  await join(stage, stage.foreign.owner.organizationId, person, { role: 'owner', hasJoined: false })
  return { ...outside, who, kind: 'person', headers: person.headers }
}

async function platformAdmin(stage: Stage, who: string): Promise<Caller> {
  const { database, world } = stage.shop.harness
  const [home, person] = [await homeOf(stage, 'visita'), await signUp(stage)]
  const id = world.newId()
  await database.system((tx) =>
    tx
      .insertInto('organizations')
      .values({ id, slug: `plataforma-${id}`, name: 'Fashionistas', kind: 'platform' })
      .execute(),
  )
  await join(stage, id, person, { role: 'admin' })
  return { who, kind: 'person', isAdmin: true, headers: person.headers, home, holds: {} }
}

async function secretOf({ shop }: Stage, home: Season, permissions: readonly OrganizationPermission[]) {
  const organizationId = home.owner.organizationId
  return await shop.harness.as(home.owner.actor).createApiKey({ organizationId, name: 'Matriz', permissions: [...permissions] })
}

const key =
  (permissions: readonly OrganizationPermission[]) =>
  async (stage: Stage, who: string): Promise<Caller> => {
    const home = await homeOf(stage, who)
    const { secret, permissions: held } = await secretOf(stage, home, permissions)
    const holds = { [home.owner.organizationId]: new Set(held) }
    return { who, kind: 'key', isAdmin: false, headers: { authorization: `Bearer ${secret}` }, home, holds }
  }

const endedKey =
  (end: 'revoked' | 'expired') =>
  async (stage: Stage, who: string): Promise<Caller> => {
    const { database, world } = stage.shop.harness
    const { id, secret } = await secretOf(stage, stage.foreign, permissionsOfOrganizations)
    const ending = end === 'revoked' ? { revoked_at: world.now() } : { expires_at: new Date(world.now().getTime() - 1_000) }
    await database.system((tx) => tx.updateTable('api_keys').set(ending).where('id', '=', id).execute())
    return { ...outside, who, kind: 'ended key', headers: { authorization: `Bearer ${secret}` } }
  }

async function buyer(stage: Stage, who: string): Promise<Caller> {
  const { shop } = stage
  const [home, person] = [await homeOf(stage, 'ventas'), await signUp(stage)]
  const event = { eventId: home.ids['eventId'] ?? '', typeId: home.ids['typeId'] ?? '' }
  const bought = await shop.buy(event, 1, { email: person.email })
  await shop.harness.database.system((tx) => tx.updateTable('orders').set({ user_id: person.userId }).where('id', '=', bought.id).execute())
  return { ...outside, who, kind: 'person', headers: person.headers, home, order: orderOf(bought, undefined) }
}

async function linkHolder(stage: Stage, who: string): Promise<Caller> {
  const home = await homeOf(stage, 'enlaces')
  const bought = await stage.shop.buy({ eventId: home.ids['eventId'] ?? '', typeId: home.ids['typeId'] ?? '' }, 1)
  return { ...outside, who, kind: 'guest', headers: {}, home, order: orderOf(bought, bought.link ?? '') }
}

/** The link of the foreign order itself, from before its buyer asked for a new one. */
async function revokedLinkHolder({ shop, foreign }: Stage, who: string): Promise<Caller> {
  const { eventId = '', typeId = '' } = foreign.ids
  const bought = await shop.buy({ eventId, typeId }, 1)
  await shop.harness.database.system((tx) => tx.updateTable('orders').set({ link_version: 2 }).where('id', '=', bought.id).execute())
  return { ...outside, who, kind: 'guest', headers: {}, order: orderOf(bought, bought.link ?? '') }
}

const orderOf = (order: { readonly id: string; readonly tickets: readonly { readonly id: string }[] }, link: string | undefined) => ({
  id: order.id,
  ticketId: order.tickets[0]?.id ?? '',
  link,
})
