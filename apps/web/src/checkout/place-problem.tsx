'use client'
import type { Money } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { formatMoney } from '../shell/format.ts'
import { refusalCode, useProblem } from '../shell/problem.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './checkout.module.css'
import { isCodeRefusal } from './promo-code.ts'
import { isAnswerRefusal } from './use-questions.ts'

type Props = { readonly error: unknown; readonly before: Money | null; readonly now: Money | undefined }

/** Why the tickets are not held. What a field is to blame for is said at that field. */
export function PlaceProblem({ error, before, now }: Props) {
  const t = useTranslations('checkout')
  const locale = useReaderLocale()
  if (!error || isCodeRefusal(error) || isAnswerRefusal(error)) return null
  if (refusalCode(error) !== 'price_changed' || !before || !now) return <Notice error={error} />
  return (
    <div className={styles.notice} role="alert">
      <p>
        <strong>{t('priceChanged.title')}</strong>
      </p>
      <p>{t('priceChanged.detail', { before: formatMoney(before, locale), now: formatMoney(now, locale) })}</p>
    </div>
  )
}

export function Notice({ error }: { readonly error: unknown }) {
  const t = useTranslations('checkout')
  const { code, title, detail } = useProblem()(error)
  return (
    <div className={styles.notice} role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      <p>
        {detail} {code === 'offline' ? t('formKept') : t('nothingCharged')}
      </p>
    </div>
  )
}
