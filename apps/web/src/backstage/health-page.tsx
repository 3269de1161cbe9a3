'use client'
import type { PlatformHealth } from '@fashionistas/contract'
import { useThrottledCallback } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { useLive } from '../shell/live.ts'
import { Asked } from './asked.tsx'
import classes from './backstage.module.css'
import { HealthFigures } from './health-figures.tsx'
import { HealthInvariants } from './health-invariants.tsx'
import { HealthWaiting } from './health-waiting.tsx'
import { useMoment } from './health-moment.ts'
import { PageHead } from './panel.tsx'
import { queryKeys } from './query-keys.ts'
import { StateMark } from './state-mark.tsx'

/** As often as the auditor looks. */
const everyMs = 15_000
const calmMs = 400

/** For the admin of the platform: whether what must always be true is true, and what waits for a decision. */
export function HealthPage() {
  const t = useTranslations('health')
  const queries = useQueryClient()
  const refresh = useThrottledCallback(() => void queries.invalidateQueries({ queryKey: queryKeys.health }), calmMs)
  const query = useQuery({ queryKey: queryKeys.health, queryFn: ({ signal }) => api.getPlatformHealth({}, { signal }), refetchInterval: everyMs })
  useLive(query.data ? ['platform:health'] : [], refresh)
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        {query.data ? <State health={query.data} /> : null}
      </PageHead>
      <Asked query={query}>
        {(health) => (
          <>
            <Notices health={health} />
            <HealthFigures health={health} />
            <HealthWaiting health={health} />
            <HealthInvariants invariants={health.invariants} />
          </>
        )}
      </Asked>
    </>
  )
}

const tones = { holds: 'good', broken: 'bad', never: 'quiet' } as const

function State({ health: { state, checkedAt } }: { readonly health: PlatformHealth }) {
  const t = useTranslations('health')
  const moment = useMoment()
  return (
    <span className={classes['two']} role="status">
      <StateMark tone={tones[state]}>{t(`state.${state}`)}</StateMark>
      {checkedAt ? <small>{t('checkedAt', { time: moment(checkedAt) })}</small> : null}
    </span>
  )
}

function Notices({ health: { isStale, invariants } }: { readonly health: PlatformHealth }) {
  const t = useTranslations('health')
  const broken = invariants.filter(({ state }) => state === 'broken').length
  return (
    <>
      {isStale ? (
        <div className={classes['notice']}>
          <strong>{t('staleTitle')}</strong>
          <p>{t('staleText')}</p>
        </div>
      ) : null}
      {broken > 0 ? (
        <div className={classes['notice']} data-tone="bad">
          <strong>{t('brokenTitle', { count: broken })}</strong>
          <p>{t('brokenText')}</p>
        </div>
      ) : null}
    </>
  )
}
