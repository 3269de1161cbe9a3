import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { Grants } from './grants.ts'
import { findMember, giveRole, lockOwners, memberView } from './members.ts'
import { permit } from './permit.ts'

export const changeMember =
  (grants: Grants): Handler<typeof people.changeMember, Context> =>
  async ({ organizationId, memberId, role }, context) => {
    const { tx } = context
    await permit(context, organizationId, 'members.manage')
    const owners = await lockOwners(tx, organizationId)
    const before = await context.elevated(() => findMember(tx, organizationId, memberId)) // the name stands in the member's own account
    if (!before) return context.refuse('not_found')
    if (role !== 'owner' && owners.includes(memberId) && owners.length === 1) return context.refuse('last_owner')

    if (!(await giveRole(tx, memberId, role))) return context.refuse('not_found')
    if (before.user_id) grants.forget(before.user_id)
    context.note({ organizationId, target: memberId, before: { role: before.role }, after: { role } })
    return memberView({ ...before, role })
  }
