import { useTranslations } from 'next-intl'
import type { Fields } from './merge-step.ts'

export type StepProblem = { readonly path: string; readonly code: string }

/** The first problem at a field or under it: `title` finds `title.es`, `types.0` finds `types.0.tiers.1.price`. */
export const problemUnder = (problems: readonly StepProblem[], path: string): StepProblem | undefined =>
  problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`))

/** The value at a path such as `types.0.name.es`. */
export const valueAt = (fields: Fields, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (part, name) =>
        Array.isArray(part)
          ? part[Number(name)]
          : typeof part === 'object' && part !== null
            ? Object.entries(part).find(([key]) => key === name)?.[1]
            : undefined,
      fields,
    )

/** Says a problem in words: what is missing reads otherwise than what is wrong. */
export function useProblemWords(): (problem: StepProblem, value: unknown) => string {
  const t = useTranslations('wizard')
  return ({ code }, value) => {
    const key = `problem.${code.replaceAll(/\W/g, '_')}`
    if (value !== undefined && t.has(key)) return t(key)
    return value === undefined ? t('problem.missing') : t('problem.other')
  }
}

/** The name of the field at a path, as its label says it: `types.0.tiers.1.price` is "Boletas 1, etapa 2, Precio". */
export function useFieldName(): (step: string, path: string) => string {
  const t = useTranslations('wizard')
  return (step, path) => {
    const parts = path.split('.').filter((part) => part !== 'es' && part !== 'minor')
    const names = parts.flatMap((part, place) => {
      if (/^\d+$/.test(part)) return []
      const number = parts[place + 1]
      const key = `field.${part}`
      const name = t.has(key) ? t(key) : t(`step.${step}`)
      return [number && /^\d+$/.test(number) ? `${name} ${Number(number) + 1}` : name]
    })
    return names.join(', ') || t(`step.${step}`)
  }
}
