import { sql } from 'kysely'
import { before, namedBy, uuids, type Invariant, type Subject } from '#core/invariant.ts'

/** Confirmed money is answered by listeners, then by a worker. */
const answeredWithinMs = 2 * 60_000
/** A provider that is down for an hour is one that a person should know of. */
const movesWithinMs = 60 * 60_000
/** News of messages that are still being recorded wait ten minutes by themselves. */
const workedWithinMs = 15 * 60_000

const payments: Subject = {
  name: 'payment',
  table: 'payments',
  key: 'id',
  changed: (stretch) => namedBy('paymentId', stretch),
  settlesAfterMs: answeredWithinMs,
  slice: 5_000,
}

export const paymentsInvariants: readonly Invariant[] = [
  {
    // Tickets that this very payment bought, or a refund of it: nobody's money is without an answer.
    id: 'payment_answered',
    of: payments,
    broken: ({ ids, now }) => sql`
      select p.id from payments p where p.id = any(${uuids(ids)}) and p.state = 'succeeded'
         and coalesce(p.settled_at, p.created_at) < ${before(now, answeredWithinMs)}
         and not exists (select from orders o join tickets t on t.order_id = o.id where o.id = p.order_id and o.paid_with = p.id)
         and not exists (select from refunds r where r.order_id = p.order_id and r.payment_id = p.id)`,
  },
  {
    id: 'refund_sum',
    of: payments,
    broken: ({ ids }) => sql`
      select p.id from payments p where p.id = any(${uuids(ids)})
         and p.amount_minor < (select coalesce(sum(r.amount_minor), 0) from refunds r where r.order_id = p.order_id and r.payment_id = p.id and r.state <> 'failed')`,
  },
  {
    id: 'refund_moving',
    of: 'everything',
    broken: ({ now }) =>
      sql`select id from refunds where state in ('requested', 'approved', 'processing') and created_at < ${before(now, movesWithinMs)} order by created_at`,
  },
  {
    id: 'webhook_worked',
    of: 'everything',
    broken: ({ now }) =>
      sql`select id from webhook_inbox where worked_at is null and received_at < ${before(now, workedWithinMs)} order by received_at`,
  },
]
