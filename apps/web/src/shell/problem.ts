import { useTranslations } from 'next-intl'
import { Refusal } from './wire.ts'

export type Problem = { readonly code: string; readonly title: string; readonly detail: string }

/** What went wrong, in the reader's words: the api's own sentence when it sent one, else the catalogue's. */
export function useProblem(): (error: unknown) => Problem {
  const t = useTranslations('shell.problem')
  return (error) => {
    if (!(error instanceof Refusal)) return { code: 'offline', title: t('offlineTitle'), detail: t('offlineDetail') }
    const { title, detail } = error.details
    return {
      code: error.code,
      title: typeof title === 'string' ? title : t('otherTitle'),
      detail: typeof detail === 'string' ? detail : t('otherDetail'),
    }
  }
}

export const refusalCode = (error: unknown): string | undefined => (error instanceof Refusal ? error.code : undefined)
