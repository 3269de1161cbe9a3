import { sql } from 'kysely'
import type { Currency, RefundView } from '@fashionistas/contract'
import type { Database, Tx } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import { emitTo } from '#core/outbox.ts'
import type { World } from '#core/world.ts'
import type { Payments } from './payments.ts'

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
}
const maxAttempts = 5

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

/** Moves the money of approved refunds: by API, by void, or as a task for a person where the provider offers neither. */
export async function workRefunds(parts: Parts): Promise<number> {
  const { database, log } = parts
  const taken = await database.system(async (tx) => {
    const { rows } = await sql<RefundRow>`update refunds set state = 'processing', attempts = attempts + 1 where id in (
        select id from refunds where state = 'approved' and attempts < ${maxAttempts} order by created_at limit 50 for update skip locked) returning *`.execute(
      tx,
    )
    return rows
  })
  for (const refund of taken)
    await moveMoney(parts, refund).catch(async (error: unknown) => {
      log.warn({ err: error, refund: refund.id }, 'refund could not be sent')
      await database.system((tx) =>
        tx
          .updateTable('refunds')
          .set({ state: refund.attempts >= maxAttempts ? 'manual' : 'approved' })
          .where('id', '=', refund.id)
          .where('state', '=', 'processing')
          .execute(),
      )
    })
  return taken.length
}

async function moveMoney({ database, world, payments }: Parts, refund: RefundRow): Promise<void> {
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
      // On its way: it stays `processing`, and the next turn asks what became of it.
      return refund.attempts >= maxAttempts ? await leaveToPerson(database, refund) : undefined
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

/** A provider without refunds, or one that said no: a person moves the money, with evidence, before the due date. */
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

/** A crash while the provider was asked leaves `processing`: the idempotency key makes asking again safe. */
export async function resumeRefunds({ database, world }: Parts): Promise<void> {
  await database.system((tx) =>
    tx
      .updateTable('refunds')
      .set({ state: 'approved' })
      .where('state', '=', 'processing')
      .where('created_at', '<', new Date(world.now().getTime() - 120_000))
      .execute(),
  )
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
