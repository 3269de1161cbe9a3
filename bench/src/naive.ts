import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'

export type Reservation = {
  readonly eventId: string
  readonly typeId: string
  readonly quantity: number
  readonly idempotencyKey: string
  readonly buyer: { readonly name: string; readonly email: string; readonly phone: string }
}
type Line = { organization_id: string; name: unknown; tier_id: string; tier_name: unknown; price_minor: string; currency: string }
type PoolRow = { id: string; capacity: number | null; held: number; sold: number; blocked: number; weight: number }
const holdMinutes = 10

/**
 * What most shops do: one transaction a request, which locks the stock with FOR UPDATE, looks, writes and commits. It writes the same rows
 * as the product's reservation, into the same tables, and leaves out what it can: no validation, no hash of the price, no view of the order.
 */
export async function reserveNaively(
  database: pg.Pool,
  wish: Reservation,
): Promise<{ readonly id: string; readonly totalMinor: number } | 'sold_out'> {
  const connection = await database.connect()
  try {
    await connection.query('begin')
    const made = await reserve(connection, wish)
    await connection.query(made === 'sold_out' ? 'rollback' : 'commit')
    return made
  } catch (error) {
    await connection.query('rollback')
    throw error
  } finally {
    connection.release()
  }
}

async function reserve(tx: pg.PoolClient, wish: Reservation): Promise<{ readonly id: string; readonly totalMinor: number } | 'sold_out'> {
  const known = await tx.query<{ id: string; total_minor: string }>('select id, total_minor from orders where idempotency_key = $1', [
    wish.idempotencyKey,
  ])
  if (known.rows[0]) return { id: known.rows[0].id, totalMinor: Number(known.rows[0].total_minor) }
  await tx.query(
    `select count(*) from orders where event_id = $1 and state in ('held', 'pending_payment') and expires_at > now() and (buyer_email = $2 or buyer_phone = $3)`,
    [wish.eventId, wish.buyer.email, wish.buyer.phone],
  )
  const {
    rows: [line],
  } = await tx.query<Line>(
    `select t.organization_id, t.name, r.id as tier_id, r.name as tier_name, r.price_minor, e.currency from ticket_types t join events e on e.id = t.event_id
      join price_tiers r on r.ticket_type_id = t.id and r.removed_at is null where t.id = $1 and e.state = 'active' order by r.position limit 1`,
    [wish.typeId],
  )
  if (!line) throw new Error('nothing is on sale')
  const { rows: pools } = await tx.query<PoolRow>(
    `select p.id, p.capacity, p.held, p.sold, p.blocked, y.weight from pools p join type_pools y on y.pool_id = p.id where y.ticket_type_id = $1 order by p.id for update of p`,
    [wish.typeId],
  )
  if (pools.some(({ capacity, held, sold, blocked, weight }) => capacity !== null && capacity - held - sold - blocked < weight * wish.quantity))
    return 'sold_out'
  return await write(tx, wish, line, pools)
}

async function write(
  tx: pg.PoolClient,
  wish: Reservation,
  line: Line,
  pools: readonly PoolRow[],
): Promise<{ readonly id: string; readonly totalMinor: number }> {
  const { eventId, typeId, quantity, buyer, idempotencyKey } = wish
  const id = randomUUID()
  const now = new Date()
  const price = Number(line.price_minor)
  const totalMinor = price * quantity
  const code = `NAI-${randomBytes(6).toString('hex')}`
  await tx.query(
    `insert into orders (id, code, organization_id, event_id, state, buyer_name, buyer_email, buyer_phone, locale, currency, subtotal_minor, fees_minor, taxes_minor, total_minor, quote, quote_hash, idempotency_key, request_hash, expires_at, placed_at, consent)
      values ($1, $2, $3, $4, 'held', $5, $6, $7, 'es-CO', $8, $9, 0, 0, $9, $10, 'none', $11, 'none', $12, $13, '{}')`,
    [
      id,
      code,
      line.organization_id,
      eventId,
      buyer.name,
      buyer.email,
      buyer.phone,
      line.currency,
      totalMinor,
      JSON.stringify({ typeId, quantity, price }),
      idempotencyKey,
      new Date(now.getTime() + holdMinutes * 60_000),
      now,
    ],
  )
  await tx.query(
    `insert into order_lines (id, order_id, organization_id, ticket_type_id, tier_id, name, tier_name, quantity, admissions, unit_minor, total_minor, commission_bp) values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, 800)`,
    [
      randomUUID(),
      id,
      line.organization_id,
      typeId,
      line.tier_id,
      JSON.stringify(line.name),
      JSON.stringify(line.tier_name),
      quantity,
      price,
      totalMinor,
    ],
  )
  for (const pool of pools)
    await tx.query('insert into order_pools (order_id, pool_id, organization_id, quantity) values ($1, $2, $3, $4)', [
      id,
      pool.id,
      line.organization_id,
      pool.weight * quantity,
    ])
  for (const purpose of ['terms', 'personal_data', 'marketing'])
    await tx.query(
      `insert into consents (id, contact, purpose, channel, granted, text_version, at) values ($1, $2, $3, 'web', true, '2026-11', $4)`,
      [randomUUID(), buyer.email, purpose, now],
    )
  await tx.query(
    `insert into audit_log (at, actor_kind, organization_id, operation, target, after) values ($1, 'guest', $2, 'placeOrder', $3, '{"state":"held"}')`,
    [now, line.organization_id, `order:${id}`],
  )
  await tx.query(`insert into outbox (id, type, organization_id, data, topics, occurred_at) values ($1, 'order.held', $2, $3, $4, $5)`, [
    randomUUID(),
    line.organization_id,
    JSON.stringify({ orderId: id, eventId }),
    [`event:${eventId}:sales`],
    now,
  ])
  for (const pool of pools) await tx.query('update pools set held = held + $2 where id = $1', [pool.id, pool.weight * quantity])
  return { id, totalMinor }
}
