'use client'
import type { EventCard } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { dayParts, formatMoney, formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { NearLink } from '../shell/near-link.tsx'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import styles from './event-row.module.css'
import { pictureSet, pictureUrl } from './picture.ts'

/** One line of the list: the day as a large numeral, the title in display, the place, the lowest price. */
export function EventRow({ event }: { readonly event: EventCard }) {
  const t = useTranslations('stage')
  const paths = usePaths()
  const locale = useReaderLocale()
  const date = dayParts(event.startsAt, event.timeZone, locale)
  return (
    <li className={styles.row}>
      <time className={styles.date} dateTime={event.startsAt}>
        <span className={styles.numeral}>{date.day}</span>
        <span className={styles.month}>
          {date.month} · {date.weekday}
        </span>
      </time>
      <div className={styles.words}>
        <h3 className={styles.title}>
          <NearLink href={paths.event({ slug: event.slug })} className={styles.link}>
            {textOf(event.title, locale)}
          </NearLink>
        </h3>
        <p className={styles.place}>
          {event.venueName}, {event.city} · {formatTime(event.startsAt, event.timeZone, locale)}
        </p>
        <p className={styles.price}>{priceOf()}</p>
      </div>
      <img
        className={styles.picture}
        src={pictureUrl(event.id, 'square', 320)}
        srcSet={pictureSet(event.id, 'square', [160, 320])}
        sizes="(min-width: 48em) 120px, 76px"
        width={120}
        height={120}
        alt=""
        loading="lazy"
        decoding="async"
      />
    </li>
  )

  function priceOf(): string {
    if (event.state === 'cancelled') return t('state.cancelled')
    if (event.state === 'postponed') return t('state.postponed')
    if (event.state === 'completed') return t('state.completed')
    if (event.isSoldOut) return t('state.soldOut')
    if (event.priceFrom === null) return t('state.notOnSale')
    return event.priceFrom.minor === 0 ? t('free') : t('from', { price: formatMoney(event.priceFrom, locale) })
  }
}
