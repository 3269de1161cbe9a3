import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { findAccount } from './accounts.ts'
import type { Grants } from './grants.ts'
import { insertMember } from './members.ts'
import { insertOrganization, organizationView, type OrganizationRow } from './organizations.ts'
import { personOf } from './permit.ts'
import { slugFrom } from './slug.ts'

const attempts = 5

export const createOrganization =
  (grants: Grants): Handler<typeof people.createOrganization, Context> =>
  async ({ name, kind, city }, context) => {
    const { userId } = personOf(context)
    const founder = await findAccount(context.tx, userId)
    if (!founder) throw new Error('a session without its account')
    // Past row-level security: nobody is a member yet, so no policy can let the founder in.
    const row = await context.elevated(async () => {
      const made = await insertWithFreeSlug(context, { name, kind, city: city ?? null })
      await insertMember(context.tx, {
        id: context.newId(),
        organization_id: made.id,
        user_id: userId,
        email: founder.email,
        role: 'owner',
        joined_at: context.now(),
      })
      return made
    })
    grants.forget(userId)
    const view = organizationView(row)
    context.note({ organizationId: row.id, target: row.id, after: view })
    return view
  }

/** The name's own slug if it is free; else with a short tail of chance. */
async function insertWithFreeSlug(
  { tx, newId, random }: Context,
  fields: { readonly name: string; readonly kind: string; readonly city: string | null },
): Promise<OrganizationRow> {
  const base = slugFrom(fields.name) || 'organizacion'
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const slug = attempt === 0 ? base : `${base}-${Buffer.from(random(3)).toString('hex')}`
    const row = await insertOrganization(tx, { id: newId(), slug, ...fields })
    if (row) return row
  }
  throw new Error('no free slug was found')
}
