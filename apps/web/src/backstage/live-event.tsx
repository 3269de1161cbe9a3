'use client'
import type { EventDetail } from '@fashionistas/contract'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { formatDateTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { Asked } from './asked.tsx'
import classes from './backstage.module.css'
import { EventActions } from './event-actions.tsx'
import { EventLinks } from './event-links.tsx'
import { EventSalesView } from './event-sales-view.tsx'
import { PageHead } from './panel.tsx'
import { queryKeys } from './query-keys.ts'
import { StateMark } from './state-mark.tsx'
import { toneOfEvent } from './tones.ts'
import { useLiveQueries } from './use-live-queries.ts'
import { useOrganization } from './use-organization.ts'

/** One event as it sells and as people come in. */
export function LiveEvent({ id }: { readonly id: string }) {
  const organization = useOrganization()
  const detail = useQuery({
    queryKey: queryKeys.eventDetail(id),
    queryFn: ({ signal }) => api.getEventForOrganizer({ organizationId: organization.id, eventId: id }, { signal }),
  })
  useLiveQueries([`event:${id}:sales`, `event:${id}:door`, `event:${id}:state`], queryKeys.event(id))
  return <Asked query={detail}>{(event) => <LiveEventView event={event} />}</Asked>
}

function LiveEventView({ event }: { readonly event: EventDetail }) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const paths = usePaths()
  const { can } = useOrganization()
  const seesFigures = can('sales.read')
  const sales = useQuery({
    queryKey: queryKeys.sales(event.id),
    enabled: seesFigures,
    queryFn: ({ signal }) => api.getEventSales({ eventId: event.id }, { signal }),
  })
  const place = [event.place.name, event.place.city].filter(Boolean).join(', ')
  return (
    <>
      <PageHead
        title={textOf(event.title, locale) || t('events.untitled')}
        above={<Link href={paths.ownEvents()}>{t('events.title')}</Link>}
        note={
          <>
            <StateMark tone={toneOfEvent[event.state]}>{t(`eventState.${event.state}`)}</StateMark>
            <span>{formatDateTime(event.startsAt, event.timeZone, locale)}</span>
            <span>{place}</span>
          </>
        }
      >
        <EventActions event={event} sales={sales.data} />
      </PageHead>
      {event.state === 'cancelled' && event.cancelReason ? (
        <p className={classes['notice']} data-tone="bad">
          {t('event.cancelledBecause', { reason: event.cancelReason })}
        </p>
      ) : null}
      {event.state === 'postponed' && event.postponedFrom ? (
        <p className={classes['notice']} data-tone="warning">
          {t('event.postponedFrom', { date: formatDateTime(event.postponedFrom, event.timeZone, locale) })}
        </p>
      ) : null}
      <EventLinks event={event} />
      {seesFigures ? <Asked query={sales}>{(figures) => <EventSalesView sales={figures} />}</Asked> : null}
    </>
  )
}
