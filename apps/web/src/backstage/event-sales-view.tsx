'use client'
import type { EventSales } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { formatMoney, formatNumber } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { CumulatedCurve, HoursBars } from './lazy-curves.tsx'
import { Figure, Figures, Panel } from './panel.tsx'
import { SoldBar } from './sold-bar.tsx'

/** The figures of an event: large ones first, then how they came about. */
export function EventSalesView({ sales }: { readonly sales: EventSales }) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const number = (value: number) => formatNumber(value, locale)
  const share = sales.capacity === 0 ? 0 : sales.sold / sales.capacity
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)
  return (
    <>
      <Figures>
        <Figure
          label={t('event.sold')}
          value={t('event.soldOf', { sold: number(sales.sold), capacity: number(sales.capacity) })}
          note={t('event.soldNote', { percent, held: number(sales.held) })}
        />
        <Figure
          label={t('event.revenue')}
          value={formatMoney(sales.revenue, locale)}
          note={
            sales.refunded.minor > 0
              ? t('event.refunded', { refunded: formatMoney(sales.refunded, locale) })
              : t('event.orders', { count: sales.orders })
          }
        />
        <Figure label={t('event.admitted')} value={number(sales.admitted)} note={t('event.admittedOf', { sold: number(sales.sold) })} />
        <Figure
          label={t('event.today')}
          value={t('event.todayTickets', { count: sales.today.tickets })}
          note={t('event.todayNote', { revenue: formatMoney(sales.today.revenue, locale), count: sales.today.orders })}
        />
      </Figures>
      <Panel title={t('event.curve')}>
        {sales.byDay.length === 0 ? (
          <p className={classes['calm']}>{t('event.noSales')}</p>
        ) : (
          <CumulatedCurve
            rows={sales.byDay}
            label={t('event.thisEvent')}
            earlierLabel={t('event.earlierEvents')}
            locale={locale}
            shown={(value) => number(value)}
          />
        )}
      </Panel>
      <Panel title={t('event.byType')}>
        <TypesTable types={sales.byType} />
      </Panel>
      <Panel title={t('event.perHour')}>
        {sales.byHourAdmitted.length === 0 ? (
          <p className={classes['calm']}>{t('event.nobodyYet')}</p>
        ) : (
          <HoursBars rows={sales.byHourAdmitted} label={t('event.admitted')} locale={locale} timeZone={sales.timeZone} />
        )}
      </Panel>
    </>
  )
}

function TypesTable({ types }: { readonly types: EventSales['byType'] }) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  if (types.length === 0) return <p className={classes['calm']}>{t('event.noTypes')}</p>
  return (
    <ul className={classes['types']}>
      {types.map((type) => (
        <li key={type.typeId}>
          <strong>{textOf(type.name, locale)}</strong>
          <SoldBar sold={type.sold} held={type.held} capacity={type.quantity} label={textOf(type.name, locale)} />
          <span className={classes['money']}>{formatMoney(type.revenue, locale)}</span>
        </li>
      ))}
    </ul>
  )
}
