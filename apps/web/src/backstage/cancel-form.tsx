'use client'
import type { EventDetail } from '@fashionistas/contract'
import { Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { queryKeys } from './query-keys.ts'
import { TypedConfirmation } from './typed-confirmation.tsx'
import { tell, useTellFailure } from './use-tell.ts'

type Props = { readonly event: EventDetail; readonly orders: number; readonly sold: number; readonly done: () => void }

/** Cancelling gives all money back and tells everybody: it says how many that are, and asks for the event's name. */
export function CancelForm({ event, orders, sold, done }: Props) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const [reason, setReason] = useState('')
  const cancel = useMutation({
    mutationFn: () => api.cancelEvent({ eventId: event.id, reason }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.event(event.id) })
      tell(t('cancel.done'))
      done()
    },
    onError: tellFailure,
  })
  return (
    <Stack>
      <Text>{orders === 0 ? t('cancel.nobody') : t('cancel.consequence', { orders, tickets: sold })}</Text>
      <Textarea
        label={t('cancel.reason')}
        description={t('cancel.reasonNote')}
        autosize
        minRows={2}
        maxLength={300}
        required
        value={reason}
        onChange={(change) => setReason(change.currentTarget.value)}
      />
      <TypedConfirmation
        phrase={textOf(event.title, locale)}
        action={t('cancel.action')}
        isBusy={cancel.isPending}
        blockedBecause={reason.trim().length < 3 ? t('cancel.reasonMissing') : undefined}
        confirm={() => cancel.mutate()}
      />
    </Stack>
  )
}
