'use client'
import type { OrderView } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { useAnswerWords } from '../shell/answer-words.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './order-page.module.css'

/** What the buyer answered to the organizer. */
export function Answers({ answers }: Pick<OrderView, 'answers'>) {
  const t = useTranslations('tickets')
  const locale = useReaderLocale()
  const wordsOf = useAnswerWords()
  if (answers.length === 0) return null
  return (
    <section aria-labelledby="answers">
      <h3 id="answers" className={styles.subheading}>
        {t('answers')}
      </h3>
      <dl className={styles.answers}>
        {answers.map(({ question, value }, place) => (
          <div key={place}>
            <dt>{textOf(question, locale)}</dt>
            <dd>{wordsOf(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
