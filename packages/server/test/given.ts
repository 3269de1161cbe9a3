import { permissionsOf, permissionsOfOrganizations, stepSchemas, type Client, type FashionistasContract, type Permission, type Role, type TicketType } from '@fashionistas/contract'
import type { z } from 'zod'
import type { Actor } from '#core/context.ts'
import type { Database } from '#core/database.ts'
import type { World } from '#core/world.ts'
import type { As } from './harness.ts'

/** What is needed of a harness, so that a part of the product can be tested with the same people. */
export type Ground = { readonly database: Database; readonly world: World; readonly as: As }
export type Person = { readonly userId: string; readonly name: string; readonly email: string; readonly phone: string | null; readonly actor: Actor & { readonly kind: 'user' } }
export type Organizer = Person & { readonly organizationId: string; readonly slug: string }
type PersonFacts = { readonly name?: string; readonly email?: string; readonly phone?: string; readonly emailVerified?: boolean; readonly locale?: 'es-CO' | 'en' }

const hour = 3_600_000

const guest = (): Actor => ({ kind: 'guest' })

/** A person with a verified account and no role. */
async function user({ database, world }: Ground, facts: PersonFacts = {}): Promise<Person> {
  const userId = world.newId()
  const { name = 'Valentina Restrepo', email = `${userId}@example.com`, phone = null, emailVerified = true, locale = 'es-CO' } = facts
  await database.system((tx) => tx.insertInto('users').values({ id: userId, name, email, email_verified: emailVerified, phone_number: phone, phone_number_verified: phone !== null, locale }).execute())
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
    await tx.insertInto('organizations').values({ id: ground.world.newId(), slug: 'plataforma', name: 'Fashionistas', kind: 'platform' }).onConflict((conflict) => conflict.doNothing()).execute()
    return (await tx.selectFrom('organizations').select('id').where('slug', '=', 'plataforma').executeTakeFirstOrThrow()).id
  })
  await join(ground, { organizationId, person, role: 'admin' })
  return { ...person, actor: actorWith(person.userId, person.actor.sessionId, ['admin', ...permissionsOfOrganizations]) }
}

async function join({ database, world }: Ground, { organizationId, person, role }: { readonly organizationId: string; readonly person: Person; readonly role: Role }): Promise<string> {
  const id = world.newId()
  await database.system((tx) => tx.insertInto('memberships').values({ id, organization_id: organizationId, user_id: person.userId, email: person.email, role, joined_at: world.now() }).execute())
  return id
}

const actorWith = (userId: string, sessionId: string, permissions: readonly Permission[]): Actor & { readonly kind: 'user' } => ({ kind: 'user', userId, sessionId, permissions: new Set<Permission>(['user', ...permissions]) })

type Tier = { readonly name?: string; readonly priceMinor: number; readonly startsAt?: Date; readonly endsAt?: Date; readonly quantity?: number }
type TypeFacts = Partial<Pick<z.input<typeof stepSchemas.tickets>['types'][number], 'minPerOrder' | 'maxPerOrder' | 'admissions' | 'isDonation' | 'visibility' | 'salesStartAt' | 'salesEndAt'>> & {
  readonly name?: string
  readonly quantity?: number
  readonly priceMinor?: number
  /** Instead of one price. */
  readonly tiers?: readonly Tier[]
}
export type EventFacts = {
  readonly title?: string
  readonly type?: 'fashion' | 'corporate' | 'cultural' | 'concert'
  readonly startsAt?: Date
  readonly endsAt?: Date
  readonly city?: string
  readonly timeZone?: string
  readonly capacity?: number
  readonly currency?: 'COP' | 'USD' | 'EUR'
  readonly refundPolicy?: 'standard' | 'flexible' | 'none'
  readonly types?: readonly TypeFacts[]
}
export type GivenEvent = { readonly eventId: string; readonly slug: string; readonly startsAt: Date; readonly endsAt: Date; readonly types: readonly TicketType[]; readonly typeId: string }

/** An event on sale: drafted in its five steps and published through the product. Thirty days ahead, one type of 100 tickets at 120,000 pesos. */
async function event(ground: Ground, owner: Organizer, facts: EventFacts = {}): Promise<GivenEvent> {
  const client = ground.as(owner.actor)
  const { eventId, startsAt, endsAt } = await draft(ground, owner, facts)
  const { slug } = await client.publishEvent({ eventId })
  const { data: types } = await client.listTicketTypes({ eventId })
  const [first] = types
  if (!first) throw new Error('the event was published without ticket types')
  return { eventId, slug, startsAt, endsAt, types, typeId: first.id }
}

/** The same, with its steps saved and not published. */
async function draft(ground: Ground, owner: Organizer, facts: EventFacts = {}): Promise<{ readonly eventId: string; readonly startsAt: Date; readonly endsAt: Date }> {
  const client = ground.as(owner.actor)
  const startsAt = facts.startsAt ?? new Date(ground.world.now().getTime() + 30 * 24 * hour)
  const endsAt = facts.endsAt ?? new Date(startsAt.getTime() + 4 * hour)
  const { id: eventId } = await client.createDraft({ organizationId: owner.organizationId })
  await saveSteps(client, eventId, { ...facts, startsAt, endsAt })
  return { eventId, startsAt, endsAt }
}

async function saveSteps(client: Client<FashionistasContract>, eventId: string, facts: EventFacts & { readonly startsAt: Date; readonly endsAt: Date }): Promise<void> {
  const { title = 'Pasarela de agua', type = 'fashion', startsAt, endsAt, timeZone = 'America/Bogota', city = 'Medellín', capacity = 500, currency = 'COP', refundPolicy = 'standard', types = [{}] } = facts
  const steps = {
    basics: { title: { es: title }, type, summary: { es: 'Una noche de moda junto al río.' }, description: { es: 'Veinte colecciones de diseñadores de la ciudad.' }, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), timeZone } satisfies z.input<typeof stepSchemas.basics>,
    venue: { name: 'Plaza Mayor', address: 'Calle 41 # 55-80', city, capacity, latitude: 6.2425, longitude: -75.5764 } satisfies z.input<typeof stepSchemas.venue>,
    team: { members: [] } satisfies z.input<typeof stepSchemas.team>,
    tickets: { types: types.map((facts) => typeFrom(facts, currency)), currency, refundPolicy } satisfies z.input<typeof stepSchemas.tickets>,
    marketing: {} satisfies z.input<typeof stepSchemas.marketing>,
  }
  await client.saveStep({ eventId, step: 'basics', fields: steps.basics })
  await client.saveStep({ eventId, step: 'venue', fields: steps.venue })
  await client.saveStep({ eventId, step: 'team', fields: steps.team })
  await client.saveStep({ eventId, step: 'tickets', fields: steps.tickets })
  await client.saveStep({ eventId, step: 'marketing', fields: steps.marketing })
}

function typeFrom({ name = 'General', quantity = 100, priceMinor = 12_000_000, tiers, ...rest }: TypeFacts, currency: 'COP' | 'USD' | 'EUR') {
  const prices: readonly Tier[] = tiers ?? [{ priceMinor }]
  return {
    name: { es: name },
    quantity,
    ...rest,
    tiers: prices.map((tier) => ({ name: { es: tier.name ?? 'Etapa única' }, price: { minor: tier.priceMinor, currency }, startsAt: tier.startsAt?.toISOString(), endsAt: tier.endsAt?.toISOString(), quantity: tier.quantity })),
  }
}

export const given = { guest, user, organizer, member, admin, draft, event }
