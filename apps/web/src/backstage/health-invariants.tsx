import type { PlatformHealth } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { formatNumber } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import health from './health.module.css'
import { useMoment } from './health-moment.ts'
import { Panel } from './panel.tsx'
import { RowList } from './row-list.tsx'
import type { Column } from './row-list.tsx'
import { StateMark } from './state-mark.tsx'

type Invariant = PlatformHealth['invariants'][number]
const tones = { holds: 'good', broken: 'bad', never: 'quiet' } as const
/** The server counts no further. */
const mostCounted = 1_000
const shownExamples = 3

/** Every promise and how it stands; what is broken comes first. */
export function HealthInvariants({ invariants }: { readonly invariants: readonly Invariant[] }) {
  const t = useTranslations('health.invariants')
  const rows = invariants.toSorted((a, b) => Number(b.state === 'broken') - Number(a.state === 'broken'))
  return (
    <Panel title={t('title')}>
      <RowList label={t('title')} rows={rows} columns={useColumns()} keyOf={({ id }) => id} fileName={t('file')} />
    </Panel>
  )
}

function useColumns(): readonly Column<Invariant>[] {
  const t = useTranslations('health')
  const locale = useReaderLocale()
  const moment = useMoment()
  const counted = (count: number) =>
    count >= mostCounted ? t('invariants.most', { count: formatNumber(count, locale) }) : formatNumber(count, locale)
  return [
    {
      id: 'what',
      title: t('invariants.what'),
      value: ({ id }) => t(`invariant.${id}.title`),
      cell: ({ id }) => (
        <span className={classes['two']}>
          {t(`invariant.${id}.title`)}
          <small>{t(`invariant.${id}.text`)}</small>
        </span>
      ),
    },
    {
      id: 'state',
      title: t('invariants.state'),
      value: ({ state }) => t(`invariants.${state}`),
      cell: ({ state }) => <StateMark tone={tones[state]}>{t(`invariants.${state}`)}</StateMark>,
    },
    {
      id: 'count',
      title: t('invariants.count'),
      value: ({ count }) => count,
      isFigure: true,
      cell: ({ count, state }) => (state === 'broken' ? counted(count) : null),
    },
    {
      id: 'since',
      title: t('invariants.since'),
      value: ({ brokenSince }) => brokenSince,
      cell: ({ brokenSince }) => (brokenSince ? moment(brokenSince) : null),
    },
    {
      id: 'examples',
      title: t('invariants.examples'),
      value: ({ examples }) => examples.join(' '),
      cell: ({ examples }) => <Examples ids={examples} />,
    },
    {
      id: 'checked',
      title: t('invariants.checked'),
      value: ({ checkedAt }) => checkedAt,
      cell: (invariant) => <Checked invariant={invariant} />,
    },
  ]
}

function Examples({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return null
  return (
    <span className={classes['two']}>
      {ids.slice(0, shownExamples).map((id) => (
        <code key={id} className={health['id']}>
          {id}
        </code>
      ))}
    </span>
  )
}

function Checked({ invariant: { checkedAt, tookMs, wholeAt, isUnfinished } }: { readonly invariant: Invariant }) {
  const t = useTranslations('health.invariants')
  const locale = useReaderLocale()
  const moment = useMoment()
  if (!checkedAt) return null
  return (
    <span className={classes['two']}>
      {moment(checkedAt)}
      <small>
        {tookMs === null ? '' : t('ms', { ms: formatNumber(tookMs, locale) })}
        {wholeAt && wholeAt !== checkedAt ? ` · ${t('whole', { time: moment(wholeAt) })}` : ''}
      </small>
      {isUnfinished ? <StateMark tone="warning">{t('unfinished')}</StateMark> : null}
    </span>
  )
}
