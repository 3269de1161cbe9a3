import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { permit } from '#people/index.ts'
import { getDraftRow, toDraft } from './draft-view.ts'
import { ownEvent } from './event-row.ts'

/** An event with nothing but an owner; its address becomes readable with its title. */
export const createDraft: Handler<typeof events.createDraft, Context> = async ({ organizationId }, context) => {
  await permit(context, organizationId, 'events.write')
  const { tx, newId, now } = context
  const id = newId()
  await tx
    .insertInto('events')
    .values({ id, organization_id: organizationId, slug: `borrador-${id.slice(-12)}`, created_at: now(), updated_at: now() })
    .execute()
  await tx
    .insertInto('event_drafts')
    .values({
      event_id: id,
      organization_id: organizationId,
      created_by: context.actor.kind === 'user' ? context.actor.userId : null,
      updated_at: now(),
    })
    .execute()
  context.note({ organizationId, target: `event:${id}` })
  return toDraft(await ownEvent(context, id, 'events.write'), await getDraftRow(tx, id))
}
