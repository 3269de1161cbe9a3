import type { EventCard } from '@fashionistas/contract'
import { formatDateTime, formatMoney } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import type { Locale } from '../shell/locale.ts'
import type { Translator } from '../shell/messages.ts'
import { NearLink } from '../shell/near-link.tsx'
import { pathsFor } from '../shell/paths.ts'
import { accentVariables } from './accent.ts'
import styles from './featured.module.css'
import { pictureSet, pictureUrl } from './picture.ts'

/** The one event that opens the house, from edge to edge. */
export function Featured({ event, locale, t }: { readonly event: EventCard; readonly locale: Locale; readonly t: Translator }) {
  const { priceFrom } = event
  return (
    <section className={styles.featured} style={accentVariables(event.accent)} aria-labelledby="featured">
      <img
        className={styles.picture}
        src={pictureUrl(event.id, 'bare-wide', 1200)}
        srcSet={pictureSet(event.id, 'bare-wide')}
        sizes="100vw"
        width={1600}
        height={900}
        alt=""
        fetchPriority="high"
      />
      <div className={styles.words}>
        <p className={styles.when}>
          {formatDateTime(event.startsAt, event.timeZone, locale)} · {event.city}
        </p>
        <h1 id="featured" className={styles.title}>
          <NearLink href={pathsFor(locale).event({ slug: event.slug })}>{textOf(event.title, locale)}</NearLink>
        </h1>
        <p className={styles.place}>
          {event.venueName}
          {priceFrom === null || event.isSoldOut ? null : (
            <> · {priceFrom.minor === 0 ? t('free') : t('from', { price: formatMoney(priceFrom, locale) })}</>
          )}
        </p>
      </div>
    </section>
  )
}
