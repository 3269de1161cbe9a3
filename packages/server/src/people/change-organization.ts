import { Refusal, type Handler, type people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { findOrganization, organizationView, updateOrganization } from './organizations.ts'
import { permit } from './permit.ts'

export const changeOrganization: Handler<typeof people.changeOrganization, Context> = async ({ organizationId, legalName, ...fields }, context) => {
  await permit(context, organizationId, 'organization.manage')
  const before = await findOrganization(context.tx, organizationId)
  if (!before) return context.refuse('not_found')
  const changes = given({ ...fields, legal_name: legalName })
  const after = context.ifMatch === undefined ? undefined : await updateOrganization(context.tx, organizationId, context.ifMatch, changes)
  if (!after) throw new Refusal('version_stale', { version: before.version })
  context.note({ organizationId, target: organizationId, before: organizationView(before), after: organizationView(after) })
  return organizationView(after)
}

/** What the request named; a name that was left out stays as it is. */
function given<Value>(fields: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const named: Record<string, Value> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) named[name] = value
  return named
}
