'use client'
import type { Quote } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { formatMoney } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './checkout.module.css'

export type Priced = Pick<Quote, 'lines' | 'promoCode' | 'subtotal' | 'discount' | 'fees' | 'taxes' | 'total' | 'taxIncluded' | 'ivaBp'>

/** Every figure of the price, down to the total: nothing is added later. */
export function Summary({ priced }: { readonly priced: Priced }) {
  const t = useTranslations('checkout')
  const locale = useReaderLocale()
  return (
    <dl className={styles.summary}>
      {priced.lines.map((line) => (
        <div key={line.typeId}>
          <dt>
            {line.quantity} × {textOf(line.name, locale)}
            {line.tierName ? ` (${textOf(line.tierName, locale)})` : ''}
          </dt>
          <dd>{formatMoney({ minor: line.unit.minor * line.quantity, currency: line.unit.currency }, locale)}</dd>
        </div>
      ))}
      {priced.discount.minor === 0 ? null : (
        <div className={styles.discount}>
          <dt>{priced.promoCode ? t('discountOf', { code: priced.promoCode }) : t('discount')}</dt>
          <dd>{formatMoney({ ...priced.discount, minor: -priced.discount.minor }, locale)}</dd>
        </div>
      )}
      {priced.fees.minor === 0 ? null : (
        <div>
          <dt>{t('fees')}</dt>
          <dd>{formatMoney(priced.fees, locale)}</dd>
        </div>
      )}
      {priced.taxes.minor === 0 ? null : (
        <div>
          <dt>{t('taxes')}</dt>
          <dd>{formatMoney(priced.taxes, locale)}</dd>
        </div>
      )}
      <div className={styles.total}>
        <dt>{t('total')}</dt>
        <dd>{priced.total.minor === 0 ? t('free') : formatMoney(priced.total, locale)}</dd>
      </div>
      {priced.taxIncluded.minor === 0 ? null : (
        <div className={styles.included}>
          <dt>{t('taxIncluded', { percent: priced.ivaBp / 100 })}</dt>
          <dd>{formatMoney(priced.taxIncluded, locale)}</dd>
        </div>
      )}
    </dl>
  )
}
