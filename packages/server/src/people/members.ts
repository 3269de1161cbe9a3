import { roles, type Role } from '@fashionistas/contract'
import { sql, type Insertable } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { Memberships } from '#core/schema.ts'
import { shownEmail } from './accounts.ts'

export type MemberRow = { id: string; user_id: string | null; name: string | null; email: string; role: string; joined_at: Date | null }
const limit = 500

/** Members first as they joined, then open invitations. Needs the system's role: names of colleagues stand in accounts that only they may read. */
export async function membersOf(tx: Tx, organizationId: string): Promise<readonly MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select m.id, m.user_id, u.name, coalesce(u.email, m.email) as email, m.role, m.joined_at
      from memberships m left join users u on u.id = m.user_id
     where m.organization_id = ${organizationId} order by m.joined_at nulls last, m.created_at, m.id limit ${limit}`.execute(tx)
  return rows
}

/** Needs the system's role, as `membersOf`. Admins of the platform are named by its operators, not through here. */
export async function findMember(tx: Tx, organizationId: string, id: string): Promise<MemberRow | undefined> {
  const { rows } = await sql<MemberRow>`
    select m.id, m.user_id, u.name, coalesce(u.email, m.email) as email, m.role, m.joined_at
      from memberships m left join users u on u.id = m.user_id where m.organization_id = ${organizationId} and m.id = ${id} and m.role <> 'admin'`.execute(
    tx,
  )
  return rows[0]
}

/** Undefined when the person or the address is in the organization already. */
export async function insertMember(tx: Tx, row: Insertable<Memberships>): Promise<{ id: string } | undefined> {
  return await tx
    .insertInto('memberships')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
}

/**
 * Locks the owners until the transaction ends and returns them: of two owners who take each other's role at once, the second finds
 * itself the last one, because a row that changed while it waited is looked at again.
 */
export async function lockOwners(tx: Tx, organizationId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from memberships where organization_id = ${organizationId} and role = 'owner' and joined_at is not null order by id for update`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** False when it is gone by now. */
export async function giveRole(tx: Tx, id: string, role: Role): Promise<boolean> {
  return (await tx.updateTable('memberships').set({ role }).where('id', '=', id).returning('id').executeTakeFirst()) !== undefined
}

export async function deleteMember(tx: Tx, id: string): Promise<boolean> {
  return (await tx.deleteFrom('memberships').where('id', '=', id).returning('id').executeTakeFirst()) !== undefined
}

export const memberView = (row: MemberRow) => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  email: shownEmail(row.email),
  role: roleFrom(row.role),
  joinedAt: row.joined_at?.toISOString() ?? null,
})

export function roleFrom(text: string): Role {
  const role = roles.find((known) => known === text)
  if (!role) throw new Error(`role ${text} is not in the contract`)
  return role
}
