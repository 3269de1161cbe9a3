'use client'
import { Button, Group, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { formatDateTime } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { EventHead, useEventZone } from './event-head.tsx'
import { ListPage } from './list-page.tsx'
import { queryKeys } from './query-keys.ts'
import type { Column } from './row-list.tsx'
import { StateMark } from './state-mark.tsx'
import { toneOfDelivery } from './tones.ts'
import { useLiveQueries } from './use-live-queries.ts'
import { useOrganization } from './use-organization.ts'
import { usePages } from './use-pages.ts'
import { tell, useTellFailure } from './use-tell.ts'
import { useUrlState } from './use-url-state.ts'

type Message = Awaited<ReturnType<typeof api.listMessages>>['data'][number]
const states = ['queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'dead', 'cancelled'] as const

/** What was sent to buyers of an event, and whether it arrived. */
export function MessagesPage({ id }: { readonly id: string }) {
  const t = useTranslations('backstage')
  const url = useUrlState({ state: '' })
  const state = states.find((known) => known === url.read('state'))
  const pages = usePages(queryKeys.messages(id, state ?? ''), (cursor) =>
    api.listMessages({ eventId: id, limit: 50, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) }),
  )
  useLiveQueries([`event:${id}:messages`], queryKeys.messages(id, state ?? ''))
  return (
    <>
      <EventHead id={id} title={t('messages.title')} />
      <Group mb="md">
        <Select
          aria-label={t('messages.state')}
          placeholder={t('messages.anyState')}
          clearable
          value={state ?? null}
          onChange={(value) => url.set({ state: value ?? '' })}
          data={states.map((value) => ({ value, label: t(`deliveryState.${value}`) }))}
        />
      </Group>
      <ListPage
        pages={pages}
        label={t('messages.title')}
        columns={useColumns(id)}
        keyOf={(message) => message.id}
        fileName={t('messages.file')}
        empty={{ title: t('messages.empty'), text: t('messages.emptyText') }}
      />
    </>
  )
}

function useColumns(id: string): readonly Column<Message>[] {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const zone = useEventZone(id)
  const { can } = useOrganization()
  return [
    {
      id: 'to',
      title: t('messages.column.to'),
      value: ({ recipient }) => recipient,
      cell: ({ recipient, channel }) => (
        <span className={classes['two']}>
          {recipient}
          <small>{t(`channel.${channel}`)}</small>
        </span>
      ),
    },
    { id: 'template', title: t('messages.column.template'), value: ({ template }) => template, cell: ({ template }) => template },
    {
      id: 'state',
      title: t('messages.column.state'),
      value: ({ state }) => t(`deliveryState.${state}`),
      cell: ({ state, reason }) => (
        <span className={classes['two']}>
          <StateMark tone={toneOfDelivery[state]}>{t(`deliveryState.${state}`)}</StateMark>
          {reason ? <small>{reason}</small> : null}
        </span>
      ),
    },
    {
      id: 'changed',
      title: t('messages.column.changed'),
      value: ({ updatedAt }) => updatedAt,
      cell: ({ updatedAt }) => formatDateTime(updatedAt, zone, locale),
    },
    {
      id: 'retry',
      title: t('messages.column.retry'),
      cell: ({ id: deliveryId, state }) =>
        (state === 'dead' || state === 'failed') && can('orders.manage') ? <Retry eventId={id} deliveryId={deliveryId} /> : null,
    },
  ]
}

function Retry({ eventId, deliveryId }: { readonly eventId: string; readonly deliveryId: string }) {
  const t = useTranslations('backstage')
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const retry = useMutation({
    mutationFn: () => api.retryMessage({ deliveryId }),
    onSuccess: () => {
      tell(t('messages.retried'))
      return queries.invalidateQueries({ queryKey: queryKeys.event(eventId) })
    },
    onError: tellFailure,
  })
  return (
    <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
      {t('messages.retry')}
    </Button>
  )
}
