'use client'
import '@mantine/charts/styles.css'
import { AreaChart, BarChart, LineChart } from '@mantine/charts'
import { useReducedMotion } from '@mantine/hooks'
import type { Locale } from '../shell/locale.ts'
import { formatDay, formatNumber, formatTime } from '../shell/format.ts'

type DayRow = { readonly day: string; readonly value: number }
type Curve = { readonly label: string; readonly locale: Locale; readonly shown: (value: number) => string }
const dayText = (day: string, locale: Locale) => (day === '' ? '' : formatDay(`${day}T12:00:00Z`, 'UTC', locale))
const compact = (value: number, locale: Locale) => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
const axis = { tickMargin: 10, minTickGap: 36, tick: { fontSize: 12, fill: 'var(--muted)' } }

/** What was sold each day. */
export function DaysCurve({ rows, label, locale, shown }: Curve & { readonly rows: readonly DayRow[] }) {
  const still = useReducedMotion()
  return (
    <AreaChart
      h={240}
      data={[...rows]}
      dataKey="day"
      series={[{ name: 'value', label, color: 'var(--mantine-primary-color-filled)' }]}
      curveType="monotone"
      withDots={false}
      withGradient
      fillOpacity={0.24}
      strokeWidth={2}
      gridAxis="x"
      tickLine="none"
      strokeDasharray="2 4"
      valueFormatter={shown}
      areaProps={{ isAnimationActive: !still, animationDuration: 200 }}
      xAxisProps={{ ...axis, tickFormatter: (day: string) => dayText(day, locale) }}
      yAxisProps={{ tick: axis.tick, width: 48, tickFormatter: (value: number) => compact(value, locale), allowDecimals: false }}
      tooltipProps={{ labelFormatter: (day) => (typeof day === 'string' ? dayText(day, locale) : '') }}
    />
  )
}

type CumulatedRow = { readonly day: string; readonly cumulated: number; readonly earlier: number | null }

/** Tickets sold so far, beside what earlier events had sold at the same distance from their date. */
export function CumulatedCurve({
  rows,
  label,
  earlierLabel,
  locale,
  shown,
}: Curve & { readonly rows: readonly CumulatedRow[]; readonly earlierLabel: string }) {
  const still = useReducedMotion()
  return (
    <LineChart
      h={280}
      data={[...rows]}
      dataKey="day"
      curveType="monotone"
      withDots={false}
      strokeWidth={2.5}
      gridAxis="x"
      tickLine="none"
      strokeDasharray="2 4"
      withLegend
      valueFormatter={shown}
      series={[
        { name: 'cumulated', label, color: 'var(--mantine-primary-color-filled)' },
        ...(rows.some(({ earlier }) => earlier !== null)
          ? [{ name: 'earlier', label: earlierLabel, color: 'var(--mantine-color-dimmed)', strokeDasharray: '5 5' }]
          : []),
      ]}
      lineProps={{ isAnimationActive: !still, animationDuration: 200 }}
      legendProps={{ verticalAlign: 'bottom', height: 36 }}
      xAxisProps={{ ...axis, tickFormatter: (day: string) => dayText(day, locale) }}
      yAxisProps={{ tick: axis.tick, width: 48, tickFormatter: (value: number) => compact(value, locale), allowDecimals: false }}
      tooltipProps={{ labelFormatter: (day) => (typeof day === 'string' ? dayText(day, locale) : '') }}
    />
  )
}

/** How many came in, hour by hour. */
export function HoursBars({
  rows,
  label,
  locale,
  timeZone,
}: {
  readonly rows: readonly { readonly hour: string; readonly admitted: number }[]
  readonly label: string
  readonly locale: Locale
  readonly timeZone: string
}) {
  const still = useReducedMotion()
  return (
    <BarChart
      h={200}
      data={[...rows]}
      dataKey="hour"
      series={[{ name: 'admitted', label, color: 'var(--mantine-primary-color-filled)' }]}
      gridAxis="x"
      tickLine="none"
      strokeDasharray="2 4"
      maxBarWidth={36}
      valueFormatter={(value) => formatNumber(value, locale)}
      barProps={{ isAnimationActive: !still, animationDuration: 200, radius: [3, 3, 0, 0] }}
      xAxisProps={{ ...axis, tickFormatter: (hour: string) => formatTime(hour, timeZone, locale) }}
      yAxisProps={{ tick: axis.tick, width: 40, allowDecimals: false }}
      tooltipProps={{ labelFormatter: (hour) => (typeof hour === 'string' && hour !== '' ? formatTime(hour, timeZone, locale) : '') }}
    />
  )
}
