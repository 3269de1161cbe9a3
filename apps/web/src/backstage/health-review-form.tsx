'use client'
import { Radio, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { formatMoney } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import type { Review } from './health-waiting.tsx'
import { queryKeys } from './query-keys.ts'
import { TypedConfirmation } from './typed-confirmation.tsx'
import { tell, useTellFailure } from './use-tell.ts'

const decisions = ['accept', 'give_back'] as const
const shortestNote = 3

/** Accepts a payment as it is, or gives it back. The key is made once a decision: a second press can't do it twice. */
export function ReviewForm({ review, done }: { readonly review: Review; readonly done: () => void }) {
  const t = useTranslations('health.review')
  const locale = useReaderLocale()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const isSameCurrency = review.told?.currency === review.expected.currency
  const [decision, setDecision] = useState<(typeof decisions)[number]>('give_back')
  const [note, setNote] = useState('')
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID())
  const settle = useMutation({
    mutationFn: () => api.settleReviewedPayment({ paymentId: review.id, decision, note }, { idempotencyKey }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.health })
      tell(t(`done.${decision}`))
      done()
    },
    onError: tellFailure,
  })
  const change = (act: () => void) => {
    act()
    setKey(crypto.randomUUID())
  }
  const values = { code: review.orderCode, expected: formatMoney(review.expected, locale) }
  return (
    <Stack>
      <Text>{review.told ? t('text', { ...values, told: formatMoney(review.told, locale) }) : t('textUnknown', values)}</Text>
      <Radio.Group
        label={t('what')}
        value={decision}
        onChange={(value) => change(() => setDecision(decisions.find((known) => known === value) ?? 'give_back'))}
      >
        <Stack gap="xs" mt="xs">
          {decisions.map((value) => (
            <Radio key={value} value={value} label={t(value)} disabled={value === 'accept' && !isSameCurrency} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('note')}
        description={t('noteHelp')}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={(event) => {
          const text = event.currentTarget.value
          change(() => setNote(text))
        }}
      />
      <TypedConfirmation
        phrase={review.orderCode}
        action={t(`action.${decision}`)}
        isBusy={settle.isPending}
        blockedBecause={note.trim().length < shortestNote ? t('missing') : undefined}
        confirm={() => settle.mutate()}
      />
    </Stack>
  )
}
