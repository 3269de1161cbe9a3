import { sql } from 'kysely'
import type { Database, Tx } from '#core/database.ts'
import type { World } from '#core/world.ts'
import { sweepExpired } from './expire.ts'
import { free, lockPools, movePools, type LockedPool, type Take } from './stock.ts'

/** A hold that is ready to be admitted: priced, validated, with everything that its rows need. */
export type HoldRequest = {
  readonly orderId: string
  readonly eventId: string
  readonly idempotencyKey: string | null
  readonly requestHash: string
  readonly takes: readonly Take[]
  /** Rows as the tables want them; times as ISO text. */
  readonly order: Readonly<Record<string, unknown>>
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly consents: readonly Readonly<Record<string, unknown>>[]
  readonly audit: Readonly<Record<string, unknown>>
  readonly happening: {
    readonly id: string
    readonly type: string
    readonly organizationId: string
    readonly data: Readonly<Record<string, unknown>>
    readonly topics: readonly string[]
    readonly occurredAt: string
  }
}
export type HoldAnswer =
  | { readonly state: 'held'; readonly orderId: string }
  /** The key was used before with the same body: this is the order it made. */
  | { readonly state: 'known'; readonly orderId: string }
  | { readonly state: 'key_reused' }
  | { readonly state: 'refused'; readonly pool: { readonly id: string; readonly kind: string } }

/**
 * Holds a batch of requests for one event in one transaction, first come, first served. When stock is short, what expired holds still
 * have is taken back first, in a transaction of its own: sweeping while pools are locked would lock pools out of order.
 */
export async function holdBatch(database: Database, world: World, requests: readonly HoldRequest[]): Promise<readonly HoldAnswer[]> {
  const answers = await tryBatch(database, requests)
  if (!answers.some(({ state }) => state === 'refused')) return answers
  const swept = await database.system((tx) => sweepExpired(tx, world, { eventIds: [...new Set(requests.map(({ eventId }) => eventId))] }))
  if (swept === 0) return answers
  const refused = requests.filter((_, at) => answers[at]?.state === 'refused')
  const again = await tryBatch(database, refused)
  return answers.map((answer, at) => again[refused.findIndex(({ orderId }) => orderId === requests[at]?.orderId)] ?? answer)
}

async function tryBatch(database: Database, requests: readonly HoldRequest[]): Promise<readonly HoldAnswer[]> {
  return await database.system(async (tx) => {
    const known = await knownKeys(tx, requests)
    const fresh = requests.filter(({ idempotencyKey }) => idempotencyKey === null || !known.has(idempotencyKey))
    const { admitted, answers } = admit(fresh, await lockPoolsOf(tx, fresh))
    await insertHolds(tx, admitted)
    await movePools(tx, sumOf(admitted))
    return requests.map((request) => repeated(request, known) ?? answers.get(request.orderId) ?? { state: 'key_reused' })
  })
}

function repeated(request: HoldRequest, known: ReadonlyMap<string, { orderId: string; hash: string }>): HoldAnswer | undefined {
  const before = request.idempotencyKey === null ? undefined : known.get(request.idempotencyKey)
  if (!before) return undefined
  return before.hash === request.requestHash ? { state: 'known', orderId: before.orderId } : { state: 'key_reused' }
}

async function knownKeys(tx: Tx, requests: readonly HoldRequest[]): Promise<ReadonlyMap<string, { orderId: string; hash: string }>> {
  const keys = requests.flatMap(({ idempotencyKey }) => idempotencyKey ?? [])
  if (keys.length === 0) return new Map()
  const rows = await tx.selectFrom('orders').select(['id', 'idempotency_key', 'request_hash']).where('idempotency_key', 'in', keys).execute()
  return new Map(rows.map((row) => [row.idempotency_key ?? '', { orderId: row.id, hash: row.request_hash }]))
}

async function lockPoolsOf(tx: Tx, requests: readonly HoldRequest[]): Promise<ReadonlyMap<string, LockedPool>> {
  const ids = requests.flatMap(({ takes }) => takes.map(({ poolId }) => poolId))
  return ids.length === 0 ? new Map() : await lockPools(tx, ids)
}

/**
 * Admits one request after the other in memory. A request that does not fit is refused and smaller ones behind it still get
 * what is left; a cumulative sum in SQL would refuse them. The same key twice in one batch is admitted once.
 */
export function admit(
  requests: readonly HoldRequest[],
  pools: ReadonlyMap<string, LockedPool>,
): { admitted: readonly HoldRequest[]; answers: ReadonlyMap<string, HoldAnswer> } {
  const left = new Map([...pools.values()].map((pool) => [pool.id, free(pool)]))
  const byKey = new Map<string, HoldRequest>()
  const answers = new Map<string, HoldAnswer>()
  const admitted: HoldRequest[] = []
  for (const request of requests) {
    const twin = request.idempotencyKey === null ? undefined : byKey.get(request.idempotencyKey)
    if (twin) {
      const first = answers.get(twin.orderId)
      answers.set(
        request.orderId,
        twin.requestHash !== request.requestHash
          ? { state: 'key_reused' }
          : first?.state === 'held'
            ? { state: 'known', orderId: twin.orderId }
            : (first ?? { state: 'key_reused' }),
      )
      continue
    }
    if (request.idempotencyKey !== null) byKey.set(request.idempotencyKey, request)
    const short = request.takes.find(({ poolId, quantity }) => (left.get(poolId) ?? 0) < quantity)
    if (short) {
      answers.set(request.orderId, { state: 'refused', pool: { id: short.poolId, kind: pools.get(short.poolId)?.kind ?? 'unknown' } })
      continue
    }
    for (const { poolId, quantity } of request.takes) left.set(poolId, (left.get(poolId) ?? 0) - quantity)
    admitted.push(request)
    answers.set(request.orderId, { state: 'held', orderId: request.orderId })
  }
  return { admitted, answers }
}

function sumOf(requests: readonly HoldRequest[]): ReadonlyMap<string, { readonly held: number; readonly sold: number }> {
  const sums = new Map<string, { held: number; sold: number }>()
  for (const { takes } of requests)
    for (const { poolId, quantity } of takes) sums.set(poolId, { held: (sums.get(poolId)?.held ?? 0) + quantity, sold: 0 })
  return sums
}

/** One statement for all rows of a batch. */
async function insertHolds(tx: Tx, requests: readonly HoldRequest[]): Promise<void> {
  if (requests.length === 0) return
  const json = (rows: readonly unknown[]) => JSON.stringify(rows)
  const pools = requests.flatMap((request) =>
    merged(request.takes).map((take) => ({
      order_id: request.orderId,
      pool_id: take.poolId,
      organization_id: request.happening.organizationId,
      quantity: take.quantity,
    })),
  )
  await sql`with o as (insert into orders (id, code, organization_id, event_id, state, user_id, buyer_name, buyer_email, buyer_phone, document_type, document_number, locale, currency, subtotal_minor, fees_minor, taxes_minor, total_minor, quote, quote_hash, idempotency_key, request_hash, channel, referral, expires_at, placed_at, consent)
        select id, code, organization_id, event_id, state, user_id, buyer_name, buyer_email, buyer_phone, document_type, document_number, locale, currency, subtotal_minor, fees_minor, taxes_minor, total_minor, quote, quote_hash, idempotency_key, request_hash, channel, referral, expires_at, placed_at, consent
          from jsonb_populate_recordset(null::orders, ${json(requests.map(({ order }) => order))}::jsonb)),
      l as (insert into order_lines select * from jsonb_populate_recordset(null::order_lines, ${json(requests.flatMap(({ lines }) => lines))}::jsonb)),
      p as (insert into order_pools select * from jsonb_populate_recordset(null::order_pools, ${json(pools)}::jsonb)),
      c as (insert into consents (id, user_id, contact, purpose, channel, granted, text_version, proof, ip, at) select id, user_id, contact, purpose, channel, granted, text_version, proof, ip, at from jsonb_populate_recordset(null::consents, ${json(requests.flatMap(({ consents }) => consents))}::jsonb)),
      a as (insert into audit_log (at, actor_kind, actor_id, organization_id, operation, target, request_id, ip, after) select at, actor_kind, actor_id, organization_id, operation, target, request_id, ip, after from jsonb_populate_recordset(null::audit_log, ${json(requests.map(({ audit }) => audit))}::jsonb))
    insert into outbox (id, type, organization_id, data, topics, occurred_at)
      select id, type, "organizationId", data, topics, "occurredAt" from jsonb_to_recordset(${json(requests.map(({ happening }) => happening))}::jsonb) as h(id uuid, type text, "organizationId" uuid, data jsonb, topics text[], "occurredAt" timestamptz)`.execute(
    tx,
  )
}

/** Two lines may take from one pool; the table has one row for both. */
function merged(takes: readonly Take[]): readonly Take[] {
  const sums = new Map<string, number>()
  for (const { poolId, quantity } of takes) sums.set(poolId, (sums.get(poolId) ?? 0) + quantity)
  return [...sums].map(([poolId, quantity]) => ({ poolId, quantity }))
}
