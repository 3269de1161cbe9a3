import { EventState, Refusal, type OrganizationPermission } from '@fashionistas/contract'
import { sql, type Insertable, type Selectable } from 'kysely'
import type { Context } from '#core/context.ts'
import type { DB } from '#core/schema.ts'
import { permit } from '#people/index.ts'

export type EventRow = Omit<Selectable<DB['events']>, 'state'> & { readonly state: EventState }
export type EventColumns = Insertable<DB['events']>

/** An event of the caller's organization, locked until the act ends; refused as if it did not exist to everybody else. */
export async function lockEvent(context: Context, eventId: string, permission: OrganizationPermission): Promise<EventRow> {
  const row = await context.elevated(() => context.tx.selectFrom('events').selectAll().where('id', '=', eventId).forUpdate().executeTakeFirst())
  return await allowed(context, row, permission)
}

export async function ownEvent(context: Context, eventId: string, permission: OrganizationPermission): Promise<EventRow> {
  const row = await context.elevated(() => context.tx.selectFrom('events').selectAll().where('id', '=', eventId).executeTakeFirst())
  return await allowed(context, row, permission)
}

async function allowed(context: Context, row: Selectable<DB['events']> | undefined, permission: OrganizationPermission): Promise<EventRow> {
  if (!row) throw new Refusal('not_found')
  await permit(context, row.organization_id, permission)
  return { ...row, state: EventState.parse(row.state) }
}

/**
 * Writes the event's row and counts its version. As the system, after the act checked the caller's right: the policy of the table asks for
 * `events.write`, which a key that may only cancel or publish does not have, and an update that a policy hides fails without a word.
 */
export async function updateEvent(context: Context, eventId: string, columns: Partial<EventColumns>): Promise<void> {
  const changed = await context.elevated(() =>
    context.tx
      .updateTable('events')
      .set({ ...columns, version: sql`version + 1`, updated_at: context.now() })
      .where('id', '=', eventId)
      .returning('id')
      .executeTakeFirst(),
  )
  if (!changed) throw new Error(`event ${eventId} is gone while it is locked`)
}

/** An edit of what somebody else changed in the meantime is refused. */
export function mustBeVersion(version: number, context: Context): void {
  if (context.ifMatch !== version) throw new Refusal('version_stale', { version })
}

/** Arrays and objects of a jsonb column; the driver would make a PostgreSQL array of a list. */
export const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value))

export const topicsOf = (event: { readonly id: string; readonly organization_id: string }): string[] => [
  `event:${event.id}:state`,
  `organization:${event.organization_id}`,
]
