import { sql } from 'kysely'
import type { Currency, RefundView } from '@fashionistas/contract'
import type { Database, Tx } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import { emitTo } from '#core/outbox.ts'
import type { World } from '#core/world.ts'
import type { Payments } from './payments.ts'
import { ProviderUnavailable } from './provider.ts'
import { nextRefundTry } from './refund-wait.ts'

type Parts = { readonly database: Database; readonly world: World; readonly log: Log; readonly payments: Payments }
export type RefundRequest = {
  readonly orderId: string
  readonly paymentId: string | null
  readonly organizationId: string
  readonly eventId: string
  readonly ticketIds: readonly string[]
  readonly amountMinor: number
  readonly currency: string
  readonly reason: RefundView['reason']
  readonly note: string | null
  readonly requestedBy: string | null
  /** One refund for one cause. */
  readonly cause: string
}
export type RefundRow = {
  readonly id: string
  readonly order_id: string
  readonly payment_id: string | null
  readonly organization_id: string
  readonly event_id: string
  readonly amount_minor: number
  readonly currency: string
  readonly state: string
  readonly reason: string
  readonly attempts: number
  readonly created_at: Date
}
const takenAtOnce = 50
/** A worker that has not written down after this what became of a refund is not at it any more. */
const leaseMs = 2 * 60_000

/** Promises a refund in the caller's transaction; a worker moves the money. The same cause again changes nothing and gives the same id. */
export async function requestRefund(tx: Tx, world: World, request: RefundRequest): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const now = world.now()
  const id = world.newId()
  const made = await tx
    .insertInto('refunds')
    .values({
      id,
      order_id: request.orderId,
      payment_id: request.paymentId,
      organization_id: request.organizationId,
      event_id: request.eventId,
      ticket_ids: [...request.ticketIds],
      amount_minor: request.amountMinor,
      currency: request.currency,
      reason: request.reason,
      note: request.note,
      state: 'approved',
      cause: request.cause,
      requested_by: request.requestedBy,
      due_at: dueDate(request.reason, now),
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) {
    const known = await tx.selectFrom('refunds').select('id').where('cause', '=', request.cause).executeTakeFirstOrThrow()
    return { id: known.id, isNew: false }
  }
  await tellRefund(tx, world, 'refund.requested', {
    id,
    order_id: request.orderId,
    organization_id: request.organizationId,
    event_id: request.eventId,
    amount_minor: request.amountMinor,
    currency: request.currency,
    reason: request.reason,
  })
  return { id, isNew: true }
}

/** 15 calendar days for the right of withdrawal (Ley 2439 of 2024), 15 business days, here 21 calendar days, when the event failed. */
function dueDate(reason: string, now: Date): Date {
  const days = reason === 'event_cancelled' || reason === 'payment_reversal' ? 21 : 15
  return new Date(now.getTime() + days * 86_400_000)
}

/**
 * Moves the money of approved refunds: by API, by void, or as a task for a person where the provider offers neither or says no. One that
 * could not be asked, or has not decided, waits: it is asked again for two days, ever less often.
 */
export async function workRefunds(parts: Parts): Promise<number> {
  const { database, world, log } = parts
  const startedAt = world.now().getTime()
  const taken = await database.system((tx) => take(tx, parts))
  for (const refund of taken) {
    // A slow company: nobody is at the rest any more when their lease ends, so that none is asked for by two workers at once.
    if (world.now().getTime() - startedAt > leaseMs / 2) break
    await moveMoney(parts, refund).catch(async (error: unknown) => {
      log.warn({ err: error, refund: refund.id }, 'refund could not be sent')
      await waitFor(parts, refund, { as: 'approved', atLeastMs: error instanceof ProviderUnavailable ? error.retryAfterMs : undefined })
    })
  }
  return taken.length
}

/**
 * Those whose turn it is, for as long as one may be asked for. A crash in the middle leaves `processing`, which comes again when that time is
 * over: the idempotency key makes asking again safe. Providers that rest are left alone.
 */
async function take(tx: Tx, { world, payments }: Parts): Promise<readonly RefundRow[]> {
  const now = world.now()
  const resting = payments.providers.map(({ id }) => id).filter((id) => payments.rests(id))
  const { rows } = await sql<RefundRow>`
    update refunds set state = 'processing', attempts = attempts + 1, next_try_at = ${new Date(now.getTime() + leaseMs)} where id in (
      select r.id from refunds r where r.state in ('approved', 'processing')
         and ((r.state = 'approved' and r.next_try_at is null) or coalesce(r.next_try_at, r.created_at + interval '2 minutes') <= ${now})
         and not exists (select from payments p where p.id = r.payment_id and p.provider = any(${resting}::text[]))
       order by r.created_at limit ${takenAtOnce} for update skip locked) returning *`.execute(tx)
  return rows
}

/** Until its next turn it shows as it stands: `approved` when nobody has it, `processing` when it is on its way. */
async function waitFor(
  { database, world }: Parts,
  refund: RefundRow,
  { as, atLeastMs }: { readonly as: 'approved' | 'processing'; readonly atLeastMs?: number | undefined },
): Promise<void> {
  const chance = (world.random(1)[0] ?? 128) / 255
  const next = nextRefundTry({ attempts: refund.attempts, requestedAt: refund.created_at, now: world.now(), chance, atLeastMs })
  if (!next) return await leaveToPerson(database, refund)
  await database.system((tx) =>
    tx.updateTable('refunds').set({ state: as, next_try_at: next }).where('id', '=', refund.id).where('state', '=', 'processing').execute(),
  )
}

async function moveMoney(parts: Parts, refund: RefundRow): Promise<void> {
  const { database, world, payments } = parts
  const payment = await paymentOf(database, refund)
  const provider = payment ? payments.provider(payment.provider) : undefined
  const isWhole = payment?.amount_minor === refund.amount_minor
  const byProvider = provider?.capabilities.refund === 'api' || (provider?.capabilities.refund === 'void_only' && isWhole)
  if (!provider || !payment?.provider_ref || !byProvider) return await leaveToPerson(database, refund)

  // An earlier turn may have asked already: what is back is never asked for twice, nor left to a person.
  const told = isWhole && refund.attempts > 1 ? await provider.getPayment(payment.provider_ref) : undefined
  if (told?.status === 'voided' || told?.status === 'refunded') return await settle(database, world, refund, told.providerRef)
  const amount = { minor: refund.amount_minor, currency: currencyOf(refund) }
  const answer = await provider.refund({ providerRef: payment.provider_ref, amount, reason: refund.reason, idempotencyKey: refund.id })
  switch (answer.status) {
    case 'succeeded':
      return await settle(database, world, refund, answer.providerRef)
    case 'pending':
      return await waitFor(parts, refund, { as: 'processing' })
    case 'failed':
      return await leaveToPerson(database, refund)
  }
}

async function paymentOf(database: Database, { payment_id: id }: RefundRow) {
  if (!id) return undefined
  return await database.system((tx) =>
    tx.selectFrom('payments').select(['provider', 'provider_ref', 'amount_minor']).where('id', '=', id).executeTakeFirst(),
  )
}

/** A provider without refunds, one that said no, or one that was away for days: a person moves the money, with evidence, before the due date. */
async function leaveToPerson(database: Database, refund: RefundRow): Promise<void> {
  await database.system((tx) =>
    tx.updateTable('refunds').set({ state: 'manual' }).where('id', '=', refund.id).where('state', '=', 'processing').execute(),
  )
}

const currencyOf = ({ currency }: RefundRow): Currency => (currency === 'USD' || currency === 'EUR' ? currency : 'COP')

async function settle(database: Database, world: World, refund: RefundRow, providerRef: string): Promise<void> {
  await database.system(async (tx) => {
    const done = await tx
      .updateTable('refunds')
      .set({ state: 'succeeded', provider_ref: providerRef, settled_at: world.now() })
      .where('id', '=', refund.id)
      .where('state', '=', 'processing')
      .executeTakeFirst()
    if (done.numUpdatedRows > 0n) await tellRefund(tx, world, 'refund.succeeded', refund)
  })
}

export async function tellRefund(
  tx: Tx,
  world: World,
  type: 'refund.requested' | 'refund.succeeded',
  refund: Pick<RefundRow, 'id' | 'order_id' | 'organization_id' | 'event_id' | 'amount_minor' | 'currency' | 'reason'>,
): Promise<void> {
  await emitTo(tx, {
    id: world.newId(),
    type,
    occurredAt: world.now(),
    organizationId: refund.organization_id,
    topics: [`order:${refund.order_id}`, `event:${refund.event_id}:sales`, `organization:${refund.organization_id}`],
    data: {
      refundId: refund.id,
      orderId: refund.order_id,
      eventId: refund.event_id,
      amount: { minor: refund.amount_minor, currency: refund.currency },
      reason: refund.reason,
    },
  })
}
