import { PaymentMethod, PaymentState, type PaymentView } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'
import type { Acceptance, NextStep } from './provider.ts'
import { nextLook } from './states.ts'

const columns = [
  'id',
  'order_id',
  'organization_id',
  'event_id',
  'attempt',
  'reference',
  'provider',
  'provider_ref',
  'method',
  'state',
  'amount_minor',
  'currency',
  'next',
  'failure',
  'expires_at',
  'polls',
  'created_at',
  'settled_at',
  'request_hash',
] as const

/** One attempt to pay an order, as the table has it. */
export type Attempt = {
  readonly id: string
  readonly orderId: string
  readonly organizationId: string
  readonly eventId: string
  readonly attempt: number
  readonly reference: string
  readonly provider: string
  readonly providerRef: string | null
  readonly method: PaymentMethod
  readonly state: PaymentState
  readonly amountMinor: number
  readonly currency: string
  readonly next: PaymentView['next']
  readonly failure: PaymentView['failure']
  readonly expiresAt: Date
  readonly polls: number
  readonly createdAt: Date
  readonly settledAt: Date | null
  readonly requestHash: string
}
const Next = z.union([
  z.object({ kind: z.literal('redirect'), url: z.string() }),
  z.object({ kind: z.literal('push'), phone: z.string() }),
  z.object({ kind: z.literal('voucher'), agreement: z.string(), reference: z.string() }),
  z.object({ kind: z.literal('qr'), image: z.string() }),
  z.object({ kind: z.literal('wait') }),
])
const Failure = z.object({ code: z.string(), message: z.string() })

type Row = {
  id: string
  order_id: string
  organization_id: string
  event_id: string
  attempt: number
  reference: string
  provider: string
  provider_ref: string | null
  method: string
  state: string
  amount_minor: number
  currency: string
  next: unknown
  failure: unknown
  expires_at: Date
  polls: number
  created_at: Date
  settled_at: Date | null
  request_hash: string
}

const toAttempt = (row: Row): Attempt => ({
  id: row.id,
  orderId: row.order_id,
  organizationId: row.organization_id,
  eventId: row.event_id,
  attempt: row.attempt,
  reference: row.reference,
  provider: row.provider,
  providerRef: row.provider_ref,
  method: PaymentMethod.parse(row.method),
  state: PaymentState.parse(row.state),
  amountMinor: row.amount_minor,
  currency: row.currency,
  next: Next.nullable().parse(row.next),
  failure: Failure.nullable().parse(row.failure),
  expiresAt: row.expires_at,
  polls: row.polls,
  createdAt: row.created_at,
  settledAt: row.settled_at,
  requestHash: row.request_hash,
})

/** Locks the attempt, so that news of it are taken one after the other. */
export async function lockAttempt(tx: Tx, by: { readonly id: string } | { readonly reference: string }): Promise<Attempt | undefined> {
  const query = tx.selectFrom('payments').select(columns).forUpdate()
  const row = await ('id' in by ? query.where('id', '=', by.id) : query.where('reference', '=', by.reference)).executeTakeFirst()
  return row && toAttempt(row)
}
/** Several by their references, locked in the order of their ids: two who lock the same ones never wait for each other in a circle. */
export async function lockAttempts(tx: Tx, references: readonly string[]): Promise<readonly Attempt[]> {
  if (references.length === 0) return []
  const rows = await tx.selectFrom('payments').select(columns).where('reference', 'in', references).orderBy('id').forUpdate().execute()
  return rows.map(toAttempt)
}
export async function findAttempt(tx: Tx, id: string): Promise<Attempt | undefined> {
  const row = await tx.selectFrom('payments').select(columns).where('id', '=', id).executeTakeFirst()
  return row && toAttempt(row)
}
export async function findAttempts(tx: Tx, references: readonly string[]): Promise<readonly Attempt[]> {
  if (references.length === 0) return []
  return (await tx.selectFrom('payments').select(columns).where('reference', 'in', references).execute()).map(toAttempt)
}
export async function findAttemptByKey(tx: Tx, key: string): Promise<Attempt | undefined> {
  const row = await tx.selectFrom('payments').select(columns).where('idempotency_key', '=', key).executeTakeFirst()
  return row && toAttempt(row)
}
/** All attempts of some orders, oldest first. */
export async function attemptsOf(tx: Tx, orderIds: readonly string[]): Promise<readonly Attempt[]> {
  if (orderIds.length === 0) return []
  const rows = await tx.selectFrom('payments').select(columns).where('order_id', 'in', orderIds).orderBy('attempt').execute()
  return rows.map(toAttempt)
}

/**
 * Ended attempts whose look is due, each put down for its next one before anybody is asked: another worker does not ask the same, and a crash
 * costs one look.
 */
export async function lookedAtAgain(
  tx: Tx,
  now: Date,
  { awake, limit }: { readonly awake: readonly string[]; readonly limit: number },
): Promise<readonly Attempt[]> {
  const rows = await tx
    .selectFrom('payments')
    .select(columns)
    .where('look_again_at', '<=', now)
    .where('provider', 'in', awake)
    .orderBy('look_again_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const { id, settled_at: endedAt } of rows)
    await tx
      .updateTable('payments')
      .set({ look_again_at: endedAt && nextLook(endedAt, now) })
      .where('id', '=', id)
      .execute()
  return rows.map(toAttempt)
}

export type NewAttempt = {
  readonly id: string
  /** The first, second ... of its order. */
  readonly number: number
  readonly orderId: string
  readonly orderCode: string
  readonly organizationId: string
  readonly eventId: string
  readonly provider: string
  readonly method: PaymentMethod
  readonly amountMinor: number
  readonly currency: string
  readonly acceptances: readonly Acceptance[]
  readonly idempotencyKey: string | null
  readonly requestHash: string
  readonly expiresAt: Date
  readonly now: Date
}

/** The row is written before the provider is called: a crash between leaves something to ask about. The order's row must be locked. */
export async function insertAttempt(tx: Tx, attempt: Omit<NewAttempt, 'number'>): Promise<Attempt> {
  const last = await tx
    .selectFrom('payments')
    .select((e) => e.fn.max('attempt').as('attempt'))
    .where('order_id', '=', attempt.orderId)
    .executeTakeFirst()
  const made = { ...attempt, number: (last?.attempt ?? 0) + 1 }
  await insertAttempts(tx, [made])
  return attemptFrom(made)
}

const firstPollMs = 15_000

/** Many at once, each the attempt that its number says. */
export async function insertAttempts(tx: Tx, attempts: readonly NewAttempt[]): Promise<void> {
  const rows = attempts.map((attempt) => ({
    id: attempt.id,
    order_id: attempt.orderId,
    organization_id: attempt.organizationId,
    event_id: attempt.eventId,
    attempt: attempt.number,
    reference: referenceOf(attempt),
    provider: attempt.provider,
    method: attempt.method,
    state: 'created',
    amount_minor: attempt.amountMinor,
    currency: attempt.currency,
    acceptances: attempt.acceptances,
    idempotency_key: attempt.idempotencyKey,
    request_hash: attempt.requestHash,
    expires_at: attempt.expiresAt,
    created_at: attempt.now,
    next_poll_at: new Date(attempt.now.getTime() + firstPollMs),
  }))
  await sql`/* planned once */ insert into payments (id, order_id, organization_id, event_id, attempt, reference, provider, method, state, amount_minor, currency, acceptances, idempotency_key, request_hash, expires_at, created_at, next_poll_at)
    select id, order_id, organization_id, event_id, attempt, reference, provider, method, state, amount_minor, currency, acceptances, idempotency_key, request_hash, expires_at, created_at, next_poll_at
      from jsonb_populate_recordset(null::payments, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
}

const referenceOf = ({ id, orderCode, number }: NewAttempt): string => `${orderCode}-${number}-${id.slice(-6)}`

/** The attempt as it stands when its row was just written. */
export const attemptFrom = (made: NewAttempt): Attempt => ({
  id: made.id,
  orderId: made.orderId,
  organizationId: made.organizationId,
  eventId: made.eventId,
  attempt: made.number,
  reference: referenceOf(made),
  provider: made.provider,
  providerRef: null,
  method: made.method,
  state: 'created',
  amountMinor: made.amountMinor,
  currency: made.currency,
  next: null,
  failure: null,
  expiresAt: made.expiresAt,
  polls: 0,
  createdAt: made.now,
  settledAt: null,
  requestHash: made.requestHash,
})

export const paymentView = (attempt: Attempt): PaymentView => ({
  id: brand(attempt.id),
  orderId: brandOrder(attempt.orderId),
  provider: attempt.provider,
  method: attempt.method,
  state: attempt.state,
  amount: { minor: attempt.amountMinor, currency: z.enum(['COP', 'USD', 'EUR']).parse(attempt.currency) },
  next: attempt.state === 'requires_action' || attempt.state === 'pending' ? attempt.next : null,
  failure: attempt.failure,
  expiresAt: attempt.expiresAt.toISOString(),
  createdAt: attempt.createdAt.toISOString(),
  settledAt: attempt.settledAt?.toISOString() ?? null,
})
const brand = (id: string): PaymentView['id'] => PaymentIdOf.parse(id)
const brandOrder = (id: string): PaymentView['orderId'] => OrderIdOf.parse(id)
const PaymentIdOf = z.uuid().brand('PaymentId')
const OrderIdOf = z.uuid().brand('OrderId')
export type { NextStep }
