import { DeliveryState, OrderId, type Handlers, type messages } from '@fashionistas/contract'
import { sql } from 'kysely'
import { fromCursor, pageFrom } from '#core/cursor.ts'
import type { Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import type { ChannelId } from './channel.ts'

type Row = {
  readonly id: string
  readonly template: string
  readonly channel: string
  readonly address: string
  readonly order_id: string | null
  readonly state: string
  readonly reason: string | null
  readonly created_at: Date
  readonly updated_at: Date
  readonly organization_id: string | null
}
const columns = sql`d.id, i.template, d.channel, d.address, i.order_id, d.state, coalesce(d.reason, d.code) as reason, d.created_at, d.updated_at, d.organization_id`

/** The organizer's view of what went out; row-level security shows each team its own. */
export function messagingHandlers(): Handlers<typeof messages, Context> {
  return {
    async listMessages({ eventId, state, limit, cursor }, { tx, refuse }) {
      const mine =
        await sql`select 1 from events where id = ${eventId} and organization_id = any (array(select private.my_organizations('messages.read')))`.execute(
          tx,
        )
      if (mine.rows.length === 0) return refuse('not_found')
      const [at, id] = fromCursor(cursor) ?? []
      const { rows } = await sql<Row>`
        select ${columns} from deliveries d join message_intents i on i.id = d.intent_id
         where d.event_id = ${eventId} ${state ? sql`and d.state = ${state}` : sql``} ${at && id ? sql`and (d.created_at, d.id) < (${at}::timestamptz, ${id}::uuid)` : sql``}
         order by d.created_at desc, d.id desc limit ${limit + 1}`.execute(tx)
      return pageFrom(rows, limit, (row) => [row.created_at, row.id], view)
    },
    async retryMessage({ deliveryId }, { tx, elevated, now, note, refuse }) {
      const before = await find(tx, deliveryId)
      if (!before || !(await mayManage(tx, before))) return refuse('not_found')
      note({ organizationId: before.organization_id, target: deliveryId, before: { state: before.state } })
      // Deliveries are the system's to write; that the caller may ask for this one was checked above.
      await elevated(
        async () =>
          await sql`update deliveries set state = 'queued', attempts = 0, not_before = ${now()}, code = null, reason = null, updated_at = ${now()} where id = ${deliveryId} and state in ('dead', 'failed')`.execute(
            tx,
          ),
      )
      return view((await find(tx, deliveryId)) ?? before)
    },
  }
}

async function find(tx: Tx, deliveryId: string): Promise<Row | undefined> {
  const { rows } =
    await sql<Row>`select ${columns} from deliveries d join message_intents i on i.id = d.intent_id where d.id = ${deliveryId}`.execute(tx)
  return rows[0]
}

async function mayManage(tx: Tx, { organization_id: organizationId }: Row): Promise<boolean> {
  const { rows } = await sql`select 1 where ${organizationId}::uuid = any (array(select private.my_organizations('orders.manage')))`.execute(tx)
  return rows.length > 0
}

const channelOf = (name: string): ChannelId => (name === 'whatsapp' || name === 'sms' ? name : 'email')
const view = (row: Row) => ({
  id: row.id,
  template: row.template,
  channel: channelOf(row.channel),
  recipient: row.address,
  orderId: OrderId.nullable().parse(row.order_id),
  state: DeliveryState.parse(row.state),
  reason: row.reason,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})
