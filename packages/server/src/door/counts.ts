import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

/** People let in so far, people with a live ticket, and people inside now. A person who went through two doors is one. */
export type Counts = { readonly admitted: number; readonly expected: number; readonly inside: number }

export async function countsOf(tx: Tx, eventId: string): Promise<Counts> {
  const { rows } = await sql<{ expected: number; admitted: number | null; inside: number | null }>`
    select (select count(*)::int from tickets where event_id = ${eventId} and state = 'active') as expected, c.admitted, c.inside
      from (values (1)) as one left join check_in_counts c on c.event_id = ${eventId}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('a count has one row')
  const { admitted, inside } = row
  return admitted === null || inside === null ? { ...row, ...(await countAdmissions(tx, eventId)) } : { expected: row.expected, admitted, inside }
}

/** From the admissions themselves: before the first scan of a door there are no counters, and afterwards they must be this. */
export async function countAdmissions(tx: Tx, eventId: string): Promise<Omit<Counts, 'expected'>> {
  const { rows } = await sql<{ admitted: number; inside: number }>`
    select count(*)::int as admitted, (count(*) filter (where is_inside))::int as inside
      from (select bool_or(exited_at is null) as is_inside from admissions where event_id = ${eventId} group by ticket_id) entered`.execute(tx)
  return rows[0] ?? { admitted: 0, inside: 0 }
}

export async function moveCounts(tx: Tx, eventId: string, { admitted, inside }: Omit<Counts, 'expected'>): Promise<void> {
  await sql`update check_in_counts set admitted = admitted + ${admitted}, inside = inside + ${inside} where event_id = ${eventId}`.execute(tx)
}
