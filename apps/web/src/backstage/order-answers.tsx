'use client'
import type { OrderView as Order } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { useAnswerWords } from '../shell/answer-words.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'

/** What the buyer answered when they bought. */
export function OrderAnswers({ answers }: Pick<Order, 'answers'>) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const wordsOf = useAnswerWords()
  if (answers.length === 0) return null
  return (
    <section>
      <h3>{t('order.answers')}</h3>
      <dl className={classes['answers']}>
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
