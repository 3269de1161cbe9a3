'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { formatDateTime, formatMoney } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { LinkedOrder } from './linked-order.tsx'
import styles from './order-page.module.css'
import { refundStateOf } from './refund-state.ts'

/** Where the money of an order is: paid, on its way back, or back. */
export function RefundPage() {
  const t = useTranslations('tickets')
  const paths = usePaths()
  const locale = useReaderLocale()
  return (
    <LinkedOrder>
      {(order, token) => {
        const state = refundStateOf(order)
        return (
          <div className={styles.page}>
            <header>
              <p className={styles.muted}>
                {textOf(order.event.title, locale)} · {t('order', { code: order.code })}
              </p>
              <h1 className={styles.title}>{t('refund.title')}</h1>
            </header>
            <div className={styles.steps} role="status">
              <p>
                <strong>{t(`refund.state.${state}`)}</strong>
              </p>
              <p>
                {t(`refund.detail.${state}`, {
                  paid: formatMoney(order.total, locale),
                  back: formatMoney(order.refunded, locale),
                  organizer: order.event.organizerName,
                })}
              </p>
              {order.paidAt ? (
                <p className={styles.muted}>{t('paidOn', { date: formatDateTime(order.paidAt, order.event.timeZone, locale) })}</p>
              ) : null}
            </div>
            <p>
              <Link href={paths.order({ token })}>{t('wholeOrder')}</Link>
            </p>
          </div>
        )
      }}
    </LinkedOrder>
  )
}
