import { Refusal, type Handler, type health } from '@fashionistas/contract'
import { actorId, type Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import { differenceTaken, post, unownedCaptured } from '#ledger/index.ts'
import { lockAttempt, type Attempt } from './attempts.ts'
import { happen } from './news.ts'
import { requestRefund } from './refunds.ts'

/** A person decides about money of an unexpected amount: it buys the tickets after all, or goes back whole. */
export const settleReviewedPayment: Handler<typeof health.settleReviewedPayment, Context> = async ({ paymentId, decision, note }, context) =>
  // Payments and the ledger are written by the system only; the kernel let only an admin of the platform come here.
  await context.elevated(async () => {
    const attempt = await lockAttempt(context.tx, { id: paymentId })
    if (!attempt) return context.refuse('not_found')
    if (attempt.state !== 'needs_review') return context.refuse('payment_not_in_review')
    const told = await toldOf(context.tx, attempt)
    const refundId = decision === 'accept' ? await accept(context, attempt, told) : await giveBack(context, attempt, told, note)
    context.note({
      organizationId: attempt.organizationId,
      target: `payment:${paymentId}`,
      before: { state: attempt.state, expectedMinor: attempt.amountMinor, toldMinor: told.minor, toldCurrency: told.currency },
      after: { decision, note, refundId },
    })
    return { paymentId, decision, refundId }
  })

type Told = { readonly minor: number; readonly currency: string }

/** What the provider says that it took; what we asked for where it was not written down. */
async function toldOf(tx: Tx, attempt: Attempt): Promise<Told> {
  const row = await tx.selectFrom('payments').select(['told_minor', 'told_currency']).where('id', '=', attempt.id).executeTakeFirstOrThrow()
  return { minor: row.told_minor ?? attempt.amountMinor, currency: row.told_currency ?? attempt.currency }
}

/** The order is paid as it was priced, and the platform takes the difference. Tickets follow as after any success. */
async function accept(context: Context, attempt: Attempt, told: Told): Promise<null> {
  if (told.currency !== attempt.currency) throw new Refusal('payment_not_acceptable')
  await context.tx.updateTable('payments').set({ state: 'succeeded' }).where('id', '=', attempt.id).execute()
  if (told.minor !== attempt.amountMinor)
    await post(context.tx, {
      ...postingOf(context, attempt),
      kind: 'payment.difference',
      externalId: `difference:${attempt.id}`,
      legs: differenceTaken(attempt.provider, told.minor - attempt.amountMinor),
    })
  await happen(context.tx, context, 'payment.succeeded', { ...attempt, state: 'succeeded' })
  return null
}

/** The payment becomes what it truly was, owed back from now on; the order's hold ends by itself. */
async function giveBack(context: Context, attempt: Attempt, told: Told, note: string): Promise<string | null> {
  const { tx } = context
  if (told.minor <= 0) {
    await tx.updateTable('payments').set({ state: 'voided' }).where('id', '=', attempt.id).execute()
    return null
  }
  await tx
    .updateTable('payments')
    .set({ state: 'succeeded', amount_minor: told.minor, currency: told.currency })
    .where('id', '=', attempt.id)
    .execute()
  await post(tx, {
    ...postingOf(context, attempt),
    kind: 'payment.unexpected',
    externalId: `unowned:${attempt.id}`,
    currency: told.currency,
    legs: unownedCaptured(attempt.provider, told.minor),
  })
  const refund = await requestRefund(tx, context, {
    orderId: attempt.orderId,
    paymentId: attempt.id,
    organizationId: attempt.organizationId,
    eventId: attempt.eventId,
    ticketIds: [],
    amountMinor: told.minor,
    currency: told.currency,
    reason: 'payment_reversal',
    note,
    requestedBy: actorId(context.actor),
    cause: `review:${attempt.id}`,
  })
  return refund.id
}

const postingOf = (context: Context, attempt: Attempt) => ({
  id: context.newId(),
  orderId: attempt.orderId,
  organizationId: null,
  currency: attempt.currency,
  occurredAt: context.now(),
  newId: context.newId,
})
