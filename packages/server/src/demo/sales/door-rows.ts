import type { Chance } from '../chance.ts'
import { earliest, hourMs, later, latest, minuteMs } from '../clock.ts'
import type { SeasonEvent } from '../season/make-event.ts'
import type { Row } from '../write-rows.ts'
import { isPaid, type PaidSale, type Sale } from './sale.ts'

export type Door = { readonly listId: string; readonly scannedBy: string | null; readonly now: Date; readonly chance: Chance }

const gates = ['Puerta 1', 'Puerta 2'] as const
const tonightShare = 0.11
const repeatShare = 0.008

/** Who came in, and when: groups together, most of them in the half hour before the start. */
export function doorRows(event: SeasonEvent, sales: readonly Sale[], door: Door): { readonly [table: string]: readonly Row[] } {
  const { chance, now } = door
  if (event.doorsAt >= now || event.script.fate !== undefined) return {}
  const comes = event.startsAt > now ? tonightShare : 0.81 + 0.11 * chance.next()
  const entries = sales.filter(isPaid).flatMap((sale) => entriesOf(event, sale, comes, door))
  const scans = entries.map(({ scan }) => scan)
  const repeats = scans
    .filter(() => chance.isLucky(repeatShare))
    .map((scan) => ({
      ...scan,
      id: chance.id(scan.scanned_at),
      verdict: 'duplicate',
      scanned_at: earliest(later(scan.scanned_at, chance.between(1, 9) * minuteMs), later(now, -1000)),
    }))
  return { scans: [...scans, ...repeats], admissions: entries.map(({ admission }) => admission) }
}

function entriesOf(event: SeasonEvent, sale: PaidSale, comes: number, { chance, listId, scannedBy, now }: Door) {
  const isTonight = event.startsAt > now
  // The demo's attendee has not arrived tonight: their tickets are there to be scanned.
  const isTable = sale.tickets.length > 4
  const arrives = sale.buyer.userId !== null ? !isTonight : (isTable && !isTonight) || chance.isLucky(comes)
  if (!arrives) return []
  const arrivedAt = isTonight ? between(chance, later(event.doorsAt, minuteMs), later(now, -minuteMs)) : arrival(chance, event)
  const gate = chance.pick(gates)
  const gone = new Set(sale.refund?.tickets)
  return sale.tickets
    .filter((ticket) => !gone.has(ticket) && (!isTable || isTonight || chance.isLucky(comes)))
    .map((ticket, index) => {
      const at = earliest(later(arrivedAt, index * 4_000), later(now, -500))
      const owner = { event_id: event.id, organization_id: event.house.id, list_id: listId, ticket_id: ticket.id, gate }
      const scan = { id: chance.id(at), ...owner, direction: 'in', verdict: 'admitted', scanned_by: scannedBy, scanned_at: at }
      return { scan, admission: { ...owner, entry: 1, scan_id: scan.id, admitted_at: at } }
    })
}

/** A fair is visited all day; everything else has an hour. */
function arrival(chance: Chance, { doorsAt, startsAt, endsAt, script }: SeasonEvent): Date {
  if (script.plan === 'fair' || script.plan === 'festival') return between(chance, later(startsAt, 2 * minuteMs), later(endsAt, -2.5 * hourMs))
  return latest(
    later(doorsAt, chance.between(1, 6) * minuteMs),
    earliest(later(startsAt, Math.floor((-22 + 24 * chance.normal()) * minuteMs)), later(endsAt, -15 * minuteMs)),
  )
}

const between = (chance: Chance, from: Date, to: Date): Date =>
  new Date(Math.floor(from.getTime() + chance.next() * Math.max(0, to.getTime() - from.getTime())))
