import { sql } from 'kysely'
import type { Database } from '#core/database.ts'
import type { Grants } from './grants.ts'

/** Open invitations to an address become memberships of the person who proved to own it. */
export async function joinInvitations(
  database: Database,
  grants: Grants,
  { userId, email, at }: { readonly userId: string; readonly email: string; readonly at: Date },
): Promise<void> {
  await database.system((tx) =>
    sql`
    update memberships m set user_id = ${userId}, joined_at = ${at}
     where m.email = ${email.toLowerCase()} and m.user_id is null
       and not exists (select from memberships own where own.organization_id = m.organization_id and own.user_id = ${userId})`.execute(tx),
  )
  grants.forget(userId)
}
