import { z } from 'zod'
import { operation } from './operation.ts'
import { permissionsOfOrganizations, roles } from './permissions.ts'
import { Email, Instant, KeyId, Locale, Nothing, OrganizationId, Phone, SessionId, UserId } from './vocabulary.ts'

export const OrganizationKind = z.enum(['organizer', 'sponsor', 'venue', 'agency', 'brand', 'platform'])
const RoleName = z.enum(roles)
const Grant = z.enum(permissionsOfOrganizations)

export const Membership = z.object({
  organizationId: OrganizationId,
  organizationName: z.string(),
  organizationSlug: z.string(),
  kind: OrganizationKind,
  role: RoleName,
  permissions: z.array(Grant),
})
export const User = z.object({
  id: UserId,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  phone: z.string().nullable(),
  phoneVerified: z.boolean(),
  locale: Locale,
})
export const Me = z.object({ user: User.nullable(), memberships: z.array(Membership), isAdmin: z.boolean(), unclaimedOrders: z.int() })
export type Me = z.infer<typeof Me>

export const Organization = z.object({
  id: OrganizationId,
  slug: z.string(),
  name: z.string(),
  kind: OrganizationKind,
  description: z.string().nullable(),
  city: z.string().nullable(),
  website: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  legalName: z.string().nullable(),
  nit: z.string().nullable(),
  version: z.int(),
})
const Session = z.object({
  id: SessionId,
  isCurrent: z.boolean(),
  createdAt: Instant,
  expiresAt: Instant,
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
})
const Member = z.object({
  id: z.uuid(),
  userId: UserId.nullable(),
  name: z.string().nullable(),
  email: z.string(),
  role: RoleName,
  joinedAt: Instant.nullable(),
})
const ApiKey = z.object({
  id: KeyId,
  name: z.string(),
  start: z.string(),
  permissions: z.array(Grant),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
})
const editable = {
  name: z.string().trim().min(2).max(120),
  description: z.string().trim().max(4000).nullable(),
  city: z.string().trim().max(80).nullable(),
  website: z.url().max(300).nullable(),
  email: Email.nullable(),
  phone: Phone.nullable(),
  legalName: z.string().trim().max(200).nullable(),
  nit: z.string().trim().max(20).nullable(),
}

export const people = {
  getMe: operation({
    summary: 'Who is asking, with memberships and permissions; `user` is null for a guest',
    route: 'GET /api/v1/me',
    permission: 'public',
    input: Nothing,
    output: Me,
  }),
  changeMe: operation({
    summary: 'Changes name, phone or language of the signed-in person',
    route: 'PATCH /api/v1/me',
    permission: 'user',
    limit: 'write',
    input: z.object({ name: z.string().trim().min(1).max(120).optional(), locale: Locale.optional() }),
    output: User,
  }),
  listSessions: operation({
    summary: 'The sessions that are open under this account',
    route: 'GET /api/v1/me/sessions',
    permission: 'user',
    input: Nothing,
    output: z.object({ data: z.array(Session) }),
  }),
  revokeSession: operation({
    summary: 'Ends one session at once',
    route: 'DELETE /api/v1/me/sessions/{sessionId}',
    permission: 'user',
    input: z.object({ sessionId: SessionId }),
    output: Nothing,
    refusals: ['not_found'],
  }),
  claimOrders: operation({
    summary: 'Brings guest orders with the verified email or phone of this person into the account',
    route: 'POST /api/v1/me/claims',
    permission: 'user',
    limit: 'write',
    input: Nothing,
    output: z.object({ claimed: z.int() }),
  }),
  createOrganization: operation({
    summary: 'Founds an organization; the caller becomes its owner',
    route: 'POST /api/v1/organizations',
    permission: 'user',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({ name: editable.name, kind: OrganizationKind.exclude(['platform']).default('organizer'), city: editable.city.optional() }),
    output: Organization,
    tool: 'write',
  }),
  getOrganization: operation({
    summary: 'One organization of mine',
    route: 'GET /api/v1/organizations/{organizationId}',
    permission: 'organization.read',
    versioned: 'read',
    input: z.object({ organizationId: OrganizationId }),
    output: Organization,
    refusals: ['not_found'],
    tool: 'read',
  }),
  changeOrganization: operation({
    summary: 'Changes what the organization shows of itself',
    route: 'PATCH /api/v1/organizations/{organizationId}',
    permission: 'organization.manage',
    versioned: 'change',
    limit: 'write',
    input: z.object({ organizationId: OrganizationId, ...z.object(editable).partial().shape }),
    output: Organization,
    refusals: ['not_found'],
  }),
  listMembers: operation({
    summary: 'Members and open invitations',
    route: 'GET /api/v1/organizations/{organizationId}/members',
    permission: 'organization.read',
    input: z.object({ organizationId: OrganizationId }),
    output: z.object({ data: z.array(Member) }),
    refusals: ['not_found'],
  }),
  addMember: operation({
    summary: 'Invites a person by email; who already has an account with that verified email joins at once',
    route: 'POST /api/v1/organizations/{organizationId}/members',
    permission: 'members.manage',
    limit: 'message',
    idempotency: 'stored',
    input: z.object({ organizationId: OrganizationId, email: Email, role: RoleName.exclude(['admin']) }),
    output: Member,
    refusals: ['not_found', 'member_exists'],
  }),
  changeMember: operation({
    summary: 'Gives a member another role',
    route: 'PATCH /api/v1/organizations/{organizationId}/members/{memberId}',
    permission: 'members.manage',
    limit: 'write',
    input: z.object({ organizationId: OrganizationId, memberId: z.uuid(), role: RoleName.exclude(['admin']) }),
    output: Member,
    refusals: ['not_found', 'last_owner'],
  }),
  removeMember: operation({
    summary: 'Ends a membership or an invitation',
    route: 'DELETE /api/v1/organizations/{organizationId}/members/{memberId}',
    permission: 'members.manage',
    limit: 'write',
    input: z.object({ organizationId: OrganizationId, memberId: z.uuid() }),
    output: Nothing,
    refusals: ['not_found', 'last_owner'],
  }),
  listApiKeys: operation({
    summary: 'API keys of the organization, without their secrets',
    route: 'GET /api/v1/organizations/{organizationId}/api-keys',
    permission: 'keys.manage',
    input: z.object({ organizationId: OrganizationId }),
    output: z.object({ data: z.array(ApiKey) }),
    refusals: ['not_found'],
  }),
  createApiKey: operation({
    summary: 'Makes an API key with scopes; the secret is shown this once',
    route: 'POST /api/v1/organizations/{organizationId}/api-keys',
    permission: 'keys.manage',
    limit: 'write',
    input: z.object({
      organizationId: OrganizationId,
      name: z.string().trim().min(1).max(80),
      permissions: z.array(Grant).min(1).max(40),
      expiresAt: Instant.optional(),
    }),
    output: ApiKey.extend({ secret: z.string() }),
    refusals: ['not_found', 'permission_missing'],
  }),
  revokeApiKey: operation({
    summary: 'Ends an API key at once',
    route: 'DELETE /api/v1/organizations/{organizationId}/api-keys/{keyId}',
    permission: 'keys.manage',
    limit: 'write',
    input: z.object({ organizationId: OrganizationId, keyId: KeyId }),
    output: Nothing,
    refusals: ['not_found'],
  }),
}
