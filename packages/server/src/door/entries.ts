import { sql, type Insertable } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { DB } from '#core/schema.ts'
import type { Entry } from './decide.ts'

export async function entriesOf(tx: Tx, listId: string, ticketId: string): Promise<readonly Entry[]> {
  const rows = await tx
    .selectFrom('admissions')
    .select(['entry', 'admitted_at', 'exited_at', 'gate'])
    .where('list_id', '=', listId)
    .where('ticket_id', '=', ticketId)
    .orderBy('entry')
    .execute()
  return rows.map((row) => ({ entry: row.entry, admittedAt: row.admitted_at, exitedAt: row.exited_at, gate: row.gate }))
}

/** The primary key refuses a second person with the same ticket; that this is reached would be a fault, because the ticket is held. */
export async function admit(tx: Tx, admission: Insertable<DB['admissions']>): Promise<void> {
  await tx.insertInto('admissions').values(admission).execute()
}

export async function exit(tx: Tx, listId: string, ticketId: string, entry: number, at: Date): Promise<void> {
  await tx
    .updateTable('admissions')
    .set({ exited_at: at })
    .where('list_id', '=', listId)
    .where('ticket_id', '=', ticketId)
    .where('entry', '=', entry)
    .execute()
}

type Undone = {
  readonly id: string
  readonly list_id: string
  readonly ticket_id: string | null
  readonly verdict: string
  readonly scanned_at: Date
}

/** Takes back what a scan did: its entry goes; its exit is undone unless the person has come back since, which says that the exit was real. */
export async function takeBack(tx: Tx, scan: Undone): Promise<void> {
  if (scan.verdict === 'admitted') await tx.deleteFrom('admissions').where('scan_id', '=', scan.id).execute()
  if (scan.verdict === 'exited') {
    await sql`update admissions a set exited_at = null where list_id = ${scan.list_id} and ticket_id = ${scan.ticket_id} and exited_at = ${scan.scanned_at}
      and not exists (select from admissions later where later.list_id = a.list_id and later.ticket_id = a.ticket_id and later.entry > a.entry)`.execute(
      tx,
    )
  }
}
