import type { Translator } from '../shell/messages.ts'
import type { OrganizerPage } from './cached.ts'
import { EventRow } from './event-row.tsx'
import { Paragraphs } from './event-story.tsx'
import styles from './organizer-view.module.css'

/** Who an organizer is: their words, what comes and what was. */
export function OrganizerView({ page: { organizer, upcoming, past }, t }: { readonly page: OrganizerPage; readonly t: Translator }) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.title}>{organizer.name}</h1>
        <p className={styles.facts}>
          {organizer.city ? `${organizer.city} · ` : ''}
          {t('organized', { count: organizer.events })}
          {organizer.website ? (
            <>
              {' '}
              ·{' '}
              <a href={organizer.website} rel="noreferrer nofollow" target="_blank">
                {new URL(organizer.website).hostname}
              </a>
            </>
          ) : null}
        </p>
        {organizer.description ? (
          <div className={styles.words}>
            <Paragraphs text={organizer.description} />
          </div>
        ) : null}
      </header>
      <section aria-labelledby="upcoming">
        <h2 id="upcoming" className={styles.heading}>
          {t('upcoming')}
        </h2>
        {upcoming.length === 0 ? (
          <p className={styles.words}>{t('noUpcoming')}</p>
        ) : (
          <ol className={styles.list}>
            {upcoming.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </ol>
        )}
      </section>
      {past.length === 0 ? null : (
        <section aria-labelledby="past">
          <h2 id="past" className={styles.heading}>
            {t('before')}
          </h2>
          <ol className={styles.list}>
            {past.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </ol>
        </section>
      )}
    </div>
  )
}
