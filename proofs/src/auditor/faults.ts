import { ScanId, type InvariantId } from '@fashionistas/contract'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { until, type Ground } from './ground.ts'

const toldWithinMs = 30_000

/** Breaks one promise past the product and answers the id of the row that the auditor must name. */
export type Fault = {
  readonly invariant: InvariantId
  readonly plant: (ground: Ground, keep: (undo: () => Promise<void>) => void) => Promise<string>
}

const change = async (database: pg.Pool, statement: string, values: readonly unknown[]): Promise<pg.QueryResultRow> => {
  const { rows } = await database.query(`${statement} returning *`, [...values])
  const [row] = rows
  if (!row) throw new Error(`nothing to break: ${statement}`)
  return row
}

/** Past triggers too, as nobody but a superuser can. */
async function changeSilently(url: string, statement: string, values: readonly unknown[]): Promise<pg.QueryResultRow> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set session_replication_role = replica')
    const { rows } = await client.query(`${statement} returning *`, [...values])
    if (!rows[0]) throw new Error(`nothing to break: ${statement}`)
    return rows[0]
  } finally {
    await client.end()
  }
}

/** Holds rows or a lock until the proof is over, so that no worker mends what was planted. */
async function keepLocked(url: string, statement: string, values: readonly unknown[], keep: (undo: () => Promise<void>) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  keep(async () => await client.end())
  await client.query('begin')
  await client.query(statement, [...values])
}

const pool = (invariant: InvariantId, at: number, set: string, first?: string): Fault => ({
  invariant,
  plant: async ({ database, quietPools }) => {
    if (first) await database.query(first)
    await change(database, `update pools set ${set} where id = $1`, [quietPools[at]])
    return quietPools[at] ?? ''
  },
})
/** A fault of a paid order, named by the order's id. */
const order = (invariant: InvariantId, statement: string): Fault => ({
  invariant,
  plant: async ({ database, sell }) => {
    const id = await sell()
    await change(database, statement, [id])
    return id
  },
})

const stock: readonly Fault[] = [
  pool('pool_held', 0, 'held = held + 1'),
  pool('pool_sold', 1, 'sold = sold + 1'),
  pool('pool_capacity', 2, 'blocked = capacity + 1', 'alter table pools drop constraint pools_never_oversold'),
]

const orders: readonly Fault[] = [
  order('order_total', 'update order_lines set unit_minor = unit_minor + 100, total_minor = total_minor + 100 where order_id = $1'),
  order('order_tickets', `update tickets set state = 'cancelled' where order_id = $1`),
  order('order_payment', 'update payments set amount_minor = amount_minor - 100 where order_id = $1'),
  {
    invariant: 'order_posted',
    plant: async ({ databaseUrl, sell }) => {
      const id = await sell()
      await changeSilently(
        databaseUrl,
        `update ledger_transactions set external_id = 'lost:' || external_id where external_id = 'sale:' || $1::text`,
        [id],
      )
      return id
    },
  },
  {
    invariant: 'ticket_paid',
    plant: async ({ database, sell }) => {
      const [id, other] = [await sell(), await sell()]
      await change(database, 'update tickets set order_line_id = (select id from order_lines where order_id = $2) where order_id = $1', [id, other])
      return id
    },
  },
  {
    invariant: 'message_requested',
    plant: async ({ database, sell }) => {
      const id = await sell()
      const isTold = async () => (await database.query('select from outbox where position is null')).rowCount === 0
      await until(toldWithinMs, 'the sale is told', isTold)
      await change(database, 'delete from message_intents where order_id = $1', [id])
      await change(database, `update orders set paid_at = now() - interval '6 minutes' where id = $1`, [id])
      return id
    },
  },
]

const money: readonly Fault[] = [
  {
    invariant: 'payment_answered',
    plant: async ({ database, sell }) => {
      const made = await change(
        database,
        `insert into payments (id, order_id, organization_id, event_id, attempt, reference, provider, provider_ref, method, state, amount_minor, currency, request_hash, expires_at, created_at, settled_at)
         select $2, order_id, organization_id, event_id, 9, reference || '-9', provider, provider_ref || '-9', method, 'succeeded', amount_minor, currency, request_hash, expires_at, created_at, now() - interval '10 minutes'
           from payments where order_id = $1`,
        [await sell(), randomUUID()],
      )
      return made['id']
    },
  },
  {
    invariant: 'refund_sum',
    plant: async ({ database, sell }) => {
      const made = await refund(database, await sell(), { state: 'succeeded', minutesAgo: 0, extraMinor: 100 })
      return made['payment_id']
    },
  },
  {
    invariant: 'refund_moving',
    plant: async ({ database, sell }) => {
      const made = await refund(database, await sell(), { state: 'requested', minutesAgo: 90, extraMinor: 0 })
      return made['id']
    },
  },
  {
    invariant: 'webhook_worked',
    plant: async ({ database }) => {
      const made = await change(
        database,
        `insert into webhook_inbox (id, provider, dedupe_key, raw, headers, received_at) values ($1::uuid, 'nobody', ($1::uuid)::text, '', '{}', now() - interval '20 minutes')`,
        [randomUUID()],
      )
      return made['id']
    },
  },
  {
    invariant: 'ledger_transaction',
    plant: async ({ databaseUrl, sell }) => {
      const made = await changeSilently(
        databaseUrl,
        `update ledger_entries set amount_minor = amount_minor + 1 where seq = 0 and transaction_id = (select id from ledger_transactions where order_id = $1 limit 1)`,
        [await sell()],
      )
      return made['transaction_id']
    },
  },
  {
    invariant: 'ledger_balance',
    plant: async ({ database }) => {
      const made = await change(
        database,
        `update ledger_accounts set balance_minor = balance_minor + 1 where code = 'revenue:commission:tickets'`,
        [],
      )
      return made['id']
    },
  },
  {
    invariant: 'ledger_zero',
    plant: async ({ database }) => {
      const made = await change(database, `update ledger_accounts set balance_minor = balance_minor + 7 where code = 'tax_payable:iva'`, [])
      return made['currency']
    },
  },
]

async function refund(
  database: pg.Pool,
  orderId: string,
  { state, minutesAgo, extraMinor }: { readonly state: string; readonly minutesAgo: number; readonly extraMinor: number },
): Promise<pg.QueryResultRow> {
  return await change(
    database,
    `insert into refunds (id, order_id, payment_id, organization_id, event_id, amount_minor, currency, reason, state, cause, due_at, created_at)
     select $2::uuid, order_id, id, organization_id, event_id, amount_minor + $5, currency, 'goodwill', $3, 'planted:' || ($2::uuid)::text, now(), now() - make_interval(mins => $4) from payments where order_id = $1`,
    [orderId, randomUUID(), state, minutesAgo, extraMinor],
  )
}

const door: readonly Fault[] = [
  {
    invariant: 'admission_once',
    plant: async (ground) => {
      const scanId = await scan(ground)
      const made = await change(
        ground.database,
        `insert into admissions (list_id, ticket_id, entry, event_id, organization_id, scan_id, admitted_at)
         select list_id, ticket_id, 2, event_id, organization_id, scan_id, now() from admissions where scan_id = $1`,
        [scanId],
      )
      return made['ticket_id']
    },
  },
  {
    invariant: 'door_counts',
    plant: async (ground) => {
      await scan(ground)
      await change(ground.database, 'update check_in_counts set inside = inside + 3 where event_id = $1', [ground.eventId])
      return ground.eventId
    },
  },
]

async function scan({ database, organizer, eventId, sell }: Ground): Promise<string> {
  const { rows } = await database.query<{ code: string }>('select code from tickets where order_id = $1', [await sell()])
  const scanId = ScanId.parse(randomUUID())
  const { verdict } = await organizer.api.scanTicket({ scanId, eventId, code: rows[0]?.code ?? '' })
  if (verdict !== 'admitted') throw new Error(`the ticket was not let in: ${verdict}`)
  return scanId
}

/** These stand in the way of the workers that would mend them at once, and so of every later sale: they come last. */
const standstill: readonly Fault[] = [
  {
    invariant: 'order_expired',
    plant: async ({ database, databaseUrl, hold }, keep) => {
      const id = await hold()
      await keepLocked(databaseUrl, 'select from pools where id in (select pool_id from order_pools where order_id = $1) for update', [id], keep)
      await change(database, `update orders set expires_at = now() - interval '2 minutes' where id = $1`, [id])
      return id
    },
  },
  {
    invariant: 'outbox_set_aside',
    plant: async ({ database }) => {
      const made = await change(
        database,
        `insert into outbox (id, type, data, occurred_at, position) values ($1, 'event.changed', '{"failed":true}', now(), nextval('outbox_position'))`,
        [randomUUID()],
      )
      return made['id']
    },
  },
  {
    // The relay gives positions under this lock: without it nothing is handed on any more.
    invariant: 'outbox_handed_on',
    plant: async ({ database, databaseUrl }, keep) => {
      await keepLocked(databaseUrl, `select pg_advisory_xact_lock(hashtext('outbox position'))`, [], keep)
      const made = await change(
        database,
        `insert into outbox (id, type, data, occurred_at) values ($1, 'event.changed', '{}', now() - interval '2 minutes')`,
        [randomUUID()],
      )
      return made['id']
    },
  },
]

/** One for each promise, in the order in which they are planted. */
export const faults: readonly Fault[] = [...stock, ...orders, ...door, ...money, ...standstill]
