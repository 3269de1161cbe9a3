import { QuestionId } from '@fashionistas/contract'
import { z } from 'zod'

const Label = z.object({ es: z.string(), en: z.string().optional() })
/** A question as the tables have it, and as jsonb carries it inside an event. */
export const QuestionRow = z.object({
  id: QuestionId,
  kind: z.enum(['text', 'choice', 'yes_no']),
  label: Label,
  options: z.array(Label),
  isRequired: z.boolean(),
})
