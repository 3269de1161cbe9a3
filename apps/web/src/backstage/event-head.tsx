'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { EventLinks } from './event-links.tsx'
import { PageHead } from './panel.tsx'
import { queryKeys } from './query-keys.ts'
import { useOrganization } from './use-organization.ts'

/** The head of a page under an event: back to the event, and across to its sisters. */
export function EventHead({ id, title }: { readonly id: string; readonly title: string }) {
  const { data: event } = useOwnEvent(id)
  const locale = useReaderLocale()
  const paths = usePaths()
  const t = useTranslations('backstage')
  return (
    <>
      <PageHead title={title} above={<Link href={paths.ownEvent({ id })}>{event ? textOf(event.title, locale) : t('event.back')}</Link>} />
      {event ? <EventLinks event={event} /> : null}
    </>
  )
}

export function useOwnEvent(id: string) {
  const { id: organizationId } = useOrganization()
  return useQuery({
    queryKey: queryKeys.eventDetail(id),
    queryFn: ({ signal }) => api.getEventForOrganizer({ organizationId, eventId: id }, { signal }),
    enabled: organizationId !== '',
  })
}

/** The zone in which the times of an event are told. */
export const useEventZone = (id: string): string => useOwnEvent(id).data?.timeZone ?? 'America/Bogota'
