'use client'
import type { EventDetail } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { formatDateTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { accentVariables } from '../stage/accent.ts'
import { pictureUrl } from '../stage/picture.ts'
import { ChooseAndHold } from './choose-and-hold.tsx'
import styles from './checkout.module.css'
import { HeldOrder } from './held-order.tsx'
import { isOrderId } from './ids.ts'
import { useKeptForm } from './kept-form.ts'

export type CheckoutEvent = Pick<
  EventDetail,
  'id' | 'slug' | 'title' | 'state' | 'startsAt' | 'timeZone' | 'venueName' | 'city' | 'accent' | 'types' | 'questions'
>

/** From tickets to payment on one page. What was typed stays in this tab until the order is paid. */
export function Checkout({ event }: { readonly event: CheckoutEvent }) {
  const t = useTranslations('checkout')
  const paths = usePaths()
  const locale = useReaderLocale()
  const [form, change] = useKeptForm(`fashionistas:checkout:${event.id}`)
  const { orderId, orderToken } = form
  return (
    <div className={styles.page} style={accentVariables(event.accent)}>
      <header className={styles.header}>
        <img src={pictureUrl(event.id, 'square', 160)} width={72} height={72} alt="" className={styles.picture} />
        <div>
          <p className={styles.muted}>
            <Link href={paths.event({ slug: event.slug })} prefetch={false}>
              {t('backToEvent')}
            </Link>
          </p>
          <h1 className={styles.title}>{textOf(event.title, locale)}</h1>
          <p className={styles.muted}>
            {formatDateTime(event.startsAt, event.timeZone, locale)} · {event.venueName}, {event.city}
          </p>
        </div>
      </header>
      {isOrderId(orderId) && orderToken ? (
        <HeldOrder orderId={orderId} token={orderToken} form={form} change={change} />
      ) : (
        <ChooseAndHold event={event} form={form} change={change} />
      )}
    </div>
  )
}
