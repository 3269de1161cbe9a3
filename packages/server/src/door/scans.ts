import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { DB } from '#core/schema.ts'

export type ScanRow = Insertable<DB['scans']> & {
  readonly ticket_id: string | null
  readonly gate: string | null
  readonly scanned_at: Date
  readonly verdict: string
}
export type StoredScan = Selectable<DB['scans']>

/** False when this scan was written before: its id is made by the scanner. */
export async function insertScan(tx: Tx, scan: ScanRow): Promise<boolean> {
  const made = await tx
    .insertInto('scans')
    .values(scan)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export async function findScan(tx: Tx, id: string): Promise<StoredScan | undefined> {
  return await tx.selectFrom('scans').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function getScan(tx: Tx, id: string): Promise<StoredScan> {
  return await tx.selectFrom('scans').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}
