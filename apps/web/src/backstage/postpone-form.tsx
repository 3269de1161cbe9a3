'use client'
import type { EventDetail } from '@fashionistas/contract'
import { Button, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { MomentInput } from '../wizard/moment-input.tsx'
import { queryKeys } from './query-keys.ts'
import { tell, useTellFailure } from './use-tell.ts'

/** Another date: tickets stay valid and their holders are told. The length of the event is kept until someone changes it. */
export function PostponeForm({ event, done }: { readonly event: EventDetail; readonly done: () => void }) {
  const t = useTranslations('backstage')
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const [reason, setReason] = useState('')
  const [startsAt, setStartsAt] = useState<string | undefined>(event.startsAt)
  const [endsAt, setEndsAt] = useState<string | undefined>(event.endsAt)
  const lengthMs = Date.parse(event.endsAt) - Date.parse(event.startsAt)
  const postpone = useMutation({
    mutationFn: (dates: { readonly startsAt: string; readonly endsAt: string }) => api.postponeEvent({ eventId: event.id, reason, ...dates }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.event(event.id) })
      tell(t('postpone.done'))
      done()
    },
    onError: tellFailure,
  })
  const why =
    reason.trim().length < 3
      ? t('postpone.reasonMissing')
      : !startsAt || !endsAt
        ? t('postpone.dateMissing')
        : startsAt === event.startsAt
          ? t('postpone.sameDate')
          : endsAt <= startsAt
            ? t('postpone.order')
            : undefined
  return (
    <Stack
      component="form"
      onSubmit={(submit) => {
        submit.preventDefault()
        if (!why && startsAt && endsAt) postpone.mutate({ startsAt, endsAt })
      }}
    >
      <Text>{t('postpone.consequence')}</Text>
      <MomentInput
        label={t('postpone.startsAt')}
        timeZone={event.timeZone}
        value={startsAt}
        change={(value) => {
          setStartsAt(value)
          if (value) setEndsAt(new Date(Date.parse(value) + lengthMs).toISOString())
        }}
      />
      <MomentInput label={t('postpone.endsAt')} timeZone={event.timeZone} value={endsAt} change={setEndsAt} />
      <Textarea
        label={t('postpone.reason')}
        description={t('postpone.reasonNote')}
        autosize
        minRows={2}
        maxLength={300}
        value={reason}
        onChange={(change) => setReason(change.currentTarget.value)}
      />
      <Button type="submit" disabled={why !== undefined} loading={postpone.isPending}>
        {t('postpone.action')}
      </Button>
      {why ? (
        <Text size="sm" c="dimmed">
          {why}
        </Text>
      ) : null}
    </Stack>
  )
}
