import type { Insertable } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { DB } from '#core/schema.ts'

export type ScanRow = Insertable<DB['scans']> & { readonly ticket_id: string | null; readonly gate: string | null; readonly scanned_at: Date; readonly verdict: string }

/** False when this scan was written before: its id is made by the scanner. */
export async function insertScan(tx: Tx, scan: ScanRow): Promise<boolean> {
  const made = await tx.insertInto('scans').values(scan).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').executeTakeFirst()
  return made !== undefined
}

export async function findScan(tx: Tx, id: string) {
  return await tx.selectFrom('scans').selectAll().where('id', '=', id).executeTakeFirst()
}
export type StoredScan = NonNullable<Awaited<ReturnType<typeof findScan>>>
