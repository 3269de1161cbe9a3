import { permissionsOf, type Handler, type people } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import { claimantOf, findAccount, userView } from './accounts.ts'
import { roleFrom } from './members.ts'
import type { OrderClaims } from './order-claims.ts'
import { kindFrom } from './organizations.ts'

export const getMe =
  (orders: OrderClaims): Handler<typeof people.getMe, Context> =>
  async (_, context) => {
    const { tx, actor } = context
    const account = actor.kind === 'user' ? await findAccount(tx, actor.userId) : undefined
    if (!account || actor.kind !== 'user') return { user: null, memberships: [], isAdmin: false, unclaimedOrders: 0 }
    const unclaimedOrders = await context.elevated(() => orders.count(tx, claimantOf(account))) // a guest's order is nobody's to read yet
    return { user: userView(account), memberships: await membershipsOf(tx, account.id), isAdmin: actor.permissions.has('admin'), unclaimedOrders }
  }

type MembershipRow = { organization_id: string; name: string; slug: string; kind: string; role: string }

async function membershipsOf(tx: Tx, userId: string) {
  const { rows } = await sql<MembershipRow>`
    select m.organization_id, o.name, o.slug, o.kind, m.role from memberships m join organizations o on o.id = m.organization_id
     where m.user_id = ${userId} and m.joined_at is not null order by m.joined_at, m.id limit 200`.execute(tx)
  return rows.map((row) => {
    const role = roleFrom(row.role)
    return {
      organizationId: row.organization_id,
      organizationName: row.name,
      organizationSlug: row.slug,
      kind: kindFrom(row.kind),
      role,
      permissions: [...permissionsOf[role]],
    }
  })
}
