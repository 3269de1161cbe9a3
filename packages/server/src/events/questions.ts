import type { Handler, Question, questions } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import { json, lockEvent, mustBeVersion, ownEvent } from './event-row.ts'
import { isOpenForChange } from './lifecycle.ts'
import { QuestionRow } from './question-row.ts'
import { tellChange } from './tell-change.ts'
import { matchIds } from './write-tiers.ts'

async function questionsOf(tx: Tx, eventId: string): Promise<Question[]> {
  const rows = await tx
    .selectFrom('questions')
    .select(['id', 'kind', 'label', 'options', 'is_required as isRequired'])
    .where('event_id', '=', eventId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute()
  return rows.map((row) => QuestionRow.parse(row))
}

export const listQuestions: Handler<typeof questions.listQuestions, Context> = async ({ eventId }, context) => {
  const event = await ownEvent(context, eventId, 'events.read')
  return { data: await questionsOf(context.tx, eventId), version: event.questions_version }
}

/** Brings the questions to the list. One that is left out is asked no more; what was answered to it stays with the orders. */
export const saveQuestions: Handler<typeof questions.saveQuestions, Context> = async ({ eventId, questions: wanted }, context) => {
  const event = await lockEvent(context, eventId, 'events.write')
  mustBeVersion(event.questions_version, context)
  if (!isOpenForChange(event.state)) return context.refuse('event_state_wrong', { state: event.state })
  const { tx } = context
  const before = await questionsOf(tx, eventId)
  const ids = matchIds(
    wanted.map(({ id }) => id),
    before.map(({ id }) => id),
    context.newId,
    'questions',
  )
  const gone = before.filter(({ id }) => !ids.includes(id)).map(({ id }) => id)
  if (gone.length > 0) await tx.updateTable('questions').set({ removed_at: context.now() }).where('id', 'in', gone).execute()
  for (const [position, { kind, label, options, isRequired }] of wanted.entries()) {
    const columns = { kind, label: json(label), options: json(kind === 'choice' ? options : []), is_required: isRequired, position }
    await tx
      .insertInto('questions')
      .values({ id: ids[position] ?? context.newId(), event_id: eventId, organization_id: event.organization_id, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute()
  }
  const after = await questionsOf(tx, eventId)
  const version = event.questions_version + 1
  await context.elevated(() => tx.updateTable('events').set({ questions_version: version }).where('id', '=', eventId).execute())
  await tellChange(context, event, { before: { questions: before }, after: { questions: after } })
  return { data: after, version }
}
