'use client'
import type { OrderView } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import styles from './answers.module.css'
import { textOf } from './locale.ts'
import { useReaderLocale } from './use-paths.ts'

type Answer = OrderView['answers'][number]

/** What the buyer answered when they bought, in the reader's words. */
export function Answers({ title, answers }: { readonly title: string } & Pick<OrderView, 'answers'>) {
  const locale = useReaderLocale()
  const wordsOf = useAnswerWords()
  const id = useId()
  if (answers.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        {title}
      </h3>
      <dl className={styles.answers}>
        {answers.map((answer, place) => (
          <div key={place}>
            <dt>{textOf(answer.question, locale)}</dt>
            <dd>{wordsOf(answer)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function useAnswerWords(): (answer: Answer) => string {
  const t = useTranslations('shell')
  const locale = useReaderLocale()
  return ({ kind, value, option }) => {
    switch (kind) {
      case 'yes_no':
        return t(value === 'yes' ? 'yes' : 'no')
      case 'choice':
        return option ? textOf(option, locale) : value
      case 'text':
        return value
    }
  }
}
