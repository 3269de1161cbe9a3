import { permissionsOf, permissionsOfOrganizations, type Permission, type Role } from '@fashionistas/contract'
import type { Actor } from '#core/context.ts'
import type { Database } from '#core/database.ts'
import type { World } from '#core/world.ts'
import { draft, event } from './given-event.ts'
import type { As } from './harness.ts'

/** What is needed of a harness, so that a part of the product can be tested with the same people. */
export type Ground = { readonly database: Database; readonly world: World; readonly as: As }
export type Person = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly phone: string | null
  readonly actor: Actor & { readonly kind: 'user' }
}
export type Organizer = Person & { readonly organizationId: string; readonly slug: string }
type PersonFacts = {
  readonly name?: string
  readonly email?: string
  readonly phone?: string
  readonly emailVerified?: boolean
  readonly locale?: 'es-CO' | 'en'
}

const guest = (): Actor => ({ kind: 'guest' })

/** A person with a verified account and no role. */
async function user({ database, world }: Ground, facts: PersonFacts = {}): Promise<Person> {
  const userId = world.newId()
  const { name = 'Valentina Restrepo', email = `${userId}@example.com`, phone = null, emailVerified = true, locale = 'es-CO' } = facts
  await database.system((tx) =>
    tx
      .insertInto('users')
      .values({ id: userId, name, email, email_verified: emailVerified, phone_number: phone, phone_number_verified: phone !== null, locale })
      .execute(),
  )
  return { userId, name, email, phone, actor: actorWith(userId, world.newId(), []) }
}

/** A person with an organization of their own, founded through the product. */
async function organizer(ground: Ground, facts: PersonFacts & { readonly organization?: string } = {}): Promise<Organizer> {
  const person = await user(ground, facts)
  const { id, slug } = await ground.as(person.actor).createOrganization({ name: facts.organization ?? 'Casa Orquídea' })
  return { ...person, actor: actorWith(person.userId, person.actor.sessionId, permissionsOf.owner), organizationId: id, slug }
}

/** A person who joined the organization in a role. */
async function member(ground: Ground, organizationId: string, role: Role, facts: PersonFacts = {}): Promise<Person & { readonly memberId: string }> {
  const person = await user(ground, facts)
  const memberId = await join(ground, { organizationId, person, role })
  return { ...person, memberId, actor: actorWith(person.userId, person.actor.sessionId, permissionsOf[role]) }
}

/** An admin of the platform. */
async function admin(ground: Ground, facts: PersonFacts = {}): Promise<Person> {
  const person = await user(ground, facts)
  const organizationId = await ground.database.system(async (tx) => {
    await tx
      .insertInto('organizations')
      .values({ id: ground.world.newId(), slug: 'plataforma', name: 'Fashionistas', kind: 'platform' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return (await tx.selectFrom('organizations').select('id').where('slug', '=', 'plataforma').executeTakeFirstOrThrow()).id
  })
  await join(ground, { organizationId, person, role: 'admin' })
  return { ...person, actor: actorWith(person.userId, person.actor.sessionId, ['admin', ...permissionsOfOrganizations]) }
}

async function join(
  { database, world }: Ground,
  { organizationId, person, role }: { readonly organizationId: string; readonly person: Person; readonly role: Role },
): Promise<string> {
  const id = world.newId()
  await database.system((tx) =>
    tx
      .insertInto('memberships')
      .values({ id, organization_id: organizationId, user_id: person.userId, email: person.email, role, joined_at: world.now() })
      .execute(),
  )
  return id
}

const actorWith = (userId: string, sessionId: string, permissions: readonly Permission[]): Actor & { readonly kind: 'user' } => ({
  kind: 'user',
  userId,
  sessionId,
  permissions: new Set<Permission>(['user', ...permissions]),
})

export const given = { guest, user, organizer, member, admin, draft, event }
