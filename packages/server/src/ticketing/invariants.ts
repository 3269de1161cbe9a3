import { sql } from 'kysely'
import { before, namedBy, uuids, type Invariant, type Subject } from '#core/invariant.ts'

const orders: Subject = {
  name: 'order',
  table: 'orders',
  key: 'id',
  changed: (stretch) => namedBy('orderId', stretch),
  settlesAfterMs: 0,
  slice: 5_000,
}
/** The counters of an event that sells much are added up from all its orders: few at a time. */
const pools: Subject = {
  name: 'pool',
  table: 'pools',
  key: 'id',
  changed: (stretch) => sql`select id from pools where event_id in (${namedBy('eventId', stretch)})`,
  settlesAfterMs: 0,
  slice: 1_000,
}
/** The sweeper comes by every second. */
const endsWithinMs = 60_000

const stock: readonly Invariant[] = [
  {
    // From the open orders, which are few: a pool may have sold to a hundred thousand.
    id: 'pool_held',
    of: pools,
    broken: ({ ids }) => sql`
      with open as (select q.pool_id, sum(q.quantity) as quantity from orders o join order_pools q on q.order_id = o.id
                     where o.state in ('held', 'pending_payment') group by q.pool_id)
      select p.id from pools p left join open on open.pool_id = p.id where p.id = any(${uuids(ids)}) and p.held <> coalesce(open.quantity, 0)`,
  },
  {
    id: 'pool_sold',
    of: pools,
    broken: ({ ids }) => sql`
      select p.id from pools p where p.id = any(${uuids(ids)}) and p.sold <>
        (select coalesce(sum(q.quantity), 0) from order_pools q join orders o on o.id = q.order_id where q.pool_id = p.id and o.state in ('paid', 'partially_refunded'))`,
  },
  {
    id: 'pool_capacity',
    of: pools,
    broken: ({ ids }) => sql`
      select id from pools where id = any(${uuids(ids)}) and (held < 0 or sold < 0 or blocked < 0 or held + sold + blocked > capacity)`,
  },
]

const sale: readonly Invariant[] = [
  {
    id: 'order_total',
    of: orders,
    broken: ({ ids }) => sql`
      select o.id from orders o where o.id = any(${uuids(ids)})
         and (o.total_minor <> (select coalesce(sum(total_minor), 0) from order_lines where order_id = o.id)
           or o.total_minor <> o.subtotal_minor - o.discount_minor + o.fees_minor + o.taxes_minor
           or o.total_minor <> (o.quote ->> 'totalMinor')::bigint)`,
  },
  {
    id: 'order_tickets',
    of: orders,
    broken: ({ ids }) => sql`
      select o.id from orders o,
        lateral (select coalesce(sum(quantity * admissions), 0) as bought from order_lines where order_id = o.id) lines,
        lateral (select count(*) as made, count(*) filter (where state = 'active') as active from tickets where order_id = o.id) issued
       where o.id = any(${uuids(ids)}) and case o.state
         when 'paid' then active <> bought
         when 'partially_refunded' then active = 0 or made <> bought
         else false end`,
  },
  {
    id: 'ticket_paid',
    of: orders,
    broken: ({ ids }) => sql`
      select o.id from orders o where o.id = any(${uuids(ids)}) and exists (
        select from tickets t join order_lines l on l.id = t.order_line_id
         where t.order_id = o.id and t.state = 'active' and (l.order_id <> o.id or o.state not in ('paid', 'partially_refunded')))`,
  },
  {
    id: 'order_payment',
    of: orders,
    broken: ({ ids }) => sql`
      select o.id from orders o where o.id = any(${uuids(ids)}) and o.state in ('paid', 'partially_refunded') and o.total_minor > 0 and not exists (
        select from payments p where p.id = o.paid_with and p.order_id = o.id and p.state in ('succeeded', 'partially_refunded', 'refunded')
           and p.amount_minor = o.total_minor and p.currency = o.currency)`,
  },
  {
    id: 'order_posted',
    of: orders,
    broken: ({ ids }) => sql`
      select o.id from orders o where o.id = any(${uuids(ids)}) and o.paid_with is not null and o.total_minor > 0 and o.total_minor <>
        (select coalesce(sum(e.amount_minor), 0) from ledger_transactions t join ledger_entries e on e.transaction_id = t.id
          where t.external_id = 'sale:' || o.id and e.amount_minor > 0)`,
  },
  {
    id: 'order_expired',
    of: 'everything',
    broken: ({ now }) =>
      sql`select id from orders where state in ('held', 'pending_payment') and expires_at < ${before(now, endsWithinMs)} order by expires_at`,
  },
]

export const ticketingInvariants: readonly Invariant[] = [...stock, ...sale]
