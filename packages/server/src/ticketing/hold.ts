import { sql } from 'kysely'
import { noteHappening, type Database, type Tx } from '#core/database.ts'
import type { World } from '#core/world.ts'
import { sweepExpired } from './expire.ts'
import { free, lockPools, type LockedPool, type Take } from './stock.ts'

/** A hold that is ready to be admitted: priced, validated, with everything that its rows need. */
export type HoldRequest = {
  readonly orderId: string
  readonly eventId: string
  readonly idempotencyKey: string | null
  readonly requestHash: string
  readonly takes: readonly Take[]
  readonly buyer: { readonly email: string; readonly phone: string }
  /** The promo code whose uses by one buyer are counted; its uses by all are a pool. */
  readonly promoCode: { readonly id: string; readonly maxPerBuyer: number } | null
  /** Rows as the tables want them; times as ISO text. */
  readonly order: Readonly<Record<string, unknown>>
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly answers: readonly Readonly<Record<string, unknown>>[]
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
  /** The event left the stage since it was priced. */
  | { readonly state: 'off_stage' }
  | { readonly state: 'too_many_open'; readonly open: number }
  | { readonly state: 'code_used_by_buyer' }
  | { readonly state: 'refused'; readonly pool: { readonly id: string; readonly kind: string } }

/**
 * Holds a batch of requests for one event in one transaction, first come, first served. When stock is short, what expired holds still
 * have is taken back first, in a transaction of its own: sweeping while pools are locked would lock pools out of order.
 */
export async function holdBatch(database: Database, world: World, requests: readonly HoldRequest[]): Promise<readonly HoldAnswer[]> {
  const answers = await tryBatch(database, world, requests)
  if (!answers.some(({ state }) => state === 'refused')) return answers
  const swept = await database.system((tx) => sweepExpired(tx, world, { eventIds: [...new Set(requests.map(({ eventId }) => eventId))] }))
  if (swept === 0) return answers
  const refused = requests.filter((_, at) => answers[at]?.state === 'refused')
  const again = await tryBatch(database, world, refused)
  return answers.map((answer, at) => again[refused.findIndex(({ orderId }) => orderId === requests[at]?.orderId)] ?? answer)
}

async function tryBatch(database: Database, world: World, requests: readonly HoldRequest[]): Promise<readonly HoldAnswer[]> {
  return await database.system(async (tx) => {
    // Locks first: whoever waited for another process sees what that one wrote.
    const pools = await lockPoolsOf(tx, requests)
    const { known, isOnStage, openOf, usesOf } = await standing(tx, world.now(), requests)
    const fresh = requests.filter(({ idempotencyKey }) => idempotencyKey === null || !known.has(idempotencyKey))
    const { admitted, answers } = isOnStage ? admit(fresh, pools, { openOf, usesOf }) : { admitted: [], answers: new Map<string, HoldAnswer>() }
    await insertHolds(tx, admitted)
    return requests.map((request) => repeated(request, known) ?? answers.get(request.orderId) ?? { state: 'off_stage' })
  })
}

function repeated(request: HoldRequest, known: ReadonlyMap<string, { orderId: string; hash: string }>): HoldAnswer | undefined {
  const before = request.idempotencyKey === null ? undefined : known.get(request.idempotencyKey)
  if (!before) return undefined
  return before.hash === request.requestHash ? { state: 'known', orderId: before.orderId } : { state: 'key_reused' }
}

async function lockPoolsOf(tx: Tx, requests: readonly HoldRequest[]): Promise<ReadonlyMap<string, LockedPool>> {
  const ids = requests.flatMap(({ takes }) => takes.map(({ poolId }) => poolId))
  return ids.length === 0 ? new Map() : await lockPools(tx, ids)
}

/** Unpaid holds that one buyer may have open for one event. */
const maxOpenOrders = 4
/** What buyers have already: unpaid orders of the event, and uses of a code. */
export type Standing = {
  readonly openOf: (buyer: HoldRequest['buyer']) => number
  readonly usesOf: (codeId: string, buyer: HoldRequest['buyer']) => number
}

/**
 * Admits one request after the other in memory. A request that does not fit is refused and smaller ones behind it still get
 * what is left; a cumulative sum in SQL would refuse them. The same key twice in one batch is admitted once.
 */
export function admit(
  requests: readonly HoldRequest[],
  pools: ReadonlyMap<string, LockedPool>,
  { openOf, usesOf }: Standing,
): { admitted: readonly HoldRequest[]; answers: ReadonlyMap<string, HoldAnswer> } {
  const left = new Map([...pools.values()].map((pool) => [pool.id, free(pool)]))
  const byKey = new Map<string, HoldRequest>()
  const answers = new Map<string, HoldAnswer>()
  const admitted: HoldRequest[] = []
  for (const request of requests) {
    const twin = request.idempotencyKey === null ? undefined : byKey.get(request.idempotencyKey)
    if (twin) {
      answers.set(request.orderId, asTwin(request, twin, answers.get(twin.orderId)))
      continue
    }
    if (request.idempotencyKey !== null) byKey.set(request.idempotencyKey, request)
    const refusal = refusalOf(request, { pools, left, admitted, openOf, usesOf })
    answers.set(request.orderId, refusal ?? { state: 'held', orderId: request.orderId })
    if (refusal) continue
    for (const { poolId, quantity } of request.takes) left.set(poolId, (left.get(poolId) ?? 0) - quantity)
    admitted.push(request)
  }
  return { admitted, answers }
}

function asTwin(request: HoldRequest, twin: HoldRequest, first: HoldAnswer | undefined): HoldAnswer {
  if (twin.requestHash !== request.requestHash) return { state: 'key_reused' }
  return first?.state === 'held' ? { state: 'known', orderId: twin.orderId } : (first ?? { state: 'key_reused' })
}

type Weighing = Standing & {
  readonly pools: ReadonlyMap<string, LockedPool>
  readonly left: ReadonlyMap<string, number>
  readonly admitted: readonly HoldRequest[]
}

function refusalOf(request: HoldRequest, { pools, left, admitted, openOf, usesOf }: Weighing): HoldAnswer | undefined {
  const { buyer, promoCode } = request
  const own = admitted.filter((other) => other.buyer.email === buyer.email || other.buyer.phone === buyer.phone)
  const open = openOf(buyer) + own.length
  if (open >= maxOpenOrders) return { state: 'too_many_open', open }
  if (promoCode && usesOf(promoCode.id, buyer) + own.filter((other) => other.promoCode?.id === promoCode.id).length >= promoCode.maxPerBuyer)
    return { state: 'code_used_by_buyer' }
  const wanted = merged(request.takes)
  const short = wanted.find(({ poolId, quantity }) => (left.get(poolId) ?? 0) < quantity)
  return short && { state: 'refused', pool: { id: short.poolId, kind: pools.get(short.poolId)?.kind ?? 'unknown' } }
}

type Known = { readonly orderId: string; readonly hash: string }
type Open = { readonly email: string; readonly phone: string; readonly codeId: string | null; readonly isOpen: boolean }

/** In one question what decides beside stock: keys that are known, the event's state, what these buyers hold or used a code for. */
async function standing(
  tx: Tx,
  now: Date,
  requests: readonly HoldRequest[],
): Promise<Standing & { readonly known: ReadonlyMap<string, Known>; readonly isOnStage: boolean }> {
  const keys = requests.flatMap(({ idempotencyKey }) => idempotencyKey ?? [])
  const emails = [...new Set(requests.map(({ buyer }) => buyer.email))]
  const phones = [...new Set(requests.map(({ buyer }) => buyer.phone))]
  const codes = [...new Set(requests.flatMap(({ promoCode }) => promoCode?.id ?? []))]
  const eventId = requests[0]?.eventId
  const { rows } = await sql<{
    known: { key: string; orderId: string; hash: string }[] | null
    state: string | null
    orders: Open[] | null
  }>`select
    (select jsonb_agg(jsonb_build_object('key', idempotency_key, 'orderId', id, 'hash', request_hash)) from orders where idempotency_key = any(${keys}::text[])) as known,
    (select state from events where id = ${eventId}) as state,
    (select jsonb_agg(jsonb_build_object('email', buyer_email, 'phone', buyer_phone, 'codeId', promo_code_id, 'isOpen', state in ('held', 'pending_payment') and expires_at > ${now}))
       from orders where event_id = ${eventId} and (buyer_email = any(${emails}::text[]) or buyer_phone = any(${phones}::text[]))
        and ((state in ('held', 'pending_payment') and expires_at > ${now}) or (promo_code_id = any(${codes}::uuid[]) and state in ('held', 'pending_payment', 'paid', 'partially_refunded')))) as orders`.execute(
    tx,
  )
  const orders = rows[0]?.orders ?? []
  const of = ({ email, phone }: HoldRequest['buyer']) => orders.filter((order) => order.email === email || order.phone === phone)
  return {
    known: new Map((rows[0]?.known ?? []).map(({ key, orderId, hash }) => [key, { orderId, hash }])),
    isOnStage: rows[0]?.state === 'active' || rows[0]?.state === 'sold_out',
    openOf: (buyer) => of(buyer).filter(({ isOpen }) => isOpen).length,
    usesOf: (codeId, buyer) => of(buyer).filter((order) => order.codeId === codeId).length,
  }
}

/** One statement for all rows of a batch and its counters: the pools are locked, and each statement more keeps the next batch waiting. */
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
  const held = merged(requests.flatMap(({ takes }) => takes))
  await sql`/* planned once */ with moved as (update pools set held = pools.held + d.quantity from jsonb_to_recordset(${json(held)}::jsonb) as d("poolId" uuid, quantity int) where pools.id = d."poolId"),
      o as (insert into orders (id, code, organization_id, event_id, state, user_id, buyer_name, buyer_email, buyer_phone, document_type, document_number, locale, currency, subtotal_minor, discount_minor, fees_minor, taxes_minor, total_minor, tax_included_minor, promo_code_id, quote, quote_hash, idempotency_key, request_hash, channel, referral, expires_at, placed_at, consent)
        select id, code, organization_id, event_id, state, user_id, buyer_name, buyer_email, buyer_phone, document_type, document_number, locale, currency, subtotal_minor, discount_minor, fees_minor, taxes_minor, total_minor, tax_included_minor, promo_code_id, quote, quote_hash, idempotency_key, request_hash, channel, referral, expires_at, placed_at, consent
          from jsonb_populate_recordset(null::orders, ${json(requests.map(({ order }) => order))}::jsonb)),
      l as (insert into order_lines (id, order_id, organization_id, ticket_type_id, tier_id, name, tier_name, quantity, admissions, unit_minor, discount_minor, fee_minor, tax_minor, total_minor, commission_bp, iva_bp)
        select id, order_id, organization_id, ticket_type_id, tier_id, name, tier_name, quantity, admissions, unit_minor, discount_minor, fee_minor, tax_minor, total_minor, commission_bp, iva_bp from jsonb_populate_recordset(null::order_lines, ${json(requests.flatMap(({ lines }) => lines))}::jsonb)),
      p as (insert into order_pools select * from jsonb_populate_recordset(null::order_pools, ${json(pools)}::jsonb)),
      w as (insert into order_answers select * from jsonb_populate_recordset(null::order_answers, ${json(requests.flatMap(({ answers }) => answers))}::jsonb)),
      c as (insert into consents (id, user_id, contact, purpose, channel, granted, text_version, proof, ip, at) select id, user_id, contact, purpose, channel, granted, text_version, proof, ip, at from jsonb_populate_recordset(null::consents, ${json(requests.flatMap(({ consents }) => consents))}::jsonb)),
      a as (insert into audit_log (at, actor_kind, actor_id, organization_id, operation, target, request_id, ip, after) select at, actor_kind, actor_id, organization_id, operation, target, request_id, ip, after from jsonb_populate_recordset(null::audit_log, ${json(requests.map(({ audit }) => audit))}::jsonb))
    insert into outbox (id, type, organization_id, data, topics, occurred_at)
      select id, type, "organizationId", data, topics, "occurredAt" from jsonb_to_recordset(${json(requests.map(({ happening }) => happening))}::jsonb) as h(id uuid, type text, "organizationId" uuid, data jsonb, topics text[], "occurredAt" timestamptz)`.execute(
    tx,
  )
  noteHappening(tx)
}

/** Several lines or orders may take from one pool: one row for all of them. */
function merged(takes: readonly Take[]): readonly Take[] {
  const sums = new Map<string, number>()
  for (const { poolId, quantity } of takes) sums.set(poolId, (sums.get(poolId) ?? 0) + quantity)
  return [...sums].map(([poolId, quantity]) => ({ poolId, quantity }))
}
