import type { Fields } from './merge-step.ts'

/** What each step's form is given. */
export type StepProps = {
  readonly eventId: string
  readonly fields: Fields
  readonly change: (changes: Fields) => void
  /** What is missing or wrong at a field, in words; nothing while the person has not come so far. */
  readonly problemAt: (path: string) => string | undefined
  readonly timeZone: string
  readonly capacity: number | undefined
}
