'use client'
import type { PromoCode } from '@fashionistas/contract'
import { Button, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CodeLimits, limitsToSend, wrongLimit } from './code-limits.tsx'
import { useChangeCode } from './use-change-code.ts'

type Props = { readonly code: PromoCode; readonly timeZone: string; readonly done: () => void }

/** Changes how often and when a code may be used. */
export function ChangeCode({ code, timeZone, done }: Props) {
  const t = useTranslations('backstage.codes')
  const [limits, setLimits] = useState({
    maxUses: code.maxUses ?? undefined,
    maxPerBuyer: code.maxPerBuyer ?? undefined,
    startsAt: code.startsAt ?? undefined,
    endsAt: code.endsAt ?? undefined,
  })
  const change = useChangeCode(code, t('saved', { code: code.code }))
  const usedBefore = code.held + code.used
  return (
    <Stack
      component="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!wrongLimit(limits, usedBefore)) change.mutate(limitsToSend(limits), { onSuccess: done })
      }}
    >
      <Text size="sm" c="dimmed">
        {t('worthStays')}
      </Text>
      <CodeLimits limits={limits} change={(next) => setLimits({ ...limits, ...next })} timeZone={timeZone} usedBefore={usedBefore} />
      <Button type="submit" loading={change.isPending}>
        {t('save')}
      </Button>
    </Stack>
  )
}
