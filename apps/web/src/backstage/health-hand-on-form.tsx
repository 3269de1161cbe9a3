'use client'
import { Button, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import type { SetAside } from './health-waiting.tsx'
import { queryKeys } from './query-keys.ts'
import { tell, useTellFailure } from './use-tell.ts'

/** Says what will happen, then hands the happening on again. */
export function HandOnForm({ happening, done }: { readonly happening: SetAside; readonly done: () => void }) {
  const t = useTranslations('health.handOn')
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const handOn = useMutation({
    mutationFn: () => api.handOnAgain({ happeningId: happening.id }, { idempotencyKey }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.health })
      tell(t('done'))
      done()
    },
    onError: tellFailure,
  })
  return (
    <Stack>
      <Text>{t('text', { type: happening.type })}</Text>
      <Button onClick={() => handOn.mutate()} loading={handOn.isPending}>
        {t('action')}
      </Button>
    </Stack>
  )
}
