import type { EventCard, EventDetail } from '@fashionistas/contract'
import { formatLongDay, formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import type { Locale } from '../shell/locale.ts'
import type { Translator } from '../shell/messages.ts'
import { accentVariables } from './accent.ts'
import { Agenda, LineUp, Paragraphs } from './event-story.tsx'
import { eventJsonLd } from './event-metadata.ts'
import { EventNotes } from './event-notes.tsx'
import { EventPlace } from './event-place.tsx'
import styles from './event-view.module.css'
import { Offers } from './offers.tsx'
import { OrganizerNote } from './organizer-note.tsx'
import { pictureSet, pictureUrl } from './picture.ts'
import { ShareLine } from './share-line.tsx'

type Props = { readonly event: EventDetail; readonly past: readonly EventCard[]; readonly locale: Locale; readonly t: Translator }

/** An event as the public reads it: picture, title, date and place first, then what is sold, the story and the small print in plain words. */
export function EventView({ event, past, locale, t }: Props) {
  const title = textOf(event.title, locale)
  return (
    <article className={styles.event} style={accentVariables(event.accent)}>
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: eventJsonLd(event, locale) }} />
      <header className={styles.opening}>
        <img
          className={styles.picture}
          src={pictureUrl(event.id, 'bare-wide', 800)}
          srcSet={pictureSet(event.id, 'bare-wide')}
          sizes="(min-width: 62em) 60vw, 100vw"
          width={1600}
          height={900}
          alt={t('pictureOf', { title })}
          fetchPriority="high"
        />
        <div className={styles.words}>
          <p className={styles.type}>{t(`type.${event.type}`)}</p>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.when}>
            <time dateTime={event.startsAt}>
              {formatLongDay(event.startsAt, event.timeZone, locale)}, {formatTime(event.startsAt, event.timeZone, locale)}
            </time>
          </p>
          <p className={styles.where}>
            {event.place.name}, {event.place.city}
          </p>
          <StateNote event={event} locale={locale} t={t} />
        </div>
      </header>
      <div className={styles.columns}>
        <div className={styles.side}>
          <Offers
            event={{ id: event.id, slug: event.slug, state: event.state, endsAt: event.endsAt, timeZone: event.timeZone, types: event.types }}
          />
          <ShareLine
            event={{
              id: event.id,
              title,
              startsAt: event.startsAt,
              endsAt: event.endsAt,
              place: `${event.place.name}, ${event.place.address}, ${event.place.city}`,
            }}
          />
        </div>
        <div className={styles.story}>
          {event.summary ? <p className={styles.summary}>{textOf(event.summary, locale)}</p> : null}
          {event.description ? <Paragraphs text={textOf(event.description, locale)} /> : null}
          <LineUp lineUp={event.lineUp} locale={locale} t={t} />
          <Agenda agenda={event.agenda} locale={locale} t={t} />
          <EventPlace event={event} locale={locale} t={t} />
          <EventNotes event={event} locale={locale} t={t} />
          <OrganizerNote event={event} past={past} locale={locale} t={t} />
        </div>
      </div>
    </article>
  )
}

function StateNote({ event, locale, t }: Omit<Props, 'past'>) {
  if (event.state === 'cancelled')
    return (
      <p className={styles.note} role="note">
        <strong>{t('state.cancelled')}.</strong> {t('cancelledNote')} {event.cancelReason}
      </p>
    )
  if (event.state === 'completed')
    return (
      <p className={styles.note} role="note">
        <strong>{t('state.completed')}.</strong> {t('completedNote')}
      </p>
    )
  if (event.postponedFrom !== null)
    return (
      <p className={styles.note} role="note">
        <strong>{t('state.postponed')}.</strong> {t('postponedNote', { date: formatLongDay(event.postponedFrom, event.timeZone, locale) })}
      </p>
    )
  return null
}
