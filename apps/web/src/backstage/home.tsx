'use client'
import type { OrganizerDashboard } from '@fashionistas/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { formatMoney, formatNumber } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { Asked } from './asked.tsx'
import { CreateEventButton } from './create-event-button.tsx'
import { Decisions } from './decisions.tsx'
import { FirstEvent } from './first-event.tsx'
import { DaysCurve } from './lazy-curves.tsx'
import { Figure, Figures, PageHead, Panel } from './panel.tsx'
import { NoFigures } from './no-figures.tsx'
import { queryKeys } from './query-keys.ts'
import { Upcoming } from './upcoming.tsx'
import { useLiveQueries } from './use-live-queries.ts'
import { useOrganization } from './use-organization.ts'

/** The organizer's first page: how today goes, what waits for a decision, then the rest. */
export function Home() {
  const t = useTranslations('backstage')
  const { id, name, can } = useOrganization()
  const seesFigures = can('sales.read')
  const query = useQuery({
    queryKey: queryKeys.dashboard(id),
    enabled: seesFigures,
    queryFn: ({ signal }) => api.getOrganizerDashboard({ organizationId: id }, { signal }),
  })
  const topics = [`organization:${id}`, ...(query.data?.upcoming ?? []).slice(0, 20).map((event) => `event:${event.id}:sales`)]
  useLiveQueries(topics, queryKeys.organization(id))
  if (!seesFigures) return <NoFigures />
  return (
    <>
      <PageHead title={t('home.title')} note={name}>
        <CreateEventButton />
      </PageHead>
      <Asked query={query}>
        {(dashboard) =>
          dashboard.totals.events === 0 && dashboard.upcoming.length === 0 && dashboard.decisions.length === 0 ? (
            <FirstEvent />
          ) : (
            <Today dashboard={dashboard} />
          )
        }
      </Asked>
    </>
  )
}

function Today({ dashboard }: { readonly dashboard: OrganizerDashboard }) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const { today, last30Days, decisions, upcoming, totals } = dashboard
  const soldLately = last30Days.reduce((sum, { tickets }) => sum + tickets, 0)
  const currency = totals.revenue.currency
  return (
    <>
      <Figures>
        <Figure
          label={t('home.revenueToday')}
          value={formatMoney(today.revenue, locale)}
          note={t('home.revenueAll', { revenue: formatMoney(totals.revenue, locale) })}
        />
        <Figure
          label={t('home.ticketsToday')}
          value={formatNumber(today.tickets, locale)}
          note={t('home.ticketsAll', { count: formatNumber(totals.sold, locale) })}
        />
        <Figure label={t('home.ordersToday')} value={formatNumber(today.orders, locale)} note={t('home.eventsAll', { count: totals.events })} />
      </Figures>
      <Decisions decisions={decisions} />
      <Panel title={t('home.curve')} aside={t('home.curveNote', { count: soldLately })}>
        <DaysCurve
          rows={last30Days.map(({ day, revenue }) => ({ day, value: revenue.minor / 100 }))}
          label={t('home.revenue')}
          locale={locale}
          shown={(value) => formatMoney({ minor: Math.round(value * 100), currency }, locale)}
        />
      </Panel>
      <Upcoming events={upcoming} />
    </>
  )
}
