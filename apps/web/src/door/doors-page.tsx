'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useOrganization } from '../backstage/use-organization.ts'
import { DateNumeral } from '../backstage/upcoming.tsx'
import { queryKeys } from '../backstage/query-keys.ts'
import { api } from '../shell/api.ts'
import { formatNumber, formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { EmptyState, ErrorState, Skeletons } from '../shell/states.tsx'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import classes from './doors.module.css'

/** Which event's door. Today's stand first, because that is what one comes for. */
export function DoorsPage() {
  const t = useTranslations('door')
  const { id } = useOrganization()
  const query = useQuery({
    queryKey: queryKeys.ownEvents(id, { when: 'upcoming', door: 'yes' }),
    queryFn: ({ signal }) => api.listOwnEvents({ organizationId: id, when: 'upcoming', limit: 50 }, { signal }),
  })
  const events = query.data?.data.filter(({ state }) => state !== 'draft' && state !== 'cancelled') ?? []
  return (
    <>
      <header className={classes['head']}>
        <h1>{t('doors.title')}</h1>
        <p>{t('doors.note')}</p>
      </header>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Skeletons rows={3} height={88} />
      ) : events.length === 0 ? (
        <EmptyState title={t('doors.empty')}>{t('doors.emptyText')}</EmptyState>
      ) : (
        <ul className={classes['doors']}>
          {events.map((event) => (
            <DoorLink key={event.id} event={event} />
          ))}
        </ul>
      )}
    </>
  )
}

function DoorLink({ event }: { readonly event: Awaited<ReturnType<typeof api.listOwnEvents>>['data'][number] }) {
  const t = useTranslations('door')
  const locale = useReaderLocale()
  const paths = usePaths()
  return (
    <li>
      <Link href={paths.door({ id: event.id })} className={classes['door']}>
        <DateNumeral startsAt={event.startsAt} timeZone={event.timeZone} />
        <span className={classes['text']}>
          <strong>{textOf(event.title, locale)}</strong>
          <span>{[event.city, event.startsAt ? formatTime(event.startsAt, event.timeZone, locale) : null].filter(Boolean).join(' · ')}</span>
        </span>
        <span className={classes['count']}>
          {t('doors.count', { admitted: formatNumber(event.admitted, locale), sold: formatNumber(event.sold, locale) })}
        </span>
      </Link>
    </li>
  )
}
