'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { Asked } from './asked.tsx'
import { EventHead, useOwnEvent } from './event-head.tsx'
import { queryKeys } from './query-keys.ts'
import { QuestionsEditor } from './questions-editor.tsx'
import { QuestionsRead } from './questions-read.tsx'
import { useOrganization } from './use-organization.ts'

/** What the buyers of an event are asked. */
export function QuestionsPage({ id }: { readonly id: string }) {
  const t = useTranslations('backstage')
  const { can } = useOrganization()
  const { data: event } = useOwnEvent(id)
  const query = useQuery({
    queryKey: queryKeys.questions(id),
    queryFn: ({ signal }) => api.listQuestions({ eventId: id }, { signal }),
    // The editor begins from what it is given: it must be the newest, and must not change under the hands.
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const mayWrite = can('events.write') && event !== undefined && event.state !== 'cancelled' && event.state !== 'completed'
  return (
    <>
      <EventHead id={id} title={t('questions.title')} />
      <Asked query={query}>
        {(saved) => (mayWrite ? <QuestionsEditor eventId={event.id} saved={saved} /> : event ? <QuestionsRead questions={saved.data} /> : null)}
      </Asked>
    </>
  )
}
