import type { Handler, events } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import { ownEventsOf, toOwnEvent } from '#events/index.ts'
import { permit } from '#people/index.ts'
import { currencyOf, decisionsOf, last30Days, totalsOfOrganizer } from './organizer-figures.ts'

const upcomingShown = 8

export const getOrganizerDashboard: Handler<typeof events.getOrganizerDashboard, Context> = async ({ organizationId }, context) => {
  await permit(context, organizationId, 'sales.read')
  const { tx, locale } = context
  const now = context.now()
  return await context.elevated(async () => {
    const currency = await currencyOf(tx, organizationId)
    const money = (minor: number) => ({ minor, currency })
    const days = await last30Days(tx, { organizationId, currency, now })
    const today = days.at(-1)
    const totals = await totalsOfOrganizer(tx, organizationId, currency)
    const upcoming = await ownEventsOf(
      tx,
      sql`e.organization_id = ${organizationId} and e.state in ('active', 'sold_out', 'postponed') and e.ends_at > ${now} order by e.starts_at, e.id limit ${upcomingShown}`,
    )
    const decisions = await decisionsOf(tx, { organizationId, now })
    return {
      today: { tickets: today?.tickets ?? 0, revenue: money(today?.revenueMinor ?? 0), orders: today?.orders ?? 0 },
      last30Days: days.map(({ day, tickets, revenueMinor }) => ({ day, tickets, revenue: money(revenueMinor) })),
      upcoming: upcoming.map(toOwnEvent),
      decisions: decisions.map(({ title, ...decision }) => ({ ...decision, title: locale === 'en' && title.en ? title.en : title.es })),
      totals: { events: totals.events, sold: totals.sold, revenue: money(totals.revenueMinor) },
    }
  })
}
