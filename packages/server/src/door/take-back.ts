import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { Counts } from './counts.ts'

type Undone = {
  readonly id: string
  readonly list_id: string
  readonly ticket_id: string | null
  readonly verdict: string
}
type Presence = Omit<Counts, 'expected'>

/**
 * Takes back what a scan did: its entry goes; its exit is undone unless the person has come back since, which says that the exit was real.
 * Returns by how much the counts of the door move.
 */
export async function takeBack(tx: Tx, scan: Undone): Promise<Presence> {
  if (scan.ticket_id === null) return { admitted: 0, inside: 0 }
  const before = await presenceOf(tx, scan.ticket_id)
  if (scan.verdict === 'admitted') await tx.deleteFrom('admissions').where('scan_id', '=', scan.id).execute()
  if (scan.verdict === 'exited') {
    await sql`update admissions a set exited_at = null, exit_scan_id = null where list_id = ${scan.list_id} and ticket_id = ${scan.ticket_id} and exit_scan_id = ${scan.id}
      and not exists (select from admissions later where later.list_id = a.list_id and later.ticket_id = a.ticket_id and later.entry > a.entry)`.execute(
      tx,
    )
  }
  const after = await presenceOf(tx, scan.ticket_id)
  return { admitted: after.admitted - before.admitted, inside: after.inside - before.inside }
}

/** One or none: whether the holder has come at all, and is in some room now. */
async function presenceOf(tx: Tx, ticketId: string): Promise<Presence> {
  const { rows } = await sql<Presence>`
    select least(count(*), 1)::int as admitted, coalesce(bool_or(exited_at is null), false)::int as inside from admissions where ticket_id = ${ticketId}`.execute(
    tx,
  )
  return rows[0] ?? { admitted: 0, inside: 0 }
}
