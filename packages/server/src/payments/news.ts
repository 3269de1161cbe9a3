import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import { emitAll } from '#core/outbox.ts'
import type { World } from '#core/world.ts'
import type { Emitted } from '#core/context.ts'
import { lockAttempts, type Attempt } from './attempts.ts'
import type { ProviderPayment } from './provider.ts'
import { isOpen, merge, nextLook, nextPoll } from './states.ts'

/** What a provider says of the attempt with our reference. */
export type News = { readonly reference: string; readonly told: ProviderPayment }
type Happening = Emitted & { readonly id: string; readonly occurredAt: Date }
type Change = { readonly attempt: Attempt; readonly after: Attempt; readonly told: ProviderPayment; readonly row: Readonly<Record<string, unknown>> }

/**
 * Takes what a provider says of one attempt, in one transaction: state, next poll and what happened. Wrong amount or currency is
 * set aside for a person and never fulfilled. A success that is told twice, or under a second transaction id, is recognised.
 */
export async function takeNews(tx: Tx, world: World, reference: string, told: ProviderPayment): Promise<Attempt | undefined> {
  return (await takeAllNews(tx, world, [{ reference, told }])).get(reference)
}

/** News of many attempts in a handful of statements; several of one attempt are taken one after the other. By reference, how each stands now. */
export async function takeAllNews(tx: Tx, world: World, news: readonly News[]): Promise<ReadonlyMap<string, Attempt>> {
  const byReference = Map.groupBy(news, ({ reference }) => reference)
  const known = new Map((await lockAttempts(tx, [...byReference.keys()])).map((attempt) => [attempt.reference, attempt]))
  const rounds = Math.max(0, ...[...byReference.values()].map((all) => all.length))
  for (let round = 0; round < rounds; round += 1) {
    const changes: Change[] = []
    for (const [reference, all] of byReference) {
      const attempt = known.get(reference)
      const told = all[round]?.told
      if (!attempt || !told) continue
      if (isSecondSuccess(attempt, told)) await giveBackSecond(tx, world, attempt, told)
      const change = changeOf(attempt, told, world.now())
      if (change) changes.push(change)
    }
    await write(tx, changes)
    await emitAll(
      tx,
      changes.flatMap((change) => happeningsOf(world, change)),
    )
    for (const { after } of changes) known.set(after.reference, after)
  }
  return known
}

const isOther = (attempt: Attempt, told: ProviderPayment): boolean => attempt.providerRef !== null && attempt.providerRef !== told.providerRef
/** What was paid, also when it was given back since. */
const isPaid = ({ state }: Attempt): boolean => state === 'succeeded' || state === 'partially_refunded' || state === 'refunded' || state === 'voided'
const isSecondSuccess = (attempt: Attempt, told: ProviderPayment): boolean => isOther(attempt, told) && isPaid(attempt) && told.status === 'succeeded'

/** Undefined when the news change nothing. */
function changeOf(attempt: Attempt, told: ProviderPayment, now: Date): Change | undefined {
  if (isOther(attempt, told) && (isPaid(attempt) || (told.status !== 'succeeded' && !isOpen(attempt.state)))) return undefined
  const fits = told.amount.minor === attempt.amountMinor && told.amount.currency === attempt.currency
  // What a person accepted is told again with its wrong amount: `merge` lets it stand.
  const state = merge(attempt.state, told.status === 'succeeded' && !fits ? 'needs_review' : told.status)
  const isForReview = state === 'needs_review' && !fits
  const isFinal = !isOpen(state)
  const next = told.next ?? attempt.next
  const failure = told.failure && state === 'failed' ? { code: told.failure.code, message: told.failure.message } : attempt.failure
  const settledAt = isFinal ? (attempt.settledAt ?? now) : attempt.settledAt
  return {
    attempt,
    told,
    after: { ...attempt, state, providerRef: told.providerRef, next, failure, polls: attempt.polls + 1, settledAt },
    row: {
      id: attempt.id,
      state,
      provider_ref: told.providerRef,
      next,
      failure,
      review_reason: isForReview ? `told ${told.amount.minor} ${told.amount.currency}, expected ${attempt.amountMinor} ${attempt.currency}` : null,
      told_minor: isForReview ? told.amount.minor : null,
      told_currency: isForReview ? told.amount.currency : null,
      next_poll_at: isFinal ? null : nextPoll(attempt.polls, now, attempt.expiresAt),
      look_again_at: isFinal && settledAt && wasOnPage(next) ? nextLook(settledAt, now) : null,
      settled_at: settledAt,
    },
  }
}

/** Only there can a payer try, and pay, a second time: other methods make one transaction of one reference. */
const wasOnPage = (next: Attempt['next']): boolean => next?.kind === 'redirect'

async function write(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await sql`/* planned once */ update payments set state = d.state, provider_ref = d.provider_ref, next = d.next, failure = d.failure, review_reason = coalesce(d.review_reason, payments.review_reason),
      told_minor = coalesce(d.told_minor, payments.told_minor), told_currency = coalesce(d.told_currency, payments.told_currency),
      next_poll_at = d.next_poll_at, look_again_at = d.look_again_at, polls = payments.polls + 1, settled_at = d.settled_at
    from jsonb_to_recordset(${JSON.stringify(changes.map(({ row }) => row))}::jsonb)
      as d(id uuid, state text, provider_ref text, next jsonb, failure jsonb, review_reason text, told_minor bigint, told_currency text, next_poll_at timestamptz, look_again_at timestamptz, settled_at timestamptz) where payments.id = d.id`.execute(
    tx,
  )
}

/** The payer paid twice under one reference (Wompi's checkout lets one try again): the second is given back. */
async function giveBackSecond(tx: Tx, world: World, attempt: Attempt, told: ProviderPayment): Promise<void> {
  const id = world.newId()
  const { rows } = await sql<{
    id: string
  }>`insert into payments (id, order_id, organization_id, event_id, attempt, reference, provider, provider_ref, method, state, amount_minor, currency, request_hash, expires_at, created_at, settled_at)
    select ${id}, order_id, organization_id, event_id, (select max(attempt) + 1 from payments p where p.order_id = payments.order_id), reference || '+' || ${told.providerRef}, provider, ${told.providerRef}, method, 'succeeded', ${told.amount.minor}, currency, request_hash, expires_at, ${world.now()}, ${world.now()}
      from payments where id = ${attempt.id} on conflict do nothing returning id`.execute(tx)
  if (rows.length > 0) await happen(tx, world, 'payment.succeeded', { ...attempt, id, amountMinor: told.amount.minor })
}

function happeningsOf(world: World, { attempt, after, told }: Change): readonly Happening[] {
  if (after.state === attempt.state && !(told.next && !attempt.next)) return []
  if (after.state === 'succeeded') return [happening(world, 'payment.succeeded', after)]
  if (after.state === 'failed' || after.state === 'expired')
    return [happening(world, 'payment.failed', after, { failureCode: told.failure?.code ?? after.state })]
  if (after.state !== 'pending' && after.state !== 'requires_action') return []
  const voucher = told.next?.kind === 'voucher' ? { voucher: { agreement: told.next.agreement, reference: told.next.reference } } : {}
  return [happening(world, 'payment.pending', after, voucher)]
}

type PaymentHappening = 'payment.succeeded' | 'payment.failed' | 'payment.pending'

const happening = (world: World, type: PaymentHappening, attempt: Attempt, more: Readonly<Record<string, unknown>> = {}): Happening => ({
  id: world.newId(),
  type,
  occurredAt: world.now(),
  organizationId: attempt.organizationId,
  topics: [`order:${attempt.orderId}`],
  data: {
    paymentId: attempt.id,
    orderId: attempt.orderId,
    eventId: attempt.eventId,
    provider: attempt.provider,
    method: attempt.method,
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    expiresAt: attempt.expiresAt.toISOString(),
    ...more,
  },
})

export async function happen(
  tx: Tx,
  world: World,
  type: PaymentHappening,
  attempt: Attempt,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await emitAll(tx, [happening(world, type, attempt, more)])
}
