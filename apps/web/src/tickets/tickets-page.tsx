'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePaths } from '../shell/use-paths.ts'
import { LinkedOrder } from './linked-order.tsx'
import type { OpenedLink } from './opened-link.ts'
import styles from './order-page.module.css'
import { Ticket } from './ticket.tsx'

/** Only the tickets: what one opens in the queue at the door. */
export function TicketsPage({ opened }: { readonly opened?: OpenedLink }) {
  const t = useTranslations('tickets')
  const paths = usePaths()
  return (
    <LinkedOrder {...(opened ? { opened } : {})}>
      {(order, token) => (
        <div className={styles.page}>
          <h1 className="unseen">{t('tickets')}</h1>
          <div className={styles.tickets}>
            {order.tickets.map((ticket, place) => (
              <Ticket key={ticket.id} order={order} ticket={ticket} token={token} place={place} />
            ))}
          </div>
          {order.tickets.length === 0 ? (
            <p className={styles.note} role="note">
              {t('noTickets')}
            </p>
          ) : null}
          <p className={styles.muted}>
            {t('offline')}{' '}
            <Link href={paths.order({ token })} prefetch={false}>
              {t('wholeOrder')}
            </Link>
          </p>
        </div>
      )}
    </LinkedOrder>
  )
}
