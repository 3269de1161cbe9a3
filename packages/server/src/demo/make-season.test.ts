import { expect, test } from 'vitest'
import { makeSeason, stateOf } from './make-season.ts'
import { isPaid } from './sales/sale.ts'

/** Night and day, a month with a short end, New Year: the product is started at any hour. */
const starts = ['2026-11-21T06:25:00Z', '2027-03-01T04:59:30Z', '2027-01-01T17:00:00Z', '2026-08-15T23:45:10Z'] as const

for (const start of starts)
  test(`X-11 a season made at ${start} is whole: an event tonight, nothing oversold, nothing from the future`, () => {
    const now = new Date(start)
    const { sold } = makeSeason(now, 'hash')
    const hours = sold
      .filter(({ event }) => event.script.day === 'tonight')
      .map(({ event }) => (event.startsAt.getTime() - now.getTime()) / 3_600_000)
    expect(hours).toHaveLength(1)
    expect(hours[0]).toBeGreaterThanOrEqual(2)
    expect(hours[0]).toBeLessThanOrEqual(4)
    expect(new Set(sold.map(({ event }) => event.slug)).size).toBe(sold.length)
    expect(sold.filter(({ event }) => event.publishedAt >= now || event.doorsAt > event.startsAt || event.endsAt <= event.startsAt)).toEqual([])
    expect(
      sold
        .flatMap(({ event }) => [...event.pools.values()])
        .filter(({ held, sold: taken, capacity }) => held < 0 || taken < 0 || held + taken > (capacity ?? Infinity)),
    ).toEqual([])
    const sales = sold.flatMap((one) => one.sales)
    expect(sales.filter((sale) => sale.placedAt > now || (isPaid(sale) && (sale.paidAt > now || (sale.refund?.at ?? sale.paidAt) > now)))).toEqual([])
    expect(sales.filter(isPaid).flatMap(({ tickets }) => tickets).length).toBeGreaterThan(14_000)
    expect(new Set(sold.map(({ event }) => stateOf(event, now)))).toEqual(new Set(['active', 'sold_out', 'completed', 'cancelled', 'postponed']))
  })
