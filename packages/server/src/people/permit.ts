import { Refusal, type OrganizationPermission } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'

type Asking = Pick<Context, 'tx' | 'actor'>

/**
 * Lets the caller go on in this organization, or refuses. The kernel only saw that the permission is held somewhere; a stranger to
 * the organization hears `not_found`, because another tenant's thing does not exist for them.
 */
export async function permit({ tx, actor }: Asking, organizationId: string, permission: OrganizationPermission): Promise<void> {
  if (actor.kind === 'system') return
  const { rows } = await sql<{ is_allowed: boolean; is_member: boolean }>`
    select exists (select from private.my_organizations(${permission}) as mine(id) where mine.id = ${organizationId}) as is_allowed,
           exists (select from memberships where organization_id = ${organizationId} and user_id = (select auth.uid()) and joined_at is not null) as is_member`.execute(
    tx,
  )
  const [row] = rows
  if (row?.is_allowed) return
  const isInside = row?.is_member || (actor.kind === 'key' && actor.organizationId === organizationId)
  throw isInside ? new Refusal('permission_missing', { permission }) : new Refusal('not_found')
}

/** Whether the caller holds a permission in this organization: for answers that show less to some, instead of refusing. */
export async function isAllowed({ tx, actor }: Asking, organizationId: string, permission: OrganizationPermission): Promise<boolean> {
  if (actor.kind === 'system') return true
  const { rows } = await sql<{
    is_allowed: boolean
  }>`select exists (select from private.my_organizations(${permission}) as mine(id) where mine.id = ${organizationId}) as is_allowed`.execute(tx)
  return rows[0]?.is_allowed === true
}

/** The signed-in person behind an act that only a person can do. */
export function personOf({ actor }: Pick<Context, 'actor'>): { readonly userId: string; readonly sessionId: string } {
  if (actor.kind !== 'user') throw new Refusal('sign_in_needed')
  return actor
}
