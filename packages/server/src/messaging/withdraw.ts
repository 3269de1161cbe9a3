import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

/** Takes back what waits under a key: a reminder of an event that is no more. What is on its way cannot be taken back. */
export async function withdrawOpen(tx: Tx, cancellationKey: string, now: Date, reason: string): Promise<void> {
  await sql`
    update deliveries d set fallback_at = null, updated_at = ${now},
           state = case when d.state = 'queued' then 'cancelled' else d.state end,
           reason = case when d.state = 'queued' then ${reason} else d.reason end
      from message_intents i
     where i.id = d.intent_id and i.cancellation_key = ${cancellationKey} and (d.state = 'queued' or d.fallback_at is not null)`.execute(tx)
}
