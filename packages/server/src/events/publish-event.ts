import type { Handler, StepName, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { DoorPreparation } from './door-preparation.ts'
import { getDraftRow } from './draft-view.ts'
import { problemsOf, requiredSteps, type Problem } from './draft-steps.ts'
import { lockEvent, topicsOf, updateEvent, type EventRow } from './event-row.ts'
import { detailOf } from './public-event.ts'
import { keepStage } from './stage.ts'
import { inviteTeam } from './invite-team.ts'

type Missing = Problem & { readonly step: StepName }

/** Puts a draft or a postponed event on stage, with all that its first sale and its door need in the same transaction. */
export const publishEvent =
  (door: DoorPreparation): Handler<typeof events.publishEvent, Context> =>
  async ({ eventId }, context) => {
    const event = await lockEvent(context, eventId, 'events.publish')
    const isPostponed = event.state === 'postponed'
    if (event.state !== 'draft' && !isPostponed) return context.refuse('event_state_wrong', { state: event.state })
    const missing = isPostponed ? dateMissing(event, context.now()) : await missingOf(context, event)
    if (missing.length > 0) return context.refuse('event_incomplete', { missing })

    const { tx, now } = context
    await updateEvent(context, eventId, { state: 'active', published_at: event.published_at ?? now() })
    await context.elevated(() => door.prepare(tx, { id: eventId, organizationId: event.organization_id }))
    if (event.state === 'draft') await inviteTeam(context, event)
    await context.emit(tx, { type: 'event.published', organizationId: event.organization_id, data: { eventId }, topics: topicsOf(event) })
    await context.elevated(() => keepStage(tx, eventId, context))
    context.note({ organizationId: event.organization_id, target: `event:${eventId}`, before: { state: event.state }, after: { state: 'active' } })
    return await detailOf(context, eventId)
  }

async function missingOf(context: Context, event: EventRow): Promise<readonly Missing[]> {
  const { steps } = await context.elevated(() => getDraftRow(context.tx, event.id))
  const lacking = requiredSteps.flatMap((step) => problemsOf(step, steps[step]?.saved).map((problem) => ({ step, ...problem })))
  return lacking.length > 0 ? lacking : dateMissing(event, context.now())
}

const dateMissing = (event: EventRow, now: Date): readonly Missing[] =>
  event.starts_at && event.starts_at > now ? [] : [{ step: 'basics', path: 'startsAt', code: 'in_the_past' }]
