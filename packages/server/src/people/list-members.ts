import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { memberView, membersOf } from './members.ts'
import { permit } from './permit.ts'

export const listMembers: Handler<typeof people.listMembers, Context> = async ({ organizationId }, context) => {
  await permit(context, organizationId, 'organization.read')
  const rows = await context.elevated(() => membersOf(context.tx, organizationId)) // their names stand in accounts that only they may read
  return { data: rows.map((row) => memberView(row)) }
}
