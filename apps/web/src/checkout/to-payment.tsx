'use client'
import type { Money } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import buttons from '../shell/button.module.css'
import { formatMoney } from '../shell/format.ts'
import { refusalCode } from '../shell/problem.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './checkout.module.css'

type Props = { readonly total: Money | undefined; readonly isPending: boolean; readonly error: unknown }

/** The total and the one button, always at the lower edge. */
export function ToPayment({ total, isPending, error }: Props) {
  const t = useTranslations('checkout')
  const locale = useReaderLocale()
  const words = isPending
    ? t('holding')
    : refusalCode(error) === 'price_changed'
      ? t('priceChanged.accept')
      : total?.minor === 0
        ? t('confirmFree')
        : t('toPayment')
  return (
    <div className={styles.bar}>
      <p className={styles.barTotal} aria-live="polite">
        <span className={styles.muted}>{t('total')}</span>{' '}
        <strong>{total ? (total.minor === 0 ? t('free') : formatMoney(total, locale)) : '—'}</strong>
      </p>
      <button type="submit" className={buttons.primary} aria-disabled={isPending}>
        {words}
      </button>
    </div>
  )
}
