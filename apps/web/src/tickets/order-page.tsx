'use client'
import type { OrderView } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Answers } from '../shell/answers.tsx'
import buttons from '../shell/button.module.css'
import { formatDateTime, formatMoney } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { Summary } from '../checkout/summary.tsx'
import { HolderNames } from './holder-names.tsx'
import { LinkedOrder } from './linked-order.tsx'
import styles from './order-page.module.css'
import { Resend } from './resend.tsx'
import { Ticket } from './ticket.tsx'

/** An order by its signed link: tickets, what can be done with them, and the receipt. */
export function OrderPage() {
  return <LinkedOrder>{(order, token) => <Order order={order} token={token} />}</LinkedOrder>
}

function Order({ order, token }: { readonly order: OrderView; readonly token: string }) {
  const t = useTranslations('tickets')
  const paths = usePaths()
  const locale = useReaderLocale()
  const { event } = order
  const isLive = order.tickets.some(({ state }) => state === 'active')
  return (
    <div className={styles.page}>
      <header>
        <p className={styles.muted}>{t('order', { code: order.code })}</p>
        <h1 className={styles.title}>{textOf(event.title, locale)}</h1>
        <p>
          {formatDateTime(event.startsAt, event.timeZone, locale)} · {event.venueName}, {event.city}
        </p>
        <StateLine order={order} token={token} />
      </header>
      {order.tickets.length > 0 ? (
        <section aria-label={t('tickets')} className={styles.tickets}>
          {order.tickets.map((ticket, place) => (
            <Ticket key={ticket.id} order={order} ticket={ticket} token={token} place={place} />
          ))}
        </section>
      ) : null}
      {isLive ? (
        <section aria-labelledby="keep" className={styles.acts}>
          <h2 id="keep" className={styles.heading}>
            {t('keepTitle')}
          </h2>
          <div className={styles.row}>
            <a className={buttons.secondary} href={`/api/v1/orders/${order.id}/tickets.pdf?token=${encodeURIComponent(token)}`} download>
              {t('allPdf')}
            </a>
            <a className={buttons.secondary} href={`/api/v1/orders/${order.id}/calendar.ics?token=${encodeURIComponent(token)}`} download>
              {t('calendar')}
            </a>
            <Link className={buttons.secondary} href={paths.keep({ token })} prefetch={false}>
              {t('onPhone')}
            </Link>
            <Link className={buttons.secondary} href={paths.wayThere({ token })} prefetch={false}>
              {t('wayThere')}
            </Link>
          </div>
          <Resend order={order} token={token} />
          <HolderNames order={order} token={token} />
        </section>
      ) : null}
      <section aria-labelledby="receipt" className={styles.receipt}>
        <h2 id="receipt" className={styles.heading}>
          {t('receipt')}
        </h2>
        <p className={styles.muted}>
          {order.buyer.name} · {order.buyer.email}
          {order.paidAt ? ` · ${t('paidOn', { date: formatDateTime(order.paidAt, event.timeZone, locale) })}` : ''}
        </p>
        <Summary priced={order} />
        <Answers title={t('answers')} answers={order.answers} />
        {order.refunded.minor > 0 ? <p>{t('refunded', { amount: formatMoney(order.refunded, locale) })}</p> : null}
        <p className={styles.muted}>
          <Link href={paths.refund({ token })} prefetch={false}>
            {t('refundLink')}
          </Link>
        </p>
      </section>
    </div>
  )
}

function StateLine({ order, token }: { readonly order: OrderView; readonly token: string }) {
  const t = useTranslations('tickets')
  const paths = usePaths()
  if (order.event.state === 'cancelled')
    return (
      <p className={styles.note} role="note">
        {t('eventCancelled')}
      </p>
    )
  if (order.event.state === 'postponed')
    return (
      <p className={styles.note} role="note">
        {t('eventPostponed')}
      </p>
    )
  if (order.state === 'held' || order.state === 'pending_payment')
    return (
      <p className={styles.note} role="note">
        {t('unpaid')} <Link href={paths.payAgain({ token })}>{t('payNow')}</Link>
      </p>
    )
  if (order.tickets.length === 0)
    return (
      <p className={styles.note} role="note">
        {t('noTickets')}
      </p>
    )
  return null
}
