'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { api } from '../shell/api.ts'
import { useUrlState } from '../shell/browser-location.ts'
import { EmptyState, ErrorState, LoadingLine, Skeletons } from '../shell/states.tsx'
import type { Front } from './cached.ts'
import { CityMap } from './city-map.tsx'
import styles from './discover.module.css'
import { EventRow } from './event-row.tsx'
import { FilterSentence } from './filter-sentence.tsx'
import { allCities, askedOf, filtersOf, isUnfiltered } from './filters.ts'
import type { Filters } from './filters.ts'

const rememberedKey = 'fashionistas:city'

/** Search, the sentence of filters, the list and the map of cities. The first page of the unfiltered list comes with the page. */
export function Discover({ front, featuredId, isLarge }: { readonly front: Front | null; readonly featuredId?: string; readonly isLarge?: boolean }) {
  const t = useTranslations('stage')
  const [query, setQuery] = useUrlState()
  const remembered = useSyncExternalStore(
    neverChanges,
    () => localStorage.getItem(rememberedKey) ?? '',
    () => '',
  )
  const filters = filtersOf(query, remembered)
  const cities = useQuery({
    queryKey: ['cities'],
    queryFn: () => api.listCities({}),
    ...(front ? { placeholderData: { data: [...front.cities] } } : {}),
  })
  const change = (changes: Readonly<Record<string, string>>) => {
    if (changes['city'] !== undefined) localStorage.setItem(rememberedKey, changes['city'] === allCities ? '' : changes['city'])
    setQuery(changes)
  }
  return (
    <section className={styles.discover} aria-labelledby="discover">
      <h2 id="discover" className={isLarge ? styles.large : 'unseen'}>
        {t('discover')}
      </h2>
      <FilterSentence filters={filters} cities={cities.data?.data ?? []} onChange={change} />
      <div className={styles.columns}>
        <EventList
          filters={filters}
          front={front}
          {...(featuredId ? { featuredId } : {})}
          onClear={() => change({ q: '', type: '', city: allCities, when: '', price: '' })}
        />
        <CityMap
          cities={cities.data?.data ?? []}
          chosen={filters.city}
          onChoose={(city) => change({ city: city === filters.city ? allCities : city })}
        />
      </div>
    </section>
  )
}

function EventList({
  filters,
  front,
  featuredId,
  onClear,
}: {
  readonly filters: Filters
  readonly front: Front | null
  readonly featuredId?: string
  readonly onClear: () => void
}) {
  const t = useTranslations('stage')
  // As a placeholder: the page was made some time ago, so its list is shown at once and asked again.
  const first = front && isUnfiltered(filters) ? { data: [...front.events], nextCursor: front.nextCursor } : undefined
  const list = useInfiniteQuery({
    queryKey: ['events', filters],
    queryFn: ({ pageParam }) => api.listEvents({ ...askedOf(filters, new Date()), limit: 12, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: noCursor,
    getNextPageParam: (last) => last.nextCursor,
    ...(first ? { placeholderData: { pages: [first], pageParams: [null] } } : {}),
  })
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeletons rows={5} height={128} />
  const events = list.data.pages.flatMap(({ data }) => data)
  const shown = isUnfiltered(filters) ? events.filter(({ id }) => id !== featuredId) : events
  if (events.length === 0)
    return (
      <EmptyState
        title={t('nothingTitle')}
        action={
          <button type="button" className={styles.more} onClick={onClear}>
            {t('clearFilters')}
          </button>
        }
      >
        {t('nothingDetail')}
      </EmptyState>
    )
  return (
    <div>
      <ol className={styles.list}>
        {shown.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ol>
      <p className="unseen" role="status">
        {t('found', { count: events.length })}
      </p>
      {list.isFetchingNextPage ? <LoadingLine /> : null}
      {list.hasNextPage ? (
        <button type="button" className={styles.more} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </button>
      ) : null}
    </div>
  )
}

const noCursor: string | null = null
const neverChanges = () => () => undefined
