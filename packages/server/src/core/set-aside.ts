import { sql } from 'kysely'
import type { Tx } from './database.ts'

/**
 * A happening that was set aside after an error waits again for its listeners, which bear a repeat. Answers its type; null when it is
 * not set aside, undefined when there is none.
 */
export async function handOnAgain(tx: Tx, id: string): Promise<string | null | undefined> {
  const { rows } = await sql<{ type: string; is_set_aside: boolean }>`
    select type, data ? 'failed' as is_set_aside from outbox where id = ${id} for update`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  if (!row.is_set_aside) return null
  await sql`update outbox set position = null, data = data - 'failed' where id = ${id}`.execute(tx)
  return row.type
}
