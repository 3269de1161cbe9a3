/** Who may do what, in one place. The database reads the same table (private.role_permissions is filled from it at migration). */
export const permissionsOfOrganizations = [
  'organization.read',
  'organization.manage',
  'members.manage',
  'keys.manage',
  'events.read',
  'events.write',
  'events.publish',
  'events.cancel',
  'sales.read',
  'orders.read',
  'orders.manage',
  'orders.refund',
  'money.read',
  'attendees.read',
  'door.scan',
  'messages.read',
  'venues.write',
] as const
export type OrganizationPermission = (typeof permissionsOfOrganizations)[number]
export type Permission = 'public' | 'user' | 'admin' | OrganizationPermission

export const roles = [
  'owner',
  'manager',
  'finance',
  'marketing',
  'coordinator',
  'production',
  'technical',
  'security',
  'door',
  'venue_manager',
  'sponsor',
  'professional',
  'admin',
] as const
export type Role = (typeof roles)[number]

const everything = permissionsOfOrganizations
const team: readonly OrganizationPermission[] = ['organization.read', 'events.read', 'attendees.read']

/** The permissions that a role grants inside its organization. */
export const permissionsOf: Readonly<Record<Role, readonly OrganizationPermission[]>> = {
  owner: everything,
  admin: everything,
  manager: [
    'organization.read',
    'events.read',
    'sales.read',
    'events.write',
    'events.publish',
    'events.cancel',
    'orders.read',
    'orders.manage',
    'orders.refund',
    'attendees.read',
    'door.scan',
    'messages.read',
    'venues.write',
    'money.read',
  ],
  finance: ['organization.read', 'events.read', 'sales.read', 'orders.read', 'orders.refund', 'money.read'],
  marketing: ['organization.read', 'events.read', 'sales.read', 'events.write', 'messages.read'],
  coordinator: [...team, 'sales.read', 'events.write', 'orders.read', 'door.scan', 'messages.read'],
  production: team,
  technical: ['organization.read', 'events.read'],
  security: [...team, 'door.scan'],
  door: [...team, 'door.scan'],
  venue_manager: ['organization.read', 'venues.write'],
  sponsor: ['organization.read'],
  professional: ['organization.read'],
}

/** Who may change something may look at it: what these permissions bring along. Every role above already holds what its permissions bring. */
const bringsAlong: { readonly [Held in OrganizationPermission]?: readonly OrganizationPermission[] } = {
  'organization.manage': ['organization.read'],
  'members.manage': ['organization.read'],
  'events.write': ['events.read'],
  'events.publish': ['events.read'],
  'events.cancel': ['events.read'],
  'orders.manage': ['orders.read', 'messages.read'],
  'orders.refund': ['orders.read'],
}

/** These permissions and those that they bring along, each once. A key is made with them: one that manages a list can read it. */
export const withReading = (permissions: readonly OrganizationPermission[]): OrganizationPermission[] =>
  permissionsOfOrganizations.filter((one) => permissions.some((held) => held === one || bringsAlong[held]?.includes(one)))
