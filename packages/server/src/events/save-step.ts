import type { Handler, StepName, events } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import { constraintOf } from '#core/database.ts'
import { Refusal } from '@fashionistas/contract'
import { applyStep } from './apply-step.ts'
import { getDraftRow, toDraft } from './draft-view.ts'
import { problemsOf } from './draft-steps.ts'
import { lockEvent } from './event-row.ts'

/** Keeps what was typed, also half of it. What is complete takes effect on the draft event, so that it can be looked at and published. */
export const saveStep: Handler<typeof events.saveStep, Context> = async ({ eventId, step, fields, secondsSpent }, context) => {
  const event = await lockEvent(context, eventId, 'events.write')
  if (event.state !== 'draft') return context.refuse('draft_closed', { state: event.state })
  const known = (await getDraftRow(context.tx, eventId)).steps[step]
  const isComplete = problemsOf(step, fields).length === 0
  const saved = isComplete ? await explained(() => applyStep(context, event, step, fields)) : fields
  const now = context.now().toISOString()
  await keep(context, eventId, step, {
    saved,
    completedAt: isComplete ? (known?.completedAt ?? now) : null,
    secondsSpent: (known?.secondsSpent ?? 0) + (secondsSpent ?? 0),
  })

  context.note({
    organizationId: event.organization_id,
    target: `event:${eventId}`,
    before: { [step]: known?.saved ?? null },
    after: { [step]: saved },
  })
  return toDraft(event, await getDraftRow(context.tx, eventId))
}

async function keep(
  context: Context,
  eventId: string,
  step: StepName,
  value: { readonly saved: unknown; readonly completedAt: string | null; readonly secondsSpent: number },
): Promise<void> {
  await context.tx
    .updateTable('event_drafts')
    .set({ steps: sql`jsonb_set(steps, array[${step}], ${JSON.stringify(value)}::jsonb)`, version: sql`version + 1`, updated_at: context.now() })
    .where('event_id', '=', eventId)
    .execute()
}

/** Two people may take one address at the same moment; the index decides. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (constraintOf(error) === 'events_slug_key') throw new Refusal('slug_taken')
    throw error
  }
}
