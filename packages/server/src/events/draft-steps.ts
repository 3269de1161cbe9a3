import { StepName, stepSchemas } from '@fashionistas/contract'
import { z } from 'zod'

export type Problem = { readonly path: string; readonly code: string }
export type Basics = z.infer<typeof stepSchemas.basics>
export type Tickets = z.infer<typeof stepSchemas.tickets>
export type TypeInput = Omit<Tickets['types'][number], 'id'>
export type Checked<Fields> = { readonly fields: Fields } | { readonly problems: readonly Problem[] }

export const requiredSteps: readonly StepName[] = ['basics', 'venue', 'tickets']

const Saved = z.object({ saved: z.record(z.string(), z.unknown()), completedAt: z.string().nullable(), secondsSpent: z.number() })
/** What event_drafts.steps holds. */
export const Steps = z.partialRecord(StepName, Saved)
export type Steps = z.infer<typeof Steps>

/** A step that fits its schema and makes sense, or what it lacks, field by field. */
export function checkStep<Fields>(step: StepName, schema: z.ZodType<Fields>, saved: Readonly<Record<string, unknown>>): Checked<Fields> {
  const parsed = schema.safeParse(saved)
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: codeOf(issue, saved) })) }
  const problems = senseOf(step, saved)
  return problems.length > 0 ? { problems } : { fields: parsed.data }
}

/** What a step lacks. One that nobody opened lacks everything if it is required, else nothing. */
export function problemsOf(step: StepName, saved: Readonly<Record<string, unknown>> | undefined): readonly Problem[] {
  if (!saved && !requiredSteps.includes(step)) return []
  const checked = checkStep<unknown>(step, stepSchemas[step], saved ?? {})
  return 'problems' in checked ? checked.problems : []
}

function codeOf(issue: z.core.$ZodIssue, saved: unknown): string {
  if (issue.code === 'custom') return issue.message
  const value = issue.path.reduce<unknown>(
    (part, name) => (part !== null && typeof part === 'object' ? Object.entries(part).find(([key]) => key === String(name))?.[1] : undefined),
    saved,
  )
  return value === undefined || value === '' ? 'required' : issue.code
}

/** Rules over several fields, which a form can only tell together. */
function senseOf(step: StepName, saved: unknown): readonly Problem[] {
  switch (step) {
    case 'basics': {
      const basics = stepSchemas.basics.parse(saved)
      return datesMakeSense(basics)
    }
    case 'tickets': {
      const { types, currency } = stepSchemas.tickets.parse(saved)
      return types.flatMap((type, at) => typeMakesSense(type, currency).map(({ path, code }) => ({ path: `types.${at}.${path}`, code })))
    }
    case 'venue':
    case 'team':
    case 'marketing':
      return []
  }
}

export function datesMakeSense({
  startsAt,
  endsAt,
  doorsAt,
}: {
  readonly startsAt: string
  readonly endsAt: string
  readonly doorsAt?: string | undefined
}): readonly Problem[] {
  return [
    ...(new Date(endsAt) > new Date(startsAt) ? [] : [{ path: 'endsAt', code: 'before_start' }]),
    ...(!doorsAt || new Date(doorsAt) <= new Date(startsAt) ? [] : [{ path: 'doorsAt', code: 'after_start' }]),
  ]
}

const isReversed = (from: string | null | undefined, to: string | null | undefined): boolean => Boolean(from && to && new Date(to) <= new Date(from))

export function typeMakesSense(type: TypeInput, currency: string): readonly Problem[] {
  return [
    ...(type.maxPerOrder < type.minPerOrder ? [{ path: 'maxPerOrder', code: 'below_minimum' }] : []),
    ...(isReversed(type.salesStartAt, type.salesEndAt) ? [{ path: 'salesEndAt', code: 'before_start' }] : []),
    ...type.tiers.flatMap((tier, at) => [
      ...(tier.price.currency === currency ? [] : [{ path: `tiers.${at}.price.currency`, code: 'currency_mixed' }]),
      ...(tier.price.minor >= 0 ? [] : [{ path: `tiers.${at}.price.minor`, code: 'too_small' }]),
      ...(isReversed(tier.startsAt, tier.endsAt) ? [{ path: `tiers.${at}.endsAt`, code: 'before_start' }] : []),
    ]),
  ]
}
