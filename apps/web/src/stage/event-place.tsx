import type { EventDetail } from '@fashionistas/contract'
import type { Locale } from '../shell/locale.ts'
import type { Translator } from '../shell/messages.ts'
import styles from './event-place.module.css'
import { StreetSketch } from './street-sketch.tsx'
import { mapLinks } from './map-links.ts'

/** Where it is: the address, a sketch that says that it is one, and the way to real maps. */
export function EventPlace({ event: { place }, t }: { readonly event: EventDetail; readonly locale: Locale; readonly t: Translator }) {
  const links = mapLinks(place)
  return (
    <section aria-labelledby="place">
      <h2 id="place" className={styles.heading}>
        {t('place')}
      </h2>
      <p className={styles.name}>{place.name}</p>
      <p>
        {place.address}, {place.city}
      </p>
      <figure className={styles.figure}>
        <StreetSketch seed={`${place.name}${place.address}`} />
        <figcaption className={styles.caption}>{t('sketch', { city: place.city })}</figcaption>
      </figure>
      <p className={styles.links}>
        <a href={links.openStreetMap} target="_blank" rel="noreferrer">
          {t('openStreetMap')}
        </a>
        <a href={links.google} target="_blank" rel="noreferrer">
          {t('googleMaps')}
        </a>
      </p>
    </section>
  )
}
