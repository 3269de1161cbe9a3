import type { Chance } from '../chance.ts'
import { dayMs, later } from '../clock.ts'
import { organizers, type Organizer } from '../season/organizers.ts'
import type { Row } from '../write-rows.ts'
import { plain } from './buyers.ts'
import { demoSignIns, type DemoSignIn } from './sign-ins.ts'

export type House = Organizer & { readonly id: string }
export type People = {
  readonly houses: ReadonlyMap<string, House>
  readonly venueHouseId: string
  readonly userIds: ReadonlyMap<DemoSignIn['role'], string>
  readonly rows: {
    readonly users: readonly Row[]
    readonly accounts: readonly Row[]
    readonly organizations: readonly Row[]
    readonly memberships: readonly Row[]
  }
}

const others = [
  { slug: 'fashionistas', name: 'Fashionistas', kind: 'platform', city: 'Medellín', description: 'La plataforma.', role: 'admin', as: 'admin' },
  {
    slug: 'cafe-alto-cauca',
    name: 'Café Alto Cauca',
    kind: 'sponsor',
    city: 'Cali',
    description: 'Tostadora de café de familias caucanas. Apoya eventos que cuidan el oficio y el territorio.',
    role: 'sponsor',
    as: 'sponsor',
  },
  {
    slug: 'espacios-aburra',
    name: 'Espacios Aburrá',
    kind: 'venue',
    city: 'Medellín',
    description: 'Administra el Teatro La Quebrada y el Centro de Eventos Aburrá.',
    role: 'venue_manager',
    as: 'venue_manager',
  },
  {
    slug: 'agencia-perfil-andino',
    name: 'Agencia Perfil Andino',
    kind: 'agency',
    city: 'Bogotá',
    description: 'Representa a modelos, estilistas y fotógrafos de todo el país.',
    role: 'professional',
    as: 'professional',
  },
] as const
/** Roles of the largest organizer's team that can sign in. */
const team = ['manager', 'finance', 'marketing', 'coordinator', 'door'] as const

/** Organizations with their people. Owners of the other organizers have accounts without a password. */
export function makePeople(chance: Chance, now: Date, passwordHash: string): People {
  const since = later(now, -420 * dayMs)
  const users = demoSignIns().map(({ role, name, email }) => ({ role, row: userRow(chance.id(since), name, email, since) }))
  const people = users.map(({ row }) => row)
  const userIds = new Map(users.map(({ role, row }) => [role, row.id]))
  const houses = organizers.map((organizer) => ({ ...organizer, id: chance.id(since) }))
  const owners = houses
    .slice(1)
    .map(({ owner, slug }) => userRow(chance.id(since), owner, `${plain(owner.split(' ')[0] ?? '')}@${slug}.example.co`, since))
  const otherHouses = others.map((other) => ({ ...other, id: chance.id(since) }))
  const join = (organizationId: string, user: { readonly id: string; readonly email: string }, role: string): Row => ({
    id: chance.id(since),
    organization_id: organizationId,
    user_id: user.id,
    email: user.email,
    role,
    joined_at: since,
    created_at: since,
  })
  const signedIn = (role: DemoSignIn['role']) => users.find((user) => user.role === role)?.row ?? raise(`no demo sign-in for ${role}`)
  const [largest, ...rest] = houses
  if (!largest) throw new Error('the season has no organizers')
  return {
    houses: new Map(houses.map((house) => [house.slug, house])),
    userIds,
    venueHouseId: otherHouses.find(({ kind }) => kind === 'venue')?.id ?? '',
    rows: {
      users: [...people, ...owners],
      accounts: people.map((user) => ({
        id: chance.id(since),
        user_id: user.id,
        account_id: user.id,
        provider_id: 'credential',
        password: passwordHash,
        created_at: since,
        updated_at: since,
      })),
      organizations: [
        ...houses.map((house) => organizationRow(house, since)),
        ...otherHouses.map(({ id, slug, name, kind, city, description }) => ({
          ...organizationRow({ id, slug, name, city, description }, since),
          kind,
        })),
      ],
      memberships: [
        join(largest.id, signedIn('organizer'), 'owner'),
        ...team.map((role) => join(largest.id, signedIn(role), role)),
        ...rest.flatMap((house, at) => (owners[at] ? [join(house.id, owners[at], 'owner')] : [])),
        ...otherHouses.map((house) => join(house.id, signedIn(house.as), house.role)),
      ],
    },
  }
}

const userRow = (id: string, name: string, email: string, since: Date) => ({
  id,
  name,
  email,
  email_verified: true,
  locale: 'es-CO',
  created_at: since,
  updated_at: since,
})

const organizationRow = (
  house: {
    readonly id: string
    readonly slug: string
    readonly name: string
    readonly city: string
    readonly description: string
    readonly nit?: string
  },
  since: Date,
): Row => ({
  id: house.id,
  slug: house.slug,
  name: house.name,
  kind: 'organizer',
  description: house.description,
  city: house.city,
  website: `https://${house.slug}.example.co`,
  email: `hola@${house.slug}.example.co`,
  legal_name: `${house.name} S.A.S.`,
  nit: house.nit ?? null,
  version: 1,
  created_at: since,
})

function raise(message: string): never {
  throw new Error(message)
}
