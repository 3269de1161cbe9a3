import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { permit } from '#people/index.ts'
import { toDetail } from './card.ts'
import { findAny } from './public-event.ts'

/** Everybody sees what was published; a draft is shown to its team only. */
export const getEvent: Handler<typeof events.getEvent, Context> = async ({ idOrSlug }, context) => {
  const event = await findAny(context, idOrSlug)
  if (!event) return context.refuse('not_found')
  if (event.state === 'draft') {
    if (context.actor.kind === 'guest') return context.refuse('not_found')
    await permit(context, event.organizationId, 'events.read')
  }
  return toDetail(event, context.now())
}
