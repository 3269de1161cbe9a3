'use client'
import { Button, Checkbox, Group, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { queryKeys } from '../backstage/query-keys.ts'
import { useTellFailure } from '../backstage/use-tell.ts'
import { api } from '../shell/api.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { PoolRow } from './pool-row.tsx'
import classes from './wizard.module.css'

/** Quotas that several types share, such as two hundred chairs sold by three names. They need types that exist. */
export function PoolsPanel({ eventId }: { readonly eventId: string }) {
  const t = useTranslations('wizard')
  const locale = useReaderLocale()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const types = useQuery({ queryKey: queryKeys.types(eventId), queryFn: ({ signal }) => api.listTicketTypes({ eventId }, { signal }) })
  const pools = useQuery({ queryKey: queryKeys.pools(eventId), queryFn: ({ signal }) => api.listPools({ eventId }, { signal }) })
  const [name, setName] = useState('')
  const [capacity, setCapacity] = useState<number>()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const create = useMutation({
    mutationFn: (seats: number) => api.createPool({ eventId, name, capacity: seats, typeIds: [...chosen] }, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => {
      setName('')
      setCapacity(undefined)
      setChosen([])
      return queries.invalidateQueries({ queryKey: queryKeys.event(eventId) })
    },
    onError: tellFailure,
  })
  const shared = (pools.data?.data ?? []).filter(({ kind }) => kind === 'shared')
  const known = types.data?.data ?? []
  const why =
    name.trim() === ''
      ? t('pools.nameMissing')
      : capacity === undefined
        ? t('pools.capacityMissing')
        : chosen.length < 2
          ? t('pools.typesMissing')
          : undefined
  return (
    <details className={classes['more']} open={shared.length > 0}>
      <summary>{t('pools.title')}</summary>
      <div className={classes['moreFields']}>
        <p className={classes['hint']}>{t('pools.note')}</p>
        {shared.map((pool) => (
          <PoolRow key={pool.id} eventId={eventId} pool={pool} />
        ))}
        {known.length < 2 ? (
          <p className={classes['hint']}>{t('pools.needsTypes')}</p>
        ) : (
          <>
            <div className={classes['two']}>
              <TextInput label={t('pools.name')} maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
              <NumberInput
                label={t('pools.capacity')}
                min={0}
                max={200_000}
                allowDecimal={false}
                allowNegative={false}
                value={capacity ?? ''}
                onChange={(value) => setCapacity(typeof value === 'number' ? value : undefined)}
              />
            </div>
            <Checkbox.Group label={t('pools.types')} value={[...chosen]} onChange={setChosen}>
              <Group mt="xs">
                {known.map((type) => (
                  <Checkbox key={type.id} value={type.id} label={textOf(type.name, locale)} />
                ))}
              </Group>
            </Checkbox.Group>
            <Group>
              <Button
                variant="default"
                disabled={why !== undefined}
                loading={create.isPending}
                onClick={() => {
                  if (capacity !== undefined) create.mutate(capacity)
                }}
              >
                {t('pools.create')}
              </Button>
              {why ? <span className={classes['hint']}>{why}</span> : null}
            </Group>
          </>
        )}
      </div>
    </details>
  )
}
