import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { Grants } from './grants.ts'
import { findAccountByEmail, findAccount } from './accounts.ts'
import { insertMember, memberView } from './members.ts'
import { findOrganization } from './organizations.ts'
import { permit } from './permit.ts'

export const addMember =
  (grants: Grants): Handler<typeof people.addMember, Context> =>
  async ({ organizationId, email, role }, context) => {
    const { tx, actor } = context
    await permit(context, organizationId, 'members.manage')
    const organization = await findOrganization(tx, organizationId)
    if (!organization) return context.refuse('not_found')

    // The account of somebody else is not the caller's to see; only whether this proven address has one is used.
    const known = await context.elevated(() => findAccountByEmail(tx, email))
    const joiner = known?.email_verified ? known : undefined
    const inviter = actor.kind === 'user' ? await findAccount(tx, actor.userId) : undefined
    const row = { id: context.newId(), email, role, user_id: joiner?.id ?? null, joined_at: joiner ? context.now() : null }
    const made = await insertMember(tx, { ...row, organization_id: organizationId, invited_by: inviter?.id ?? null })
    if (!made) return context.refuse('member_exists')

    if (joiner) grants.forget(joiner.id)
    const data = {
      memberId: row.id,
      email,
      role,
      isMember: joiner !== undefined,
      organizationName: organization.name,
      inviterName: inviter?.name ?? null,
      locale: joiner?.locale ?? context.locale,
    }
    await context.emit(tx, { type: 'member.invited', organizationId, data, topics: [`organization:${organizationId}`] })
    const view = memberView({ ...row, name: joiner?.name ?? null })
    context.note({ organizationId, target: row.id, after: view })
    return view
  }
