'use client'
import type { Question } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { textOf } from '../shell/locale.ts'
import { EmptyState } from '../shell/states.tsx'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'

/** The questions for those who may see but not change them. */
export function QuestionsRead({ questions }: { readonly questions: readonly Question[] }) {
  const t = useTranslations('backstage.questions')
  const locale = useReaderLocale()
  if (questions.length === 0) return <EmptyState title={t('empty')}>{t('emptyRead')}</EmptyState>
  return (
    <ol className={`${classes['panel']} ${classes['lines']}`}>
      {questions.map(({ id, kind, label, options, isRequired }) => (
        <li key={id}>
          <span className={classes['two']}>
            {textOf(label, locale)}
            {kind === 'choice' ? <small>{options.map((option) => textOf(option, locale)).join(' · ')}</small> : null}
          </span>
          <span>{[t(`kind.${kind}`), ...(isRequired ? [t('isRequired')] : [])].join(' · ')}</span>
        </li>
      ))}
    </ol>
  )
}
