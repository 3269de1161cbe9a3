import type pg from 'pg'

export type Audit = {
  readonly paid: number
  readonly tickets: number
  readonly held: number
  readonly sold: number
  readonly oversold: number
  readonly problems: readonly string[]
}

const paid = `select count(*) from orders where event_id = any($1) and state = 'paid'`
const tickets = `select count(*) from tickets where event_id = any($1) and state = 'active'`
const held = `select coalesce(sum(held), 0) from pools where event_id = any($1) and kind = 'type'`
const sold = `select coalesce(sum(sold), 0) from pools where event_id = any($1) and kind = 'type'`
/** From what orders took, not from the counters, which their CHECK keeps in bounds. */
const oversold = `select coalesce(sum(greatest(0, taken - capacity)), 0) from (select p.capacity, coalesce(sum(q.quantity), 0) taken from pools p
  join order_pools q on q.pool_id = p.id join orders o on o.id = q.order_id and o.state in ('held', 'pending_payment', 'paid') where p.event_id = any($1) group by p.id) t`

/** Each counts what must not be. */
const mustBeNone: Readonly<Record<string, string>> = {
  'pools whose held is not what open orders took': counterQuestion('held', `'held', 'pending_payment'`),
  'pools whose sold is not what paid orders took': counterQuestion('sold', `'paid', 'partially_refunded'`),
  'paid orders with another number of tickets than they bought': `select count(*) from orders o where event_id = any($1) and state = 'paid'
    and (select coalesce(sum(quantity * admissions), 0) from order_lines where order_id = o.id) <> (select count(*) from tickets where order_id = o.id and state = 'active')`,
  'tickets of orders that are not paid': `select count(*) from tickets t join orders o on o.id = t.order_id where t.event_id = any($1)
    and (o.paid_at is null or t.state = 'active' and o.state not in ('paid', 'partially_refunded'))`,
  'paid orders without their one payment of the right amount': `select count(*) from orders o where event_id = any($1) and state = 'paid' and total_minor > 0
    and (select coalesce(sum(amount_minor), 0) from payments p where order_id = o.id and state = 'succeeded' and not exists (select from refunds r where r.order_id = p.order_id and r.payment_id = p.id)) <> total_minor`,
  'payments that succeeded for orders without tickets, and are not given back': `select count(*) from payments p join orders o on o.id = p.order_id where p.event_id = any($1)
    and p.state = 'succeeded' and o.state <> 'paid' and not exists (select from refunds r where r.order_id = p.order_id and r.payment_id = p.id)`,
  'paid orders without a posted sale': `select count(*) from orders o where event_id = any($1) and state = 'paid' and total_minor > 0
    and not exists (select from ledger_transactions where external_id = 'sale:' || o.id)`,
  'happenings that were put aside': `select count(*) from outbox where $1::uuid[] is not null and data ? 'failed'`,
  'happenings that nobody was told of within a minute': `select count(*) from outbox where $1::uuid[] is not null and position is null and occurred_at < now() - interval '1 minute'`,
  'ledger transactions that do not sum to zero': `select count(*) from (select from ledger_entries where $1::uuid[] is not null group by transaction_id, currency having sum(amount_minor) <> 0) t`,
  'ledger balances that are not the sum of their entries': `select count(*) from ledger_accounts a where $1::uuid[] is not null
    and balance_minor <> (select coalesce(sum(amount_minor), 0) from ledger_entries where account_id = a.id)`,
}

function counterQuestion(counter: 'held' | 'sold', states: string): string {
  return `select count(*) from pools p where event_id = any($1) and ${counter} <> (select coalesce(sum(q.quantity), 0) from order_pools q join orders o on o.id = q.order_id where q.pool_id = p.id and o.state in (${states}))`
}

/** Looks at the rows that a run left: stock, orders, tickets, payments and ledger must tell one story. */
export async function audit(database: pg.Pool, eventIds: readonly string[]): Promise<Audit> {
  const count = (question: string) => countOf(database, question, eventIds)
  const seen = {
    paid: await count(paid),
    tickets: await count(tickets),
    held: await count(held),
    sold: await count(sold),
    oversold: await count(oversold),
  }
  const problems: string[] = []
  for (const [what, question] of Object.entries(mustBeNone)) {
    const found = await count(question)
    if (found > 0) problems.push(`${found} ${what}`)
  }
  if (seen.oversold > 0) problems.push(`${seen.oversold} places sold twice`)
  return { ...seen, problems }
}

const untold = `select count(*) from orders o where event_id = any($1) and state = 'paid' and not exists (select from message_intents where order_id = o.id)`

/** Paid orders whose buyer gets no message. */
export async function auditMessages(database: pg.Pool, eventIds: readonly string[]): Promise<readonly string[]> {
  const found = await countOf(database, untold, eventIds)
  return found > 0 ? [`${found} paid orders without a message to their buyer`] : []
}

async function countOf(database: pg.Pool, question: string, eventIds: readonly string[]): Promise<number> {
  const { rows } = await database.query<{ count: string }>(`select (${question}) as count`, [eventIds])
  return Number(rows[0]?.count)
}

const lookEveryMs = 200
const patienceMs = 60_000

/** Waits until what was sold was also told: the messages of the last orders are written a moment after their tickets. */
export async function allTold(database: pg.Pool): Promise<void> {
  const endsAt = performance.now() + patienceMs
  while (performance.now() < endsAt) {
    const { rows } = await database.query<{ waiting: string }>('select count(*) as waiting from outbox where position is null')
    if (Number(rows[0]?.waiting) === 0) return
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}
