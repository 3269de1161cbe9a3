import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { Attachment, Channel, ChannelId, Outgoing, SendResult } from './channel.ts'
import { calendarFile } from './calendar.ts'
import { compose, type Message, type Told } from './compose.ts'
import { lastInboundAt, marketingConsent } from './consent.ts'
import type { OrderFacts } from './facts.ts'
import { Intent } from './intent.ts'
import { findTemplate } from './library.ts'
import type { MessagingParts } from './parts.ts'
import { policyOf } from './policy.ts'
import { recordAccepted, recordRefused, recordWithdrawn } from './record-result.ts'

export type Claimed = {
  readonly id: string
  readonly intent_id: string
  readonly channel: ChannelId
  readonly address: string
  readonly attempts: number
  readonly code: string | null
}
/** Channels whose sender the company stopped, and until when we leave it alone. */
export type Halts = Map<ChannelId, Date>

const atOnce = 8
const mostBatches = 50
/** Templates that carry the ticket PDF. */
const withFiles: readonly string[] = ['ticket_delivery', 'registration_confirmation', 'payment_receipt']
const withCalendar: readonly string[] = ['ticket_delivery', 'registration_confirmation']

/** Sends what is due. Each delivery is taken in one transaction, sent outside of any, and its result written in another. */
export async function sendDue(parts: MessagingParts, halts: Halts): Promise<number> {
  let sent = 0
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const claimed = await claim(parts, halts)
    if (claimed.length === 0) break
    await Promise.all(claimed.map((delivery) => sendOne(parts, halts, delivery)))
    sent += claimed.length
  }
  return sent
}

async function claim({ database, world, channels }: MessagingParts, halts: Halts): Promise<readonly Claimed[]> {
  const now = world.now()
  const open = channels.map(({ id }) => id).filter((id) => (halts.get(id)?.getTime() ?? 0) <= now.getTime())
  return await database.system(async (tx) => {
    const { rows } = await sql<Claimed>`
      update deliveries set state = 'sending', attempts = attempts + 1, updated_at = ${now}
       where id in (select id from deliveries where state = 'queued' and not_before <= ${now} and channel = any(${open}::text[]) order by not_before limit ${atOnce} for update skip locked)
      returning id, intent_id, channel, address, attempts, code`.execute(tx)
    return rows
  })
}

async function sendOne(parts: MessagingParts, halts: Halts, delivery: Claimed): Promise<void> {
  const channel = parts.channels.find(({ id }) => id === delivery.channel)
  if (!channel) return
  const prepared = await prepare(parts, delivery)
  if ('why' in prepared) return await recordWithdrawn(parts, delivery, prepared.why)
  const result =
    'problem' in prepared
      ? prepared
      : await handOver(parts, channel, { ...prepared.message, deliveryId: delivery.id, to: delivery.address, attachments: prepared.attachments })
  if (result.state === 'accepted') return await recordAccepted(parts, delivery, result.providerId)
  await recordRefused(parts, delivery, prepared.intent, result, halts)
}

type Ready = { readonly intent: Intent; readonly message: Message; readonly attachments: readonly Attachment[] }
type Refused = Extract<SendResult, { state: 'refused' }>

/** Reads the facts anew, asks the policy, writes the texts and makes the files. A fault of ours is a dead letter, not a lost message. */
async function prepare(
  parts: MessagingParts,
  delivery: Claimed,
): Promise<Ready | { readonly why: string } | (Refused & { readonly intent: Intent })> {
  const { intent, orders, why } = await parts.database.system(async (tx) => await judge(tx, parts, delivery))
  if (why) return { why }
  try {
    const told: Told = { intent, orders, publicUrl: parts.publicUrl, supportEmail: parts.supportEmail }
    const message = await compose(delivery.channel, told)
    if (delivery.channel === 'whatsapp' && message.template?.header === 'LOCATION' && !message.place)
      return {
        intent,
        state: 'refused',
        problem: 'fallback_channel',
        code: 'place_unknown',
        detail: 'the template shows a map, and the event has no coordinates',
      }
    return { intent, message, attachments: delivery.channel === 'sms' ? [] : await filesFor(parts, intent, orders) }
  } catch (error) {
    parts.log.error({ err: error, delivery: delivery.id, template: intent.template }, 'a message could not be written')
    return { intent, state: 'refused', problem: 'fix_payload', code: 'not_written', detail: error instanceof Error ? error.message : 'fault' }
  }
}

async function judge(
  tx: Tx,
  { facts, world }: MessagingParts,
  delivery: Claimed,
): Promise<{ readonly intent: Intent; readonly orders: readonly OrderFacts[]; readonly why: string | undefined }> {
  const intent = Intent.parse(await tx.selectFrom('message_intents').selectAll().where('id', '=', delivery.intent_id).executeTakeFirstOrThrow())
  const orderIds = intent.order_id ? [intent.order_id] : (intent.data.orderIds ?? [])
  const orders: OrderFacts[] = []
  for (const orderId of orderIds) orders.push(...[await facts.order(tx, orderId)].filter((order) => order !== undefined))
  const isCommercial = findTemplate(intent.template)?.commercial ?? false
  const verdict = policyOf(intent, {
    now: world.now(),
    isCommercial,
    order: orders[0],
    marketingConsent: isCommercial ? await marketingConsent(tx, delivery.address, delivery.channel) : undefined,
    lastInboundAt: intent.template === 'reply' ? await lastInboundAt(tx, delivery.address) : undefined,
  })
  return { intent, orders, why: verdict.go ? undefined : verdict.why }
}

async function filesFor(parts: MessagingParts, intent: Intent, [order]: readonly OrderFacts[]): Promise<readonly Attachment[]> {
  if (!order || !withFiles.includes(intent.template)) return []
  const files = await parts.facts.ticketFiles(order.orderId)
  const hasCalendar = files.some(({ contentType }) => contentType.startsWith('text/calendar'))
  if (!withCalendar.includes(intent.template)) return files.filter(({ contentType }) => !contentType.startsWith('text/calendar'))
  return hasCalendar ? files : [...files, calendarFile(order, intent.locale, parts.publicUrl, parts.world.now())]
}

async function handOver(parts: MessagingParts, channel: Channel, message: Outgoing): Promise<SendResult> {
  try {
    return await channel.send(message)
  } catch (error) {
    // An adapter that throws broke its word; the message may have gone out.
    parts.log.error({ err: error, channel: channel.id, delivery: message.deliveryId }, 'a channel failed')
    return { state: 'refused', problem: 'unknown_outcome', code: 'unknown_outcome', detail: error instanceof Error ? error.message : 'fault' }
  }
}
