import type { Locale } from '@fashionistas/contract'
import type { Tx } from '#core/database.ts'
import type { ChannelId } from './channel.ts'
import type { IntentData } from './intent.ts'
import { findTemplate } from './library.ts'
import type { MessagingParts } from './parts.ts'

export type Wish = {
  readonly template: string
  /** The same wish told twice has the same key, and is one message. */
  readonly dedupeKey: string
  readonly locale: Locale
  readonly name?: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly organizationId?: string | null
  readonly eventId?: string | null
  readonly orderId?: string | null
  readonly userId?: string | null
  /** Instead of the template's own channels. */
  readonly channels?: readonly ChannelId[]
  readonly parallel?: readonly ChannelId[]
  readonly data?: IntentData
  readonly cancellationKey?: string
  readonly notBefore?: Date
}
type Asking = Pick<MessagingParts, 'world' | 'channels'>

/** Writes down that a person should hear something, with the deliveries that start it. A repeat changes nothing. */
export async function requestMessage(tx: Tx, parts: Asking, wish: Wish): Promise<void> {
  const chain = chainOf(wish, parts)
  const parallel = (wish.parallel ?? []).filter((channel) => isThere(parts, channel) && addressFor(channel, wish) !== null)
  const first = chain.find((channel) => addressFor(channel, wish) !== null)
  if (!first && parallel.length === 0) return // a person without any address that we can use
  const now = parts.world.now()
  const notBefore = wish.notBefore ?? now
  const fallbackMinutes = findTemplate(wish.template)?.channels.fallback_after_minutes ?? undefined
  const id = parts.world.newId()
  const inserted = await tx
    .insertInto('message_intents')
    .values({
      id,
      dedupe_key: wish.dedupeKey,
      template: wish.template,
      organization_id: wish.organizationId ?? null,
      event_id: wish.eventId ?? null,
      order_id: wish.orderId ?? null,
      user_id: wish.userId ?? null,
      locale: wish.locale,
      recipient_name: wish.name ?? null,
      email: wish.email ?? null,
      phone: wish.phone ?? null,
      channels: [...chain],
      data: JSON.stringify({ ...wish.data, parallel, fallbackMinutes }),
      cancellation_key: wish.cancellationKey ?? null,
      not_before: notBefore,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return
  const hasNext = chain.some((channel) => channel !== first && addressFor(channel, wish) !== null && !parallel.includes(channel))
  const fallbackAt = hasNext && fallbackMinutes !== undefined ? new Date(notBefore.getTime() + fallbackMinutes * 60_000) : null
  for (const channel of new Set([...(first ? [first] : []), ...parallel])) {
    await tx
      .insertInto('deliveries')
      .values({
        id: parts.world.newId(),
        intent_id: id,
        organization_id: wish.organizationId ?? null,
        event_id: wish.eventId ?? null,
        channel,
        address: addressFor(channel, wish) ?? '',
        state: 'queued',
        not_before: notBefore,
        fallback_at: channel === first ? fallbackAt : null,
        created_at: now,
        updated_at: now,
      })
      .execute()
  }
}

/** The channels to try one after the other; email ends every chain, because it needs no one's approval. */
function chainOf(wish: Wish, parts: Asking): readonly ChannelId[] {
  if (wish.channels) return wish.channels.filter((channel) => isThere(parts, channel))
  const channels = findTemplate(wish.template)?.channels
  const wanted = channels ? [channels.primary, ...channels.fallback, 'email'] : ['email']
  return [...new Set(wanted.filter(isChannel))].filter((channel) => isThere(parts, channel))
}

const isChannel = (name: string): name is ChannelId => name === 'whatsapp' || name === 'email' || name === 'sms'
const isThere = ({ channels }: Asking, channel: ChannelId): boolean => channels.some(({ id }) => id === channel)
export const addressFor = (
  channel: ChannelId,
  { email, phone }: { readonly email?: string | null | undefined; readonly phone?: string | null | undefined },
): string | null => (channel === 'email' ? email : phone) ?? null
