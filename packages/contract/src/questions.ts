import { z } from 'zod'
import { operation } from './operation.ts'
import { EventId, QuestionId, Text } from './vocabulary.ts'

export const QuestionKind = z.enum(['text', 'choice', 'yes_no'])
const Label = z.object({ es: z.string().trim().min(3).max(200), en: z.string().trim().max(200).optional() })
/** What the buyer is asked, once an order. The answer to `yes_no` is `yes` or `no`; to `choice` the Spanish text of an option. */
export const Question = z.object({
  id: QuestionId,
  kind: QuestionKind,
  label: Text,
  options: z.array(Text),
  isRequired: z.boolean(),
})
export type Question = z.infer<typeof Question>

const Wanted = z
  .object({
    id: QuestionId.optional(),
    kind: QuestionKind,
    label: Label,
    options: z
      .array(z.object({ es: z.string().trim().min(1).max(80), en: z.string().trim().max(80).optional() }))
      .max(30)
      .default([]),
    isRequired: z.boolean().default(false),
  })
  .refine(({ kind, options }) => kind !== 'choice' || new Set(options.map(({ es }) => es)).size >= 2, {
    message: 'options_missing',
    path: ['options'],
  })

/** All questions of an event; the version counts how often the list was saved. */
const Asked = z.object({ data: z.array(Question), version: z.int() })

export const questions = {
  listQuestions: operation({
    summary: 'What the buyers of an event are asked',
    route: 'GET /api/v1/events/{eventId}/questions',
    permission: 'events.read',
    input: z.object({ eventId: EventId }),
    versioned: 'read',
    output: Asked,
    refusals: ['not_found'],
    tool: 'read',
  }),
  saveQuestions: operation({
    summary: 'Sets what the buyers of an event are asked; answers that were given stay',
    route: 'PUT /api/v1/events/{eventId}/questions',
    permission: 'events.write',
    limit: 'write',
    input: z.object({ eventId: EventId, questions: z.array(Wanted).max(20) }),
    versioned: 'change',
    output: Asked,
    refusals: ['not_found', 'event_state_wrong'],
    tool: 'write',
  }),
}
