import type { PlatformHealth } from '@fashionistas/contract'
import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { formatMoney } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import health from './health.module.css'
import { useMoment } from './health-moment.ts'
import type { Review } from './health-waiting.tsx'
import { Panel } from './panel.tsx'
import { RowList } from './row-list.tsx'
import type { Column } from './row-list.tsx'

type Props = { readonly reviews: PlatformHealth['reviews']; readonly decide: (review: Review) => void }

/** Payments that a provider confirmed with another amount. */
export function HealthReviews({ reviews: { data, count }, decide }: Props) {
  const t = useTranslations('health.reviews')
  return (
    <Panel title={t('title')}>
      <RowList label={t('title')} rows={data} columns={useColumns(decide)} keyOf={({ id }) => id} fileName={t('file')} />
      {count > data.length ? <p className={health['more']}>{t('more', { shown: data.length, count })}</p> : null}
    </Panel>
  )
}

function useColumns(decide: Props['decide']): readonly Column<Review>[] {
  const t = useTranslations('health.reviews')
  const locale = useReaderLocale()
  const moment = useMoment()
  return [
    { id: 'order', title: t('order'), value: ({ orderCode }) => orderCode, cell: ({ orderCode }) => orderCode },
    {
      id: 'provider',
      title: t('provider'),
      value: ({ provider, providerRef }) => `${provider} ${providerRef ?? ''}`,
      cell: ({ provider, providerRef }) => (
        <span className={classes['two']}>
          {provider}
          {providerRef ? <small>{providerRef}</small> : null}
        </span>
      ),
    },
    {
      id: 'expected',
      title: t('expected'),
      value: ({ expected }) => expected.minor / 100,
      isFigure: true,
      cell: ({ expected }) => formatMoney(expected, locale),
    },
    {
      id: 'told',
      title: t('told'),
      value: ({ told }) => (told ? told.minor / 100 : t('unknown')),
      isFigure: true,
      cell: ({ told }) => (told ? formatMoney(told, locale) : t('unknown')),
    },
    { id: 'since', title: t('since'), value: ({ createdAt }) => createdAt, cell: ({ createdAt }) => moment(createdAt) },
    {
      id: 'act',
      title: t('act'),
      cell: (review) => (
        <Button size="xs" onClick={() => decide(review)}>
          {t('open')}
        </Button>
      ),
    },
  ]
}
