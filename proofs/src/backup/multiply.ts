import type pg from 'pg'

type Copied = { readonly table: string; readonly of: string; readonly columns: Readonly<Record<string, string>> }

/** A row's copy has an id that follows from the row's, as UUIDs of version 8 do: children find their parents without a list. */
const copyOf = (column: string): string => `overlay(overlay(md5(t.${column}::text || ':' || n) placing '8' from 13) placing '8' from 17)::uuid`
const ofBase = 't.order_id in (select id from base)'

/** What belongs to a sold order, parents first; columns that are not named are copied as they are. */
const copied: readonly Copied[] = [
  {
    table: 'orders',
    of: 't.id in (select id from base)',
    columns: { id: copyOf('id'), code: `t.code || '-' || n`, idempotency_key: 'null', paid_with: copyOf('paid_with') },
  },
  { table: 'order_lines', of: ofBase, columns: { id: copyOf('id'), order_id: copyOf('order_id') } },
  { table: 'order_pools', of: ofBase, columns: { order_id: copyOf('order_id') } },
  {
    table: 'tickets',
    of: ofBase,
    columns: { id: copyOf('id'), code: `t.code || '-' || n`, order_id: copyOf('order_id'), order_line_id: copyOf('order_line_id') },
  },
  {
    table: 'payments',
    of: ofBase,
    columns: {
      id: copyOf('id'),
      order_id: copyOf('order_id'),
      reference: `t.reference || '-' || n`,
      provider_ref: `t.provider_ref || '-' || n`,
      idempotency_key: 'null',
    },
  },
  {
    table: 'ledger_transactions',
    of: ofBase,
    columns: { id: copyOf('id'), order_id: copyOf('order_id'), external_id: `replace(t.external_id, t.order_id::text, ${copyOf('order_id')}::text)` },
  },
  {
    table: 'ledger_entries',
    of: 't.transaction_id in (select l.id from ledger_transactions l join base on base.id = l.order_id)',
    columns: { transaction_id: copyOf('transaction_id') },
  },
  { table: 'message_intents', of: ofBase, columns: { id: copyOf('id'), order_id: copyOf('order_id'), dedupe_key: `t.dedupe_key || '-' || n` } },
  {
    table: 'deliveries',
    of: 't.intent_id in (select m.id from message_intents m join base on base.id = m.order_id)',
    columns: { id: copyOf('id'), intent_id: copyOf('intent_id') },
  },
]

/** Fills a database that has a season: paid orders again and again, with all that belongs to them, until there are `tickets`. Stock and books stay right. */
export async function multiply(database: pg.Pool, tickets: number): Promise<number> {
  const client = await database.connect()
  try {
    await client.query('begin; set local session_replication_role = replica') // the copies are consistent as their models are
    await client.query(`create temporary table base on commit drop as select o.id from orders o
      where o.state = 'paid' and not exists (select from refunds r where r.order_id = o.id)`)
    await client.query('create unique index on base (id); analyze base')
    const times = await missingTimes(client, tickets)
    if (times > 0) await copyTimes(client, times)
    await client.query('commit')
    await client.query('analyze')
  } finally {
    client.release()
  }
  const { rows } = await database.query<{ count: string }>('select count(*) from tickets')
  return Number(rows[0]?.count)
}

async function missingTimes(client: pg.PoolClient, wanted: number): Promise<number> {
  const { rows } = await client.query<{ all: string; base: string }>(
    'select (select count(*) from tickets) as all, (select count(*) from tickets t join base on base.id = t.order_id) as base',
  )
  const [all, base] = [Number(rows[0]?.all), Number(rows[0]?.base)]
  if (base === 0) throw new Error('there is nothing to multiply: the season has no tickets')
  return Math.max(0, Math.ceil((wanted - all) / base))
}

async function copyTimes(client: pg.PoolClient, times: number): Promise<void> {
  await client.query(
    `update ledger_accounts a set balance_minor = balance_minor + $1::bigint * moved.amount
       from (select e.account_id, sum(e.amount_minor) as amount from ledger_entries e join ledger_transactions l on l.id = e.transaction_id join base on base.id = l.order_id group by 1) moved
      where a.id = moved.account_id`,
    [times],
  )
  await client.query(
    `update pools p set capacity = capacity + $1::int * taken.quantity, sold = sold + $1::int * taken.quantity
       from (select q.pool_id, sum(q.quantity)::int as quantity from order_pools q join base on base.id = q.order_id group by 1) taken where p.id = taken.pool_id`,
    [times],
  )
  for (const { table, of, columns } of copied) {
    const names = await columnsOf(client, table)
    const values = names.map((name) => columns[name] ?? `t."${name}"`)
    const list = names.map((name) => `"${name}"`).join(', ')
    await client.query(`insert into ${table} (${list}) select ${values.join(', ')} from ${table} t, generate_series(1, $1::int) n where ${of}`, [
      times,
    ])
  }
}

async function columnsOf(client: pg.PoolClient, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  )
  return rows.map((row) => row.name)
}
