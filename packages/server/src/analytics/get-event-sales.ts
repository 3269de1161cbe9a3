import { Currency, EventId, type Handler, type events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { ownEvent } from '#events/index.ts'
import { byDay } from './sales-by-day.ts'
import { byHourAdmitted, byType, totalsOf } from './sales-figures.ts'

export const getEventSales: Handler<typeof events.getEventSales, Context> = async ({ eventId }, context) => {
  const event = await ownEvent(context, eventId, 'sales.read')
  const { starts_at, capacity } = event
  if (!starts_at || !capacity) return context.refuse('not_found') // a draft without date or place has no sale to report
  const currency = Currency.parse(event.currency)
  const money = (minor: number) => ({ minor, currency })
  return await context.elevated(async () => {
    const { tx } = context
    const at = { eventId, zone: event.time_zone, now: context.now() }
    const totals = await totalsOf(tx, at)
    return {
      eventId: EventId.parse(eventId),
      state: event.state,
      capacity,
      sold: totals.sold,
      held: totals.held,
      orders: totals.orders,
      revenue: money(totals.revenueMinor),
      refunded: money(totals.refundedMinor),
      admitted: totals.admitted,
      startsAt: starts_at.toISOString(),
      timeZone: event.time_zone,
      byType: (await byType(tx, at)).map(({ revenueMinor, ...type }) => ({ ...type, revenue: money(revenueMinor) })),
      byDay: (await byDay(tx, at)).map(({ revenueMinor, ...day }) => ({ ...day, revenue: money(revenueMinor) })),
      today: { tickets: totals.todayTickets, revenue: money(totals.todayRevenueMinor), orders: totals.todayOrders },
      byHourAdmitted: (await byHourAdmitted(tx, eventId)).map(({ hour, admitted }) => ({ hour: hour.toISOString(), admitted })),
    }
  })
}
