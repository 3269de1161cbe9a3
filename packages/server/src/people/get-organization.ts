import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { findOrganization, organizationView } from './organizations.ts'
import { permit } from './permit.ts'

export const getOrganization: Handler<typeof people.getOrganization, Context> = async ({ organizationId }, context) => {
  await permit(context, organizationId, 'organization.read')
  const row = await findOrganization(context.tx, organizationId)
  return row ? organizationView(row) : context.refuse('not_found')
}
