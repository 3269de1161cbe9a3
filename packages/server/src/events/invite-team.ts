import { stepSchemas } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import { getDraftRow } from './draft-view.ts'
import type { EventRow } from './event-row.ts'

/** Invites whom the draft named, if who publishes may invite at all: to write events is not to let people in. */
export async function inviteTeam(context: Context, event: EventRow): Promise<void> {
  const { tx, actor } = context
  if (actor.kind !== 'user' || !(await mayInvite(context, event.organization_id))) return
  const team = stepSchemas.team.safeParse((await getDraftRow(tx, event.id)).steps.team?.saved)
  if (!team.success) return
  const organization = await tx.selectFrom('organizations').select('name').where('id', '=', event.organization_id).executeTakeFirstOrThrow()
  for (const { email, role } of team.data.members) {
    const id = context.newId()
    const made = await tx
      .insertInto('memberships')
      .values({ id, organization_id: event.organization_id, email: email.toLowerCase(), role, invited_by: actor.userId, joined_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made)
      await context.emit(tx, {
        type: 'member.invited',
        organizationId: event.organization_id,
        data: {
          memberId: id,
          email: email.toLowerCase(),
          role,
          isMember: false,
          organizationName: organization.name,
          inviterName: null,
          locale: context.locale,
        },
        topics: [`organization:${event.organization_id}`],
      })
  }
}

async function mayInvite({ tx }: Context, organizationId: string): Promise<boolean> {
  const { rows } = await sql`select from private.my_organizations('members.manage') as mine(id) where mine.id = ${organizationId}`.execute(tx)
  return rows.length > 0
}
