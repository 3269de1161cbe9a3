import type pg from 'pg'

/** Where money, stock and tickets are written down. */
const tables = [
  'orders',
  'order_lines',
  'order_pools',
  'pools',
  'tickets',
  'payments',
  'refunds',
  'webhook_inbox',
  'ledger_accounts',
  'ledger_transactions',
  'ledger_entries',
  'message_intents',
  // What became of letters that were sent earlier is told meanwhile, and is no money.
  `(select * from outbox where type not like 'message.%')`,
]

/** A fingerprint of every row of each of these tables. */
export async function moneyRows(database: pg.Pool): Promise<Readonly<Record<string, string>>> {
  const prints = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await database.query<{ print: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${table} t`,
      )
      return [table, rows[0]?.print ?? ''] as const
    }),
  )
  return Object.fromEntries(prints)
}

export const changedTables = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(before).filter((table) => before[table] !== after[table])

/** Each counts what must not be, in the whole database. */
const mustBeNone: Readonly<Record<string, string>> = {
  'ledger transactions that do not sum to zero': `select count(*) from (select from ledger_entries group by transaction_id, currency having sum(amount_minor) <> 0) t`,
  'ledger balances that are not the sum of their entries': `select count(*) from ledger_accounts a
    where balance_minor <> (select coalesce(sum(amount_minor), 0) from ledger_entries where account_id = a.id)`,
  'pools whose held is not what open orders took': counterQuestion('held', `'held', 'pending_payment'`),
  'pools whose sold is not what paid orders took': counterQuestion('sold', `'paid', 'partially_refunded'`),
  'tickets of orders that are not paid': `select count(*) from tickets t join orders o on o.id = t.order_id where t.state = 'active' and o.state not in ('paid', 'partially_refunded')`,
  'paid orders with another number of tickets than they bought': `select count(*) from orders o where state = 'paid'
    and (select coalesce(sum(quantity * admissions), 0) from order_lines where order_id = o.id) <> (select count(*) from tickets where order_id = o.id and state = 'active')`,
  'payments that succeeded and are neither tickets nor a refund': `select count(*) from payments p join orders o on o.id = p.order_id
    where p.state = 'succeeded' and o.state not in ('paid', 'partially_refunded') and not exists (select from refunds r where r.payment_id = p.id)`,
  'orders paid twice without a refund': `select count(*) from (select p.order_id from payments p where p.state = 'succeeded'
    and not exists (select from refunds r where r.payment_id = p.id) group by p.order_id having count(*) > 1) t`,
  'happenings that were put aside': `select count(*) from outbox where data ? 'failed'`,
}

function counterQuestion(counter: 'held' | 'sold', states: string): string {
  return `select count(*) from pools p where ${counter} <> (select coalesce(sum(q.quantity), 0) from order_pools q join orders o on o.id = q.order_id where q.pool_id = p.id and o.state in (${states}))`
}

/** What is wrong with the books after an attack. */
export async function examineBooks(database: pg.Pool): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.entries(mustBeNone).map(async ([what, question]) => {
      const { rows } = await database.query<{ count: string }>(question)
      return Number(rows[0]?.count) > 0 ? [`${rows[0]?.count} ${what}`] : []
    }),
  )
  return found.flat()
}
