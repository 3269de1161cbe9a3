import { Refusal, type Handler, type door } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { ownEvent } from '#events/index.ts'
import { toList } from './lists.ts'

export const createCheckInList: Handler<typeof door.createCheckInList, Context> = async (
  { eventId, name, typeIds, allowsReentry, opensAt, closesAt },
  context,
) => {
  const event = await ownEvent(context, eventId, 'events.write')
  if (opensAt && closesAt && new Date(closesAt) <= new Date(opensAt))
    throw new Refusal('input_invalid', { errors: [{ path: 'closesAt', code: 'before_start', message: 'before_start' }] })
  const types =
    typeIds.length === 0
      ? []
      : await context.tx.selectFrom('ticket_types').select('id').where('event_id', '=', eventId).where('id', 'in', typeIds).execute()
  if (types.length < new Set(typeIds).size) return context.refuse('not_found')
  // As the system: who writes lists need not be one who scans, and could then not read back what was made.
  const list = await context.elevated(() =>
    context.tx
      .insertInto('check_in_lists')
      .values({
        id: context.newId(),
        event_id: eventId,
        organization_id: event.organization_id,
        name,
        type_ids: [...new Set(typeIds)],
        allows_reentry: allowsReentry,
        opens_at: opensAt ?? null,
        closes_at: closesAt ?? null,
        created_at: context.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
  context.note({ organizationId: event.organization_id, target: `event:${eventId}`, after: { list: toList(list) } })
  return toList(list)
}
