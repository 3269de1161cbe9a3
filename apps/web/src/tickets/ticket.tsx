'use client'
import type { OrderView } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { dayParts, formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { pictureUrl } from '../stage/picture.ts'
import { QrButton } from './qr.tsx'
import styles from './ticket.module.css'

type Props = { readonly order: OrderView; readonly ticket: OrderView['tickets'][number]; readonly token: string; readonly place: number }

/** A ticket as a thing to keep: its art, for whom, for what, and the code that opens the door. */
export function Ticket({ order: { event, buyer }, ticket, token, place }: Props) {
  const t = useTranslations('tickets')
  const locale = useReaderLocale()
  const date = dayParts(event.startsAt, event.timeZone, locale)
  const name = ticket.holderName ?? buyer.name
  const typeName = textOf(ticket.typeName, locale)
  return (
    <article className={styles.ticket} aria-label={t('ticketOf', { number: place + 1, name })}>
      <img
        className={styles.art}
        src={pictureUrl(event.id, 'bare', 480)}
        width={480}
        height={640}
        alt=""
        fetchPriority={place === 0 ? 'high' : 'auto'}
      />
      <div className={styles.body}>
        <div className={styles.top}>
          <p className={styles.day}>
            <span className={styles.numeral}>{date.day}</span> {date.month} {date.year}
          </p>
          <p className={styles.time}>{formatTime(event.startsAt, event.timeZone, locale)}</p>
        </div>
        <h2 className={styles.title}>{textOf(event.title, locale)}</h2>
        <p className={styles.muted}>
          {event.venueName}, {event.city}
        </p>
        <dl className={styles.facts}>
          <div>
            <dt>{t('holder')}</dt>
            <dd>{name}</dd>
          </div>
          <div>
            <dt>{t('type')}</dt>
            <dd>{typeName}</dd>
          </div>
          {ticket.admissions > 1 ? (
            <div>
              <dt>{t('admits')}</dt>
              <dd>{t('people', { count: ticket.admissions })}</dd>
            </div>
          ) : null}
          <div>
            <dt>{t('code')}</dt>
            <dd className="figure">{ticket.code}</dd>
          </div>
        </dl>
      </div>
      <div className={styles.stub}>
        {ticket.token === null ? (
          <p className={styles.dead}>{t(`state.${ticket.state}`)}</p>
        ) : (
          <QrButton token={ticket.token} name={name} typeName={typeName} code={ticket.code} />
        )}
        {ticket.admittedAt ? (
          <p className={styles.muted}>{t('admitted', { time: formatTime(ticket.admittedAt, event.timeZone, locale) })}</p>
        ) : ticket.token ? (
          <p className={styles.muted}>{t('tapQr')}</p>
        ) : null}
        <p>
          <a href={`/api/v1/tickets/${ticket.id}/ticket.pdf?token=${encodeURIComponent(token)}`} download>
            PDF
          </a>
        </p>
      </div>
    </article>
  )
}
