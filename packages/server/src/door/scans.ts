import type { Selectable } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { DB } from '#core/schema.ts'

type StoredScan = Selectable<DB['scans']>

export async function findScan(tx: Tx, id: string): Promise<StoredScan | undefined> {
  return await tx.selectFrom('scans').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function getScan(tx: Tx, id: string): Promise<StoredScan> {
  return await tx.selectFrom('scans').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}
