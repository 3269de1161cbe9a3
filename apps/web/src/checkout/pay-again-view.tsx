'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import buttons from '../shell/button.module.css'
import { formatDateTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { ErrorState, Skeletons } from '../shell/states.tsx'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import styles from './checkout.module.css'
import { Countdown } from './countdown.tsx'
import { useKeptForm } from './kept-form.ts'
import { PaymentStep } from './payment-step.tsx'
import { Summary } from './summary.tsx'
import { useLinkedOrder } from './use-linked-order.ts'

/** Paying an order from its link, on any device. */
export function PayAgainView() {
  const t = useTranslations('checkout')
  const paths = usePaths()
  const locale = useReaderLocale()
  const { token, order } = useLinkedOrder()
  const [form, change] = useKeptForm('fashionistas:pay')
  const ask = () => void order.refetch()
  if (order.error)
    return (
      <div className={styles.page}>
        <h1 className={styles.title}>{t('again.title')}</h1>
        <ErrorState error={order.error} onRetry={ask} />
      </div>
    )
  if (!order.data)
    return (
      <div className={styles.page}>
        <h1 className={styles.title}>{t('again.title')}</h1>
        <Skeletons />
      </div>
    )
  const { data } = order
  const isOpen = data.state === 'held' || data.state === 'pending_payment'
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('again.title')}</h1>
      <p className={styles.muted}>
        {textOf(data.event.title, locale)} · {formatDateTime(data.event.startsAt, data.event.timeZone, locale)}
      </p>
      <Summary priced={data} />
      {isOpen && data.expiresAt ? <Countdown until={data.expiresAt} onOver={ask} /> : null}
      {isOpen ? (
        <PaymentStep order={data} token={token} form={form} change={change} />
      ) : data.tickets.length > 0 ? (
        <div className={styles.notice}>
          <p>{t('again.nothing')}</p>
          <p>
            <Link className={buttons.secondary} href={paths.order({ token })}>
              {t('back.see')}
            </Link>
          </p>
        </div>
      ) : (
        <div className={styles.notice} role="alert">
          <p>
            <strong>{t('again.gone')}</strong>
          </p>
          <p>{t('again.goneDetail')}</p>
          <p>
            <Link className={buttons.secondary} href={paths.event({ slug: data.event.slug })}>
              {t('again.toEvent')}
            </Link>
          </p>
        </div>
      )}
    </div>
  )
}
