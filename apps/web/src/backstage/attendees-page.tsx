'use client'
import { Group } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { formatDateTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { EventHead, useEventZone } from './event-head.tsx'
import { ListPage } from './list-page.tsx'
import { queryKeys } from './query-keys.ts'
import type { Column } from './row-list.tsx'
import { SearchField } from './search-field.tsx'
import { StateMark } from './state-mark.tsx'
import { useLiveQueries } from './use-live-queries.ts'
import { usePages } from './use-pages.ts'
import { useUrlState } from './use-url-state.ts'

export type Attendee = Awaited<ReturnType<typeof api.listAttendees>>['data'][number]

/** Who holds a ticket, and who is in. */
export function AttendeesPage({ id }: { readonly id: string }) {
  const t = useTranslations('backstage')
  const url = useUrlState({ q: '' })
  const q = url.read('q')
  const pages = usePages(queryKeys.attendees(id, q), (cursor) =>
    api.listAttendees({ eventId: id, limit: 50, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }),
  )
  useLiveQueries([`event:${id}:door`, `event:${id}:sales`], queryKeys.event(id))
  return (
    <>
      <EventHead id={id} title={t('attendees.title')} />
      <Group mb="md">
        <SearchField label={t('attendees.search')} value={q} search={(text) => url.set({ q: text })} />
      </Group>
      <ListPage
        pages={pages}
        label={t('attendees.title')}
        columns={useColumns(id)}
        keyOf={(attendee) => attendee.ticketId}
        fileName={t('attendees.file')}
        empty={
          q
            ? { title: t('attendees.noneFound'), text: t('attendees.noneFoundText') }
            : { title: t('attendees.empty'), text: t('attendees.emptyText') }
        }
      />
    </>
  )
}

function useColumns(id: string): readonly Column<Attendee>[] {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const paths = usePaths()
  const zone = useEventZone(id)
  const standing = (attendee: Attendee) =>
    attendee.state !== 'active'
      ? t(`ticketState.${attendee.state}`)
      : attendee.isInside
        ? t('attendees.inside')
        : attendee.admittedAt
          ? t('attendees.left')
          : t('attendees.expected')
  const tone = (attendee: Attendee) => (attendee.state !== 'active' ? 'bad' : attendee.isInside ? 'good' : attendee.admittedAt ? 'busy' : 'quiet')
  return [
    {
      id: 'name',
      title: t('attendees.column.name'),
      value: ({ name }) => name,
      cell: ({ name, email }) => (
        <span className={classes['two']}>
          {name}
          <small>{email}</small>
        </span>
      ),
    },
    {
      id: 'type',
      title: t('attendees.column.type'),
      value: ({ typeName }) => textOf(typeName, locale),
      cell: ({ typeName }) => textOf(typeName, locale),
    },
    {
      id: 'standing',
      title: t('attendees.column.standing'),
      value: standing,
      cell: (attendee) => <StateMark tone={tone(attendee)}>{standing(attendee)}</StateMark>,
    },
    {
      id: 'admitted',
      title: t('attendees.column.admitted'),
      value: ({ admittedAt }) => admittedAt,
      cell: ({ admittedAt }) => (admittedAt ? formatDateTime(admittedAt, zone, locale) : '–'),
    },
    { id: 'code', title: t('attendees.column.code'), value: ({ code }) => code, cell: ({ code }) => <code>{code}</code> },
    {
      id: 'order',
      title: t('attendees.column.order'),
      value: ({ orderCode }) => orderCode,
      cell: ({ orderCode, orderId }) => <Link href={`${paths.eventOrders({ id })}?order=${orderId}`}>{orderCode}</Link>,
    },
  ]
}
