import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import { Intent } from './intent.ts'
import { findTemplate } from './library.ts'
import { openNext } from './next-channel.ts'
import type { MessagingParts } from './parts.ts'
import { giveUp } from './record-result.ts'

type Looked = {
  readonly id: string
  readonly intent_id: string
  readonly state: string
  readonly rank: number
  readonly code: string | null
  readonly address: string
  readonly created_at: Date
}
const newsMs = 60_000
const unreadMs = 2 * 3_600_000
const secretMs = 15 * 60_000
const atOnce = 50

/** A call without an answer, or a worker that died in between: waits a minute for a status, is tried once more, then given up. */
export async function recoverUnknown({ database, world, channels }: MessagingParts): Promise<number> {
  const now = world.now()
  return await database.system(async (tx) => {
    const { rows } = await sql<Looked>`
      select id, intent_id, state, rank, code, address, created_at from deliveries where state = 'sending' and updated_at < ${new Date(now.getTime() - newsMs)} order by updated_at limit ${atOnce} for update skip locked`.execute(
      tx,
    )
    for (const row of rows) {
      if (row.code === 'unknown_outcome')
        await giveUp(tx, { world, channels }, row.id, await intentOf(tx, row), {
          state: 'dead',
          code: 'unknown_outcome',
          reason: 'twice without an answer',
        })
      else
        await tx
          .updateTable('deliveries')
          .set({ state: 'queued', code: 'unknown_outcome', not_before: now, updated_at: now })
          .where('id', '=', row.id)
          .execute()
    }
    return rows.length
  })
}

/**
 * Goes to the next channel when the first was silent. A message that arrived but was not read goes on only when it is important, and
 * only after two hours: read receipts can be switched off, so silence proves nothing.
 */
export async function goOnToNextChannel({ database, world, channels }: MessagingParts): Promise<number> {
  const now = world.now()
  return await database.system(async (tx) => {
    const { rows } = await sql<Looked>`
      select id, intent_id, state, rank, code, address, created_at from deliveries where fallback_at <= ${now} order by fallback_at limit ${atOnce} for update skip locked`.execute(
      tx,
    )
    for (const row of rows) {
      const intent = await intentOf(tx, row)
      const verdict = await silence(tx, row, intent, now)
      if (verdict === 'go_on') await openNext(tx, { world, channels }, intent)
      const isGivenUp = verdict === 'go_on' && row.state === 'queued'
      await tx
        .updateTable('deliveries')
        .set({
          fallback_at: verdict === 'wait' ? new Date(row.created_at.getTime() + unreadMs) : null,
          ...(isGivenUp ? { state: 'cancelled', reason: 'next_channel', updated_at: now } : {}),
        })
        .where('id', '=', row.id)
        .execute()
    }
    return rows.length
  })
}

async function silence(tx: Tx, row: Looked, intent: Intent, now: Date): Promise<'go_on' | 'wait' | 'enough'> {
  if (row.rank >= 3 || row.state === 'cancelled') return 'enough'
  if (row.rank < 2) return 'go_on'
  const priority = findTemplate(intent.template)?.priority
  if (priority !== 'high' && priority !== 'critical') return 'enough'
  const answered = await tx
    .selectFrom('inbound_messages')
    .select('id')
    .where('address', '=', row.address)
    .where('received_at', '>', row.created_at)
    .limit(1)
    .executeTakeFirst()
  if (answered) return 'enough'
  return now.getTime() - row.created_at.getTime() < unreadMs ? 'wait' : 'go_on'
}

const intentOf = async (tx: Tx, { intent_id: id }: Looked): Promise<Intent> =>
  Intent.parse(await tx.selectFrom('message_intents').selectAll().where('id', '=', id).executeTakeFirstOrThrow())

/** Links and codes of a sign-in are of no use after a quarter of an hour, except to a thief. */
export async function wipeSecrets({ database, world }: MessagingParts): Promise<void> {
  await database.system(async (tx) => {
    await sql`update message_intents set data = data - 'url' - 'code' where created_at < ${new Date(world.now().getTime() - secretMs)} and created_at > ${new Date(world.now().getTime() - 24 * 3_600_000)} and data ?| array['url', 'code']`.execute(
      tx,
    )
  })
}
