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
