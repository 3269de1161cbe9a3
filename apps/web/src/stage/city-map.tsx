'use client'
import { useTranslations } from 'next-intl'
import styles from './city-map.module.css'
import { mapSize, onMap, outlinePath } from './colombia.ts'

type City = { readonly slug: string; readonly name: string; readonly latitude: number; readonly longitude: number; readonly events: number }

/** Where the events are: Colombia in one line, a dot per city that grows with its events. The list beside it says the same to who does not see it. */
export function CityMap({
  cities,
  chosen,
  onChoose,
}: {
  readonly cities: readonly City[]
  readonly chosen: string
  readonly onChoose: (slug: string) => void
}) {
  const t = useTranslations('stage')
  const lively = cities.filter(({ events }) => events > 0)
  if (lively.length === 0) return null
  return (
    <aside className={styles.map} aria-labelledby="cities">
      <h2 id="cities" className={styles.title}>
        {t('citiesTitle')}
      </h2>
      <svg viewBox={`0 0 ${mapSize.width} ${mapSize.height}`} className={styles.drawing} aria-hidden="true">
        <path d={outlinePath} className={styles.land} />
        {lively.map((city) => {
          const { x, y } = onMap(city.longitude, city.latitude)
          return (
            <circle
              key={city.slug}
              cx={x}
              cy={y}
              r={5 + Math.sqrt(city.events) * 2.4}
              className={city.slug === chosen ? styles.chosen : styles.dot}
              onClick={() => onChoose(city.slug)}
            />
          )
        })}
      </svg>
      <ul className={styles.names}>
        {lively.map(({ slug, name, events }) => (
          <li key={slug}>
            <button type="button" aria-pressed={slug === chosen} onClick={() => onChoose(slug)}>
              {name} <span className="figure">{events}</span>
              <span className="unseen"> {t('eventsCount', { count: events })}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  )
}
