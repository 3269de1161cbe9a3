import type { Tx } from '#core/database.ts'
import { answerInbound } from './answer-inbound.ts'
import type { ChannelId, ChannelNews, DeliveryStatus } from './channel.ts'
import { writeConsent } from './consent.ts'
import { tellFate } from './fate.ts'
import { Intent } from './intent.ts'
import type { MessagingParts } from './parts.ts'
import { giveUp } from './record-result.ts'
import { afterRefusal } from './retry.ts'
import { afterStatus } from './states.ts'

/** Applies what a channel told. Returns how many statuses were about messages that we do not know (yet). */
export async function applyNews(tx: Tx, parts: MessagingParts, channel: ChannelId, news: ChannelNews): Promise<number> {
  let unknown = 0
  for (const status of news.statuses) if (!(await applyStatus(tx, parts, channel, status))) unknown += 1
  for (const inbound of news.inbound) await answerInbound(tx, parts, channel, inbound)
  return unknown
}

async function applyStatus(tx: Tx, parts: MessagingParts, channel: ChannelId, status: DeliveryStatus): Promise<boolean> {
  const delivery = await findDelivery(tx, channel, status)
  if (!delivery) return false
  const after = afterStatus(delivery, status.status)
  if (!after) return true
  const intent = Intent.parse(await tx.selectFrom('message_intents').selectAll().where('id', '=', delivery.intent_id).executeTakeFirstOrThrow())
  if (status.status === 'failed') await applyFailure(tx, parts, { ...delivery, channel }, intent, status)
  else await applyRise(tx, parts, delivery, intent, after, status.providerId)
  return true
}

type Found = NonNullable<Awaited<ReturnType<typeof findDelivery>>>

async function findDelivery(tx: Tx, channel: ChannelId, { providerId, deliveryId }: DeliveryStatus) {
  const base = tx
    .selectFrom('deliveries')
    .select(['id', 'intent_id', 'state', 'rank', 'attempts', 'address', 'created_at'])
    .where('channel', '=', channel)
    .forUpdate()
  const byOurs = deliveryId && isUuid(deliveryId) ? await base.where('id', '=', deliveryId).executeTakeFirst() : undefined
  return byOurs ?? (await base.where('provider_id', '=', providerId).executeTakeFirst())
}
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

async function applyRise(
  tx: Tx,
  { world }: MessagingParts,
  { id, rank, created_at: createdAt }: Found,
  intent: Intent,
  after: { readonly state: string; readonly rank: number },
  providerId: string,
): Promise<void> {
  const now = world.now()
  await tx
    .updateTable('deliveries')
    .set({ ...after, provider_id: providerId, code: null, reason: null, updated_at: now, ...(after.rank >= 3 ? { fallback_at: null } : {}) })
    .where('id', '=', id)
    .execute()
  if (after.rank < 2 || rank >= 2) return
  // It did arrive: a substitute that still waits is not needed any more.
  await tx
    .updateTable('deliveries')
    .set({ state: 'cancelled', reason: 'arrived_elsewhere', updated_at: now })
    .where('intent_id', '=', intent.id)
    .where('state', '=', 'queued')
    .where('created_at', '>', createdAt)
    .execute()
  await tellFate(tx, world, 'message.delivered', { deliveryId: id, intent })
}

async function applyFailure(
  tx: Tx,
  parts: MessagingParts,
  { id, attempts, address, channel }: Found & { readonly channel: ChannelId },
  intent: Intent,
  { code = 'unknown', problem = 'fallback_channel' }: DeliveryStatus,
): Promise<void> {
  const now = parts.world.now()
  if (problem === 'suppress')
    await writeConsent(tx, parts.world, { contact: address, channel, granted: false, textVersion: 'provider', proof: { code, deliveryId: id } })
  const next = afterRefusal(problem, code, attempts, (parts.world.random(1)[0] ?? 128) / 255)
  if (next.then === 'retry' || next.then === 'halt')
    await tx
      .updateTable('deliveries')
      .set({ state: 'queued', not_before: new Date(now.getTime() + next.afterMs), code, updated_at: now })
      .where('id', '=', id)
      .execute()
  else await giveUp(tx, parts, id, intent, { state: next.then === 'next_channel' ? next.state : 'failed', code, reason: `status ${code}` })
}
