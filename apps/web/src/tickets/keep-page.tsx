'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import buttons from '../shell/button.module.css'
import { usePaths } from '../shell/use-paths.ts'
import { LinkedOrder } from './linked-order.tsx'
import styles from './order-page.module.css'

/** Three ways to have the tickets on the phone when the signal is gone. */
export function KeepPage() {
  const t = useTranslations('tickets')
  const paths = usePaths()
  return (
    <LinkedOrder>
      {(order, token) => (
        <div className={styles.page}>
          <header>
            <h1 className={styles.title}>{t('keep.title')}</h1>
            <p className={styles.muted}>{t('keep.detail')}</p>
          </header>
          <ol className={styles.steps}>
            <li>
              <h2 className={styles.heading}>{t('keep.home')}</h2>
              <p>{t('keep.homeAndroid')}</p>
              <p>{t('keep.homeIphone')}</p>
              <p>
                <Link className={buttons.primary} href={paths.tickets({ token })}>
                  {t('keep.open')}
                </Link>
              </p>
            </li>
            <li>
              <h2 className={styles.heading}>{t('keep.pdf')}</h2>
              <p>{t('keep.pdfDetail')}</p>
              <p>
                <a className={buttons.secondary} href={`/api/v1/orders/${order.id}/tickets.pdf?token=${encodeURIComponent(token)}`} download>
                  {t('allPdf')}
                </a>
              </p>
            </li>
            <li>
              <h2 className={styles.heading}>{t('keep.calendar')}</h2>
              <p>{t('keep.calendarDetail')}</p>
              <p>
                <a className={buttons.secondary} href={`/api/v1/orders/${order.id}/calendar.ics?token=${encodeURIComponent(token)}`} download>
                  {t('calendar')}
                </a>
              </p>
            </li>
          </ol>
        </div>
      )}
    </LinkedOrder>
  )
}
