'use client'
import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { queryKeys } from '../backstage/query-keys.ts'
import { SoldBar } from '../backstage/sold-bar.tsx'
import { tell, useTellFailure } from '../backstage/use-tell.ts'
import { api } from '../shell/api.ts'
import classes from './wizard.module.css'

type Pool = Awaited<ReturnType<typeof api.listPools>>['data'][number]

/** One quota: how much of it is gone, its size, and what is kept back from sale. */
export function PoolRow({ eventId, pool }: { readonly eventId: string; readonly pool: Pool }) {
  const t = useTranslations('wizard')
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const [capacity, setCapacity] = useState(pool.capacity ?? 0)
  const [blocked, setBlocked] = useState(pool.blocked)
  const save = useMutation({
    mutationFn: () => api.changePool({ eventId, poolId: pool.id, capacity, blocked }),
    onSuccess: () => {
      tell(t('pools.saved'))
      return queries.invalidateQueries({ queryKey: queryKeys.event(eventId) })
    },
    onError: tellFailure,
  })
  const isSame = capacity === (pool.capacity ?? 0) && blocked === pool.blocked
  return (
    <div className={classes['pool']}>
      <strong>{pool.name}</strong>
      <SoldBar sold={pool.sold} held={pool.held} capacity={pool.capacity} label={pool.name} />
      <NumberInput
        label={t('pools.capacity')}
        size="sm"
        min={0}
        allowDecimal={false}
        allowNegative={false}
        value={capacity}
        onChange={(value) => setCapacity(typeof value === 'number' ? value : 0)}
      />
      <NumberInput
        label={t('pools.blocked')}
        size="sm"
        min={0}
        allowDecimal={false}
        allowNegative={false}
        value={blocked}
        onChange={(value) => setBlocked(typeof value === 'number' ? value : 0)}
      />
      <Button variant="default" disabled={isSame} loading={save.isPending} onClick={() => save.mutate()}>
        {isSame ? t('pools.asSaved') : t('pools.save')}
      </Button>
    </div>
  )
}
