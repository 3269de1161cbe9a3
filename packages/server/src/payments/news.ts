import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import { emitTo } from '#core/outbox.ts'
import type { World } from '#core/world.ts'
import { lockAttempt, type Attempt } from './attempts.ts'
import type { ProviderPayment } from './provider.ts'
import { isOpen, merge, nextPoll } from './states.ts'

/**
 * Takes what a provider says of one attempt, in one transaction: state, next poll and what happened. Wrong amount or currency is
 * set aside for a person and never fulfilled. A success that is told twice, or under a second transaction id, is recognised.
 */
export async function takeNews(tx: Tx, world: World, reference: string, told: ProviderPayment): Promise<Attempt | undefined> {
  const attempt = await lockAttempt(tx, { reference })
  if (!attempt) return undefined
  const now = world.now()
  const isOther = attempt.providerRef !== null && attempt.providerRef !== told.providerRef
  if (isOther && attempt.state === 'succeeded') return told.status === 'succeeded' ? await secondSuccess(tx, world, attempt, told) : attempt
  if (isOther && told.status !== 'succeeded' && !isOpen(attempt.state)) return attempt
  const fits = told.amount.minor === attempt.amountMinor && told.amount.currency === attempt.currency
  const state = told.status === 'succeeded' && !fits ? ('needs_review' as const) : merge(attempt.state, told.status)
  const isFinal = !isOpen(state)
  const next = told.next ? JSON.stringify(told.next) : null
  await tx
    .updateTable('payments')
    .set({
      state,
      provider_ref: told.providerRef,
      ...(next ? { next } : {}),
      ...(told.failure && state === 'failed' ? { failure: JSON.stringify({ code: told.failure.code, message: told.failure.message }) } : {}),
      ...(state === 'needs_review'
        ? { review_reason: `told ${told.amount.minor} ${told.amount.currency}, expected ${attempt.amountMinor} ${attempt.currency}` }
        : {}),
      next_poll_at: isFinal ? null : nextPoll(attempt.polls, now, attempt.expiresAt),
      polls: attempt.polls + 1,
      ...(isFinal && !attempt.settledAt ? { settled_at: now } : {}),
    })
    .where('id', '=', attempt.id)
    .execute()
  if (state !== attempt.state || (next && !attempt.next)) await tell(tx, world, { ...attempt, state, providerRef: told.providerRef }, told)
  return await lockAttempt(tx, { reference })
}

/** The payer paid twice under one reference (Wompi's checkout lets one try again): the second is given back. */
async function secondSuccess(tx: Tx, world: World, attempt: Attempt, told: ProviderPayment): Promise<Attempt> {
  const id = world.newId()
  const { rows } = await sql<{
    id: string
  }>`insert into payments (id, order_id, organization_id, event_id, attempt, reference, provider, provider_ref, method, state, amount_minor, currency, request_hash, expires_at, created_at, settled_at)
    select ${id}, order_id, organization_id, event_id, (select max(attempt) + 1 from payments p where p.order_id = payments.order_id), reference || '+' || ${told.providerRef}, provider, ${told.providerRef}, method, 'succeeded', ${told.amount.minor}, currency, request_hash, expires_at, ${world.now()}, ${world.now()}
      from payments where id = ${attempt.id} on conflict do nothing returning id`.execute(tx)
  if (rows.length > 0) await happen(tx, world, 'payment.succeeded', { ...attempt, id, amountMinor: told.amount.minor })
  return attempt
}

async function tell(tx: Tx, world: World, attempt: Attempt, told: ProviderPayment): Promise<void> {
  if (attempt.state === 'succeeded') return await happen(tx, world, 'payment.succeeded', attempt)
  if (attempt.state === 'failed' || attempt.state === 'expired')
    return await happen(tx, world, 'payment.failed', attempt, { failureCode: told.failure?.code ?? attempt.state })
  if (attempt.state === 'pending' || attempt.state === 'requires_action')
    await happen(
      tx,
      world,
      'payment.pending',
      attempt,
      told.next?.kind === 'voucher' ? { voucher: { agreement: told.next.agreement, reference: told.next.reference } } : {},
    )
}

export async function happen(
  tx: Tx,
  world: World,
  type: 'payment.succeeded' | 'payment.failed' | 'payment.pending',
  attempt: Attempt,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await emitTo(tx, {
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
}
