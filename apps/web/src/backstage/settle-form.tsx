'use client'
import type { RefundView } from '@fashionistas/contract'
import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { formatMoney } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { queryKeys } from './query-keys.ts'
import { useOrganization } from './use-organization.ts'
import { tell, useTellFailure } from './use-tell.ts'

/** Says that a person moved the money of a refund, with what proves it. */
export function SettleForm({ refund, done }: { readonly refund: RefundView; readonly done: () => void }) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const { id } = useOrganization()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const [evidence, setEvidence] = useState('')
  const settle = useMutation({
    mutationFn: () => api.settleRefund({ refundId: refund.id, evidence }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.organization(id) })
      tell(t('settle.done'))
      done()
    },
    onError: tellFailure,
  })
  const isShort = evidence.trim().length < 3
  return (
    <Stack
      component="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isShort) settle.mutate()
      }}
    >
      <Text>{t('settle.text', { amount: formatMoney(refund.amount, locale), buyer: refund.buyerName })}</Text>
      <TextInput
        label={t('settle.evidence')}
        description={t('settle.evidenceNote')}
        maxLength={300}
        value={evidence}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
      <Button type="submit" disabled={isShort} loading={settle.isPending}>
        {t('settle.action')}
      </Button>
      {isShort ? (
        <Text size="sm" c="dimmed">
          {t('settle.missing')}
        </Text>
      ) : null}
    </Stack>
  )
}
