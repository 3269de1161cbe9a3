import type { EventCard, EventDetail } from '@fashionistas/contract'
import Link from 'next/link'
import { dayParts } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import type { Locale } from '../shell/locale.ts'
import type { Translator } from '../shell/messages.ts'
import { pathsFor } from '../shell/paths.ts'
import styles from './event-story.module.css'

/** Who stands behind it, and what they showed before. */
export function OrganizerNote({
  event,
  past,
  locale,
  t,
}: {
  readonly event: EventDetail
  readonly past: readonly EventCard[]
  readonly locale: Locale
  readonly t: Translator
}) {
  const paths = pathsFor(locale)
  return (
    <section aria-labelledby="organizer">
      <h2 id="organizer" className={styles.heading}>
        {t('organizer')}
      </h2>
      <p className={styles.name}>
        <Link href={paths.organizer({ slug: event.organizerSlug })} prefetch={false}>
          {event.organizerName}
        </Link>
      </p>
      {past.length === 0 ? null : (
        <>
          <h3 className={styles.before}>{t('before')}</h3>
          <ul className={styles.lineUp}>
            {past.map(({ id, slug, title, startsAt, timeZone, city }) => {
              const { day, month, year } = dayParts(startsAt, timeZone, locale)
              return (
                <li key={id}>
                  <Link href={paths.event({ slug })} prefetch={false}>
                    {textOf(title, locale)}
                  </Link>{' '}
                  <span className={styles.role}>
                    {day} {month} {year}, {city}
                  </span>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </section>
  )
}
