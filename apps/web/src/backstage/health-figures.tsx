import type { PlatformHealth } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { formatNumber } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { useMoment } from './health-moment.ts'
import { Figure, Figures } from './panel.tsx'

const megabyte = 1_000_000

/** What waits and how large the house is. */
export function HealthFigures({ health: { outbox, webhooks, messages, database } }: { readonly health: PlatformHealth }) {
  const t = useTranslations('health.figure')
  const locale = useReaderLocale()
  const moment = useMoment()
  const number = (value: number) => formatNumber(value, locale)
  const waiting = { outbox, webhooks, messages } as const
  return (
    <Figures>
      {(['outbox', 'webhooks', 'messages'] as const).map((name) => {
        const { count, oldestAt } = waiting[name]
        return <Figure key={name} label={t(name)} value={number(count)} note={oldestAt ? t('since', { time: moment(oldestAt) }) : t('none')} />
      })}
      <Figure
        label={t('database')}
        value={t('megabytes', { size: number(Math.ceil(database.bytes / megabyte)) })}
        note={t('connections', { count: number(database.connections), max: number(database.maxConnections) })}
      />
    </Figures>
  )
}
