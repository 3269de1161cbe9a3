import { sql } from 'kysely'
import { before, namedBy, uuids, type Invariant, type Subject } from '#core/invariant.ts'

const minute = 60_000
const toldWithinMs = 5 * minute
/** Older sales were told or complained of; they need not be looked at for ever. */
const rememberedMs = 24 * 60 * minute

const paidOrders: Subject = {
  name: 'told_order',
  table: 'orders',
  key: 'id',
  changed: (stretch) => namedBy('orderId', stretch),
  settlesAfterMs: toldWithinMs,
  slice: 10_000,
}

/** Holds only where a channel is configured: without one nobody can be told anything. */
export const messagingInvariants: readonly Invariant[] = [
  {
    id: 'message_requested',
    of: paidOrders,
    broken: ({ ids, now }) => sql`
      select o.id from orders o where o.id = any(${uuids(ids)}) and o.state = 'paid'
         and o.paid_at between ${before(now, rememberedMs)} and ${before(now, toldWithinMs)}
         and not exists (select from message_intents where order_id = o.id)`,
  },
]
