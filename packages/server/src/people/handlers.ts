import type { Handlers, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { addMember } from './add-member.ts'
import { changeMe } from './change-me.ts'
import { changeMember } from './change-member.ts'
import { changeOrganization } from './change-organization.ts'
import { claimOrders } from './claim-orders.ts'
import { createApiKey } from './create-api-key.ts'
import { createOrganization } from './create-organization.ts'
import { getMe } from './get-me.ts'
import { getOrganization } from './get-organization.ts'
import type { Grants } from './grants.ts'
import { listApiKeys } from './list-api-keys.ts'
import { listMembers } from './list-members.ts'
import { listSessions } from './list-sessions.ts'
import type { OrderClaims } from './order-claims.ts'
import { removeMember } from './remove-member.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { revokeSession } from './revoke-session.ts'
import type { Sessions } from './sessions.ts'

export type PeopleParts = { readonly orders: OrderClaims; readonly grants: Grants; readonly sessions: Sessions }

export const peopleHandlers = ({ orders, grants, sessions }: PeopleParts): Handlers<typeof people, Context> => ({
  getMe: getMe(orders),
  changeMe,
  listSessions,
  revokeSession: revokeSession(sessions),
  claimOrders: claimOrders(orders),
  createOrganization: createOrganization(grants),
  getOrganization,
  changeOrganization,
  listMembers,
  addMember: addMember(grants),
  changeMember: changeMember(grants),
  removeMember: removeMember(grants),
  listApiKeys,
  createApiKey,
  revokeApiKey: revokeApiKey(grants),
})
