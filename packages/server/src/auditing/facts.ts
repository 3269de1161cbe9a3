import { Currency, OrderId, PaymentId, type PlatformHealth } from '@fashionistas/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#core/database.ts'

type Facts = Pick<PlatformHealth, 'outbox' | 'setAside' | 'webhooks' | 'messages' | 'reviews' | 'database'>
/** What waits for a person is shown up to here; who has more has another problem. */
const mostShown = 50

/** What waits, and how large the database is. */
export async function factsOf(tx: Tx, now: Date): Promise<Facts> {
  return {
    outbox: await waitingIn(tx, sql`select occurred_at as at from outbox where position is null`),
    setAside: await setAside(tx),
    webhooks: await waitingIn(tx, sql`select received_at as at from webhook_inbox where worked_at is null`),
    messages: await waitingIn(tx, sql`select not_before as at from deliveries where state = 'queued' and not_before <= ${now}`),
    reviews: await reviews(tx),
    database: await database(tx),
  }
}

async function waitingIn(tx: Tx, waiting: RawBuilder<unknown>): Promise<Facts['outbox']> {
  const { rows } = await sql<{
    count: number
    oldest: Date | null
  }>`select count(*)::int as count, min(at) as oldest from (${waiting}) waiting`.execute(tx)
  return { count: rows[0]?.count ?? 0, oldestAt: rows[0]?.oldest?.toISOString() ?? null }
}

async function setAside(tx: Tx): Promise<Facts['setAside']> {
  const { rows } = await sql<{ id: string; type: string; occurred_at: Date; count: number }>`
    select id, type, occurred_at, (count(*) over ())::int as count from outbox where data ? 'failed' order by seq limit ${mostShown}`.execute(tx)
  return { count: rows[0]?.count ?? 0, data: rows.map((row) => ({ id: row.id, type: row.type, occurredAt: row.occurred_at.toISOString() })) }
}

type ReviewRow = {
  readonly id: string
  readonly order_id: string
  readonly code: string
  readonly provider: string
  readonly provider_ref: string | null
  readonly amount_minor: number
  readonly currency: string
  readonly told_minor: number | null
  readonly told_currency: string | null
  readonly created_at: Date
  readonly count: number
}

async function reviews(tx: Tx): Promise<Facts['reviews']> {
  const { rows } = await sql<ReviewRow>`
    select p.id, p.order_id, o.code, p.provider, p.provider_ref, p.amount_minor, p.currency, p.told_minor, p.told_currency, p.created_at, (count(*) over ())::int as count
      from payments p join orders o on o.id = p.order_id where p.state = 'needs_review' order by p.created_at limit ${mostShown}`.execute(tx)
  return { count: rows[0]?.count ?? 0, data: rows.map(toReview) }
}

function toReview(row: ReviewRow): Facts['reviews']['data'][number] {
  const told = Currency.safeParse(row.told_currency)
  return {
    id: PaymentId.parse(row.id),
    orderId: OrderId.parse(row.order_id),
    orderCode: row.code,
    provider: row.provider,
    providerRef: row.provider_ref,
    expected: { minor: row.amount_minor, currency: Currency.parse(row.currency) },
    told: told.success && row.told_minor !== null ? { minor: row.told_minor, currency: told.data } : null,
    createdAt: row.created_at.toISOString(),
  }
}

async function database(tx: Tx): Promise<Facts['database']> {
  const { rows } = await sql<Facts['database']>`
    select pg_database_size(current_database()) as bytes, (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
           current_setting('max_connections')::int as "maxConnections"`.execute(tx)
  return rows[0] ?? { bytes: 0, connections: 0, maxConnections: 0 }
}
