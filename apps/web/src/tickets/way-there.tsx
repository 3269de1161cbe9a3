'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import buttons from '../shell/button.module.css'
import { formatDateTime, formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { mapLinks } from '../stage/map-links.ts'
import { LinkedOrder } from './linked-order.tsx'
import styles from './order-page.module.css'

/** How to get there, and when to be there. */
export function WayThere() {
  const t = useTranslations('tickets')
  const paths = usePaths()
  const locale = useReaderLocale()
  return (
    <LinkedOrder>
      {({ event }, token) => {
        const links = mapLinks({ name: event.venueName, address: event.address, city: event.city })
        return (
          <div className={styles.page}>
            <header>
              <p className={styles.muted}>{textOf(event.title, locale)}</p>
              <h1 className={styles.title}>{event.venueName}</h1>
              <p>
                {event.address}, {event.city}
              </p>
              <p className={styles.muted}>
                {formatDateTime(event.startsAt, event.timeZone, locale)}
                {event.doorsAt ? ` · ${t('way.doors', { time: formatTime(event.doorsAt, event.timeZone, locale) })}` : ''}
              </p>
            </header>
            <p className={styles.row}>
              <a className={buttons.primary} href={links.google} target="_blank" rel="noreferrer">
                {t('way.google')}
              </a>
              <a className={buttons.secondary} href={links.openStreetMap} target="_blank" rel="noreferrer">
                {t('way.osm')}
              </a>
              <a
                className={buttons.secondary}
                href={`https://waze.com/ul?q=${encodeURIComponent(`${event.venueName}, ${event.address}, ${event.city}`)}&navigate=yes`}
                target="_blank"
                rel="noreferrer"
              >
                {t('way.waze')}
              </a>
            </p>
            <p>
              <Link href={paths.tickets({ token })}>{t('way.back')}</Link>
            </p>
          </div>
        )
      }}
    </LinkedOrder>
  )
}
