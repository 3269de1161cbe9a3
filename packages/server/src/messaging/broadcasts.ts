import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import { IntentData } from './intent.ts'
import { forOrder } from './for-order.ts'
import type { MessagingParts } from './parts.ts'
import { requestMessage } from './request-message.ts'

type Row = {
  readonly id: string
  readonly template: string
  readonly event_id: string
  readonly data: unknown
  readonly order_ids: readonly string[]
  readonly next_index: number
  readonly total: number
}
const partSize = 100

/** Decides at once who is meant; the messages themselves are written part by part. */
export async function requestBroadcast(
  tx: Tx,
  parts: Pick<MessagingParts, 'facts' | 'world'>,
  { id, template, eventId, data }: { readonly id: string; readonly template: string; readonly eventId: string; readonly data: IntentData },
): Promise<void> {
  const orderIds = await parts.facts.paidOrders(tx, eventId)
  if (orderIds.length === 0) return
  await sql`insert into broadcasts (id, dedupe_key, template, event_id, data, order_ids, created_at)
    values (${parts.world.newId()}, ${`${template}:${id}`}, ${template}, ${eventId}, ${JSON.stringify(data)}::jsonb, ${[...orderIds]}::uuid[], ${parts.world.now()}) on conflict (dedupe_key) do nothing`.execute(
    tx,
  )
}

/** Writes the next part of one open broadcast; true while there is more to do. */
export async function workBroadcasts(parts: MessagingParts): Promise<boolean> {
  return await parts.database.system(async (tx) => {
    const { rows } = await sql<Row>`
      select id, template, event_id, data, order_ids[next_index:next_index + ${partSize - 1}] as order_ids, next_index, cardinality(order_ids) as total
        from broadcasts where done_at is null order by created_at limit 1 for update skip locked`.execute(tx)
    const [row] = rows
    if (!row) return false
    for (const orderId of row.order_ids) await tellBuyer(tx, parts, row, orderId)
    const next = row.next_index + row.order_ids.length
    await sql`update broadcasts set next_index = ${next}, done_at = ${next > row.total ? parts.world.now() : null} where id = ${row.id}`.execute(tx)
    return true
  })
}

async function tellBuyer(tx: Tx, parts: MessagingParts, { id, template, data }: Row, orderId: string): Promise<void> {
  const order = await parts.facts.order(tx, orderId)
  if (!order) return
  // The library's text promises money back; who paid nothing reads another one.
  const isFree = template === 'event_cancelled' && order.total.minor === 0
  const wish = forOrder(order, isFree ? 'event_cancelled_free' : template, `${id}:${orderId}`, {
    data: untilStart(IntentData.parse(data), order.event.startsAt),
  })
  await requestMessage(tx, parts, isFree ? { ...wish, channels: ['email'] } : wish)
}

/** Nobody may ask for the money back once the event has begun. */
const untilStart = (data: IntentData, startsAt: Date): IntentData =>
  data.deadline && startsAt.getTime() < Date.parse(data.deadline) ? { ...data, deadline: startsAt.toISOString() } : data
