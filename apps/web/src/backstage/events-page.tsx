'use client'
import { Group, SegmentedControl } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { formatDateTime, formatMoney, formatNumber } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { CreateEventButton } from './create-event-button.tsx'
import { ListPage } from './list-page.tsx'
import { PageHead } from './panel.tsx'
import { queryKeys } from './query-keys.ts'
import type { Column } from './row-list.tsx'
import { SearchField } from './search-field.tsx'
import { SoldBar } from './sold-bar.tsx'
import { StateMark } from './state-mark.tsx'
import { toneOfEvent } from './tones.ts'
import { useLiveQueries } from './use-live-queries.ts'
import { useOrganization } from './use-organization.ts'
import { usePages } from './use-pages.ts'
import { useUrlState } from './use-url-state.ts'

type OwnEvent = Awaited<ReturnType<typeof api.listOwnEvents>>['data'][number]
const whens = ['upcoming', 'drafts', 'past'] as const
const whenOf = (text: string) => whens.find((when) => when === text) ?? 'upcoming'

/** All events of the organization. */
export function EventsPage() {
  const t = useTranslations('backstage')
  const { id } = useOrganization()
  const url = useUrlState({ when: 'upcoming', q: '' })
  const [when, q] = [whenOf(url.read('when')), url.read('q')]
  const pages = usePages(queryKeys.ownEvents(id, { when, q }), (cursor) =>
    api.listOwnEvents({ organizationId: id, when, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }),
  )
  useLiveQueries([`organization:${id}`], [...queryKeys.organization(id), 'events'])
  return (
    <>
      <PageHead title={t('events.title')}>
        <CreateEventButton />
      </PageHead>
      <Group mb="md" gap="sm">
        <SegmentedControl
          value={when}
          onChange={(value) => url.set({ when: value })}
          data={whens.map((value) => ({ value, label: t(`events.when.${value}`) }))}
        />
        <SearchField label={t('events.search')} value={q} search={(text) => url.set({ q: text })} />
      </Group>
      <ListPage
        pages={pages}
        label={t('events.title')}
        columns={useColumns()}
        keyOf={(event) => event.id}
        fileName={t('events.file')}
        empty={
          q
            ? { title: t('events.noneFound'), text: t('events.noneFoundText', { q }) }
            : { title: t(`events.empty.${when}.title`), text: t(`events.empty.${when}.text`), action: <CreateEventButton /> }
        }
      />
    </>
  )
}

function useColumns(): readonly Column<OwnEvent>[] {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const paths = usePaths()
  const titleOf = (event: OwnEvent) => textOf(event.title, locale) || t('events.untitled')
  const placeOf = (event: OwnEvent) => (event.state === 'draft' ? paths.editEvent({ id: event.id }) : paths.ownEvent({ id: event.id }))
  return [
    {
      id: 'title',
      title: t('events.column.title'),
      value: titleOf,
      cell: (event) => (
        <Link href={placeOf(event)} className={classes['rowTitle']}>
          {titleOf(event)}
        </Link>
      ),
    },
    {
      id: 'state',
      title: t('events.column.state'),
      value: (event) => t(`eventState.${event.state}`),
      cell: (event) => <StateMark tone={toneOfEvent[event.state]}>{t(`eventState.${event.state}`)}</StateMark>,
    },
    {
      id: 'date',
      title: t('events.column.date'),
      value: (event) => event.startsAt,
      cell: (event) => (event.startsAt ? formatDateTime(event.startsAt, event.timeZone, locale) : t('events.noDate')),
    },
    { id: 'city', title: t('events.column.city'), value: (event) => event.city, cell: (event) => event.city ?? '–' },
    {
      id: 'sold',
      title: t('events.column.sold'),
      value: (event) => event.sold,
      cell: (event) => <SoldBar sold={event.sold} capacity={event.capacity} label={titleOf(event)} />,
    },
    {
      id: 'admitted',
      title: t('events.column.admitted'),
      value: (event) => event.admitted,
      isFigure: true,
      cell: (event) => formatNumber(event.admitted, locale),
    },
    {
      id: 'revenue',
      title: t('events.column.revenue'),
      value: (event) => (event.revenue?.minor ?? 0) / 100,
      isFigure: true,
      cell: (event) => (event.revenue ? formatMoney(event.revenue, locale) : '—'),
    },
  ]
}
