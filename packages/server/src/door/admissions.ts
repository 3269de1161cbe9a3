import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { Admissions } from '#ticketing/index.ts'

/** What the rest of the house asks of the door. All run as the system. */
export const admissions: Admissions = {
  async firstEntries(tx, ticketIds) {
    if (ticketIds.length === 0) return new Map()
    const rows = await tx
      .selectFrom('admissions')
      .select((of) => ['ticket_id', of.fn.min('admitted_at').as('at')])
      .where('ticket_id', 'in', [...ticketIds])
      .groupBy('ticket_id')
      .execute()
    return new Map(rows.map((row) => [row.ticket_id, row.at]))
  },
  async inside(tx, ticketIds) {
    if (ticketIds.length === 0) return new Set()
    const rows = await tx
      .selectFrom('admissions')
      .select('ticket_id')
      .where('ticket_id', 'in', [...ticketIds])
      .where('exited_at', 'is', null)
      .execute()
    return new Set(rows.map((row) => row.ticket_id))
  },
}

export type Counts = { readonly admitted: number; readonly expected: number; readonly inside: number }

/** People let in so far, people with a live ticket, and people inside now. A person who went through two doors is one. */
export async function countsOf(tx: Tx, eventId: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select (select count(*)::int from tickets where event_id = ${eventId} and state = 'active') as expected, count(*)::int as admitted, (count(*) filter (where is_inside))::int as inside
      from (select ticket_id, bool_or(exited_at is null) as is_inside from admissions where event_id = ${eventId} group by ticket_id) entered`.execute(
    tx,
  )
  return rows[0] ?? { admitted: 0, expected: 0, inside: 0 }
}
