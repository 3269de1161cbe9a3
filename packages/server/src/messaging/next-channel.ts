import type { Tx } from '#core/database.ts'
import type { ChannelId } from './channel.ts'
import type { Intent } from './intent.ts'
import type { MessagingParts } from './parts.ts'
import { addressFor } from './request-message.ts'

/** The channels of a message that have not been tried yet. */
export async function channelsLeft(tx: Tx, { channels }: Pick<MessagingParts, 'channels'>, intent: Intent): Promise<readonly ChannelId[]> {
  const tried = await tx.selectFrom('deliveries').select('channel').where('intent_id', '=', intent.id).execute()
  return intent.channels.filter(
    (channel) =>
      channels.some(({ id }) => id === channel) && addressFor(channel, intent) !== null && !tried.some((delivery) => delivery.channel === channel),
  )
}

/** Opens the next channel of a message that has not been tried yet; undefined when there is none. */
export async function openNext(
  tx: Tx,
  { world, channels }: Pick<MessagingParts, 'world' | 'channels'>,
  intent: Intent,
): Promise<ChannelId | undefined> {
  const left = await channelsLeft(tx, { channels }, intent)
  const [next] = left
  if (!next) return undefined
  const now = world.now()
  const minutes = intent.data.fallbackMinutes
  await tx
    .insertInto('deliveries')
    .values({
      id: world.newId(),
      intent_id: intent.id,
      organization_id: intent.organization_id,
      event_id: intent.event_id,
      channel: next,
      address: addressFor(next, intent) ?? '',
      state: 'queued',
      not_before: now,
      fallback_at: left.length > 1 && minutes !== undefined ? new Date(now.getTime() + minutes * 60_000) : null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.columns(['intent_id', 'channel']).doNothing())
    .execute()
  return next
}
