import type { Locale } from '@fashionistas/contract'
import { sql } from 'kysely'
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
  await requestMessages(tx, parts, [wish])
}

/** Many at once, in two statements. */
export async function requestMessages(tx: Tx, parts: Asking, wishes: readonly Wish[]): Promise<void> {
  const made = wishes.flatMap((wish) => plan(parts, wish) ?? [])
  if (made.length === 0) return
  const { rows } = await sql<{ id: string }>`/* planned once */ insert into message_intents
      (id, dedupe_key, template, organization_id, event_id, order_id, user_id, locale, recipient_name, email, phone, channels, data, cancellation_key, not_before, created_at)
    select id, dedupe_key, template, organization_id, event_id, order_id, user_id, locale, recipient_name, email, phone, channels, data, cancellation_key, not_before, created_at
      from jsonb_populate_recordset(null::message_intents, ${JSON.stringify(made.map(({ intent }) => intent))}::jsonb) on conflict (dedupe_key) do nothing returning id`.execute(
    tx,
  )
  const fresh = new Set(rows.map(({ id }) => id))
  const deliveries = made.flatMap(({ intent, deliveries: planned }) => (fresh.has(intent.id) ? planned : []))
  if (deliveries.length === 0) return
  await sql`/* planned once */ insert into deliveries (id, intent_id, organization_id, event_id, channel, address, state, not_before, fallback_at, created_at, updated_at)
    select id, intent_id, organization_id, event_id, channel, address, state, not_before, fallback_at, created_at, updated_at
      from jsonb_populate_recordset(null::deliveries, ${JSON.stringify(deliveries)}::jsonb)`.execute(tx)
}

/** The rows of a message; undefined for a person without any address that we can use. */
function plan(parts: Asking, wish: Wish) {
  const chain = chainOf(wish, parts)
  const parallel = (wish.parallel ?? []).filter((channel) => isThere(parts, channel) && addressFor(channel, wish) !== null)
  const first = chain.find((channel) => addressFor(channel, wish) !== null)
  if (!first && parallel.length === 0) return undefined
  const now = parts.world.now()
  const notBefore = wish.notBefore ?? now
  const fallbackMinutes = findTemplate(wish.template)?.channels.fallback_after_minutes ?? undefined
  const hasNext = chain.some((channel) => channel !== first && addressFor(channel, wish) !== null && !parallel.includes(channel))
  const fallbackAt = hasNext && fallbackMinutes !== undefined ? new Date(notBefore.getTime() + fallbackMinutes * 60_000) : null
  const id = parts.world.newId()
  const about = { organization_id: wish.organizationId ?? null, event_id: wish.eventId ?? null, created_at: now, not_before: notBefore }
  const intent = {
    id,
    dedupe_key: wish.dedupeKey,
    template: wish.template,
    ...about,
    order_id: wish.orderId ?? null,
    user_id: wish.userId ?? null,
    locale: wish.locale,
    recipient_name: wish.name ?? null,
    email: wish.email ?? null,
    phone: wish.phone ?? null,
    channels: [...chain],
    data: { ...wish.data, parallel, fallbackMinutes },
    cancellation_key: wish.cancellationKey ?? null,
  }
  const deliveries = [...new Set([...(first ? [first] : []), ...parallel])].map((channel) => ({
    id: parts.world.newId(),
    intent_id: id,
    ...about,
    channel,
    address: addressFor(channel, wish) ?? '',
    state: 'queued',
    fallback_at: channel === first ? fallbackAt : null,
    updated_at: now,
  }))
  return { intent, deliveries }
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
