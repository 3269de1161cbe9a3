import type { StepName } from '@fashionistas/contract'

/** The five steps, in the order in which an organizer thinks of them. */
export const steps = ['basics', 'venue', 'team', 'tickets', 'marketing'] as const satisfies readonly StepName[]
export const stepOf = (text: string): StepName => steps.find((step) => step === text) ?? 'basics'
export const stepAfter = (step: StepName): StepName | undefined => steps[steps.indexOf(step) + 1]
export const stepBefore = (step: StepName): StepName | undefined => steps[steps.indexOf(step) - 1]
