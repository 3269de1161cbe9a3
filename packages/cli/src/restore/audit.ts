import type { Client } from 'pg'

/** Each counts what must not be: the books and the stock of a copy are looked at before anyone sells on it. */
const mustBeNone: Readonly<Record<string, string>> = {
  'ledger transactions that do not sum to zero':
    'select count(*) from (select from public.ledger_entries group by transaction_id, currency having sum(amount_minor) <> 0) t',
  'ledger balances that are not the sum of their entries': `select count(*) from public.ledger_accounts a
    left join (select account_id, sum(amount_minor) as entered from public.ledger_entries group by 1) e on e.account_id = a.id where a.balance_minor <> coalesce(e.entered, 0)`,
  'paid orders with another number of tickets than they bought': `select count(*) from public.orders o
    join (select order_id, sum(quantity * admissions) as bought from public.order_lines group by 1) l on l.order_id = o.id
    left join (select order_id, count(*) as made from public.tickets where state = 'active' group by 1) t on t.order_id = o.id
    where o.state = 'paid' and l.bought <> coalesce(t.made, 0)`,
  'pools that hold or sold something else than their orders took': `select count(*) from public.pools p
    left join (select q.pool_id, coalesce(sum(q.quantity) filter (where o.state in ('held', 'pending_payment')), 0) as held,
      coalesce(sum(q.quantity) filter (where o.state in ('paid', 'partially_refunded')), 0) as sold
      from public.order_pools q join public.orders o on o.id = q.order_id group by 1) t on t.pool_id = p.id
    where p.held <> coalesce(t.held, 0) or p.sold <> coalesce(t.sold, 0)`,
}

/** What the books of a restored copy are wrong about; none where all is well. */
export async function auditCopy(client: Client): Promise<readonly string[]> {
  const problems: string[] = []
  for (const [what, question] of Object.entries(mustBeNone)) {
    const { rows } = await client.query<{ count: string }>(question)
    if (Number(rows[0]?.count) > 0) problems.push(`${rows[0]?.count} ${what}`)
  }
  return problems
}
