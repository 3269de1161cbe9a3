import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../sandbox/kernel/clock.ts'
import type { Courier } from '../sandbox/kernel/courier.ts'
import { transactionEvent } from './event.ts'
import { extraLater } from './extras.ts'
import { messageOf, type Delay, type Fate } from './fate.ts'
import { threeDsScript } from './three-ds.ts'
import { FinalStatus, PaymentMethod, Transaction, type CreateTransaction } from './wire.ts'

/** A transaction as it goes over the wire, and beside it what the simulator has planned for it. */
export const Entry = z.object({
  transaction: Transaction,
  method: PaymentMethod,
  fate: z.object({ status: FinalStatus, message: z.string().nullable(), afterMs: z.union([z.number(), z.literal('never')]) }).optional(),
  threeDs: z
    .object({
      scenario: z.enum(['no_challenge_success', 'challenge_denied', 'challenge_v2', 'supported_version_error', 'authentication_error']),
      step: z.number(),
    })
    .optional(),
  expiresAt: z.number(),
})
export type Entry = z.infer<typeof Entry>

export type NewEntry = {
  readonly input: CreateTransaction
  readonly method: PaymentMethod
  readonly fate: Fate
  extra(payPage: string): Record<string, unknown>
}

/** Statuses only move forward: a final one is never touched again, but APPROVED may be voided. */
export interface Transactions {
  open(entry: NewEntry): Transaction
  find(id: string): Entry | undefined
  all(): readonly Entry[]
  finish(id: string, status: FinalStatus, message?: string | null): boolean
  voidLater(id: string, afterMs: number): void
  approveAgain(id: string): string | undefined
  /** Runs one of the jobs that the clock kept for a transaction. */
  step(kind: string, id: string): void
  readonly payPage: (id: string) => string
}

const keptTransactions = 20_000
const threeDsStepMs = 800
const openMs: Readonly<Record<PaymentMethod['type'], number>> = {
  CARD: 20 * 60_000,
  NEQUI: 10 * 60_000,
  PSE: 20 * 60_000,
  BANCOLOMBIA_TRANSFER: 20 * 60_000,
  BANCOLOMBIA_QR: 20 * 60_000,
  BANCOLOMBIA_COLLECT: 72 * 3_600_000,
  DAVIPLATA: 15 * 60_000,
}

export function transactions(options: {
  readonly clock: () => Clock
  readonly courier: Courier
  readonly eventsSecret: string
  readonly merchantId: number
  readonly linkMs: () => Delay
  readonly publicUrl: () => string
  readonly restored: readonly Entry[]
}): Transactions {
  const entries = new Map(options.restored.map((entry) => [entry.transaction.id, entry]))
  const clock = () => options.clock()
  const iso = () => new Date(clock().now()).toISOString()
  const payPage = (id: string) => `${options.publicUrl()}/pago/${id}`
  const newId = () => `1${options.merchantId}-${Math.floor(clock().now() / 1000)}-${randomInt(10_000, 99_999)}`

  function change(id: string, changed: Partial<Transaction>): Transaction | undefined {
    const entry = entries.get(id)
    if (!entry) return undefined
    const transaction = { ...entry.transaction, ...changed }
    entries.set(id, { ...entry, transaction })
    return transaction
  }

  function addExtra(id: string, extra: Record<string, unknown>): void {
    const method = entries.get(id)?.transaction.payment_method
    if (method) change(id, { payment_method: { ...method, extra: { ...method.extra, ...extra } } })
  }

  const announce = (transaction: Transaction) =>
    options.courier.announce((quality) =>
      transactionEvent(transaction, clock().now(), quality === 'genuine' ? options.eventsSecret : 'not-the-secret'),
    )

  function end(id: string, status: 'APPROVED' | 'DECLINED' | 'ERROR', message: string | null): boolean {
    const before = entries.get(id)?.transaction
    if (before?.status !== 'PENDING') return false
    // The wrong amount is on the record as well: a merchant who asks again must see it too.
    const isWrong = options.courier.mode === 'wrong_amount' && status === 'APPROVED'
    const amount_in_cents = isWrong ? Math.max(100, Math.floor(before.amount_in_cents / 200) * 100) : before.amount_in_cents
    clock().forget(id)
    const after = change(id, { status, status_message: message, finalized_at: iso(), amount_in_cents })
    if (after) announce(after)
    return true
  }

  function planFate(id: string, fate: Fate): void {
    if (fate && fate.afterMs !== 'never') clock().later(fate.afterMs, 'finish', id)
  }

  function reveal(id: string): void {
    const entry = entries.get(id)
    if (entry?.transaction.status !== 'PENDING') return
    addExtra(id, extraLater(entry.method, payPage(id), clock().now()) ?? {})
    planFate(id, entry.fate)
  }

  function nextThreeDsStep(id: string): void {
    const entry = entries.get(id)
    if (!entry?.threeDs || entry.transaction.status !== 'PENDING') return
    const script = threeDsScript(entry.threeDs.scenario, payPage(id))
    const step = script.steps[entry.threeDs.step]
    if (step) {
      addExtra(id, { three_ds_auth: step })
      const now = entries.get(id)
      if (now) entries.set(id, { ...now, threeDs: { ...entry.threeDs, step: entry.threeDs.step + 1 } })
      if (entry.threeDs.step + 1 < script.steps.length || script.after !== 'payer') clock().later(threeDsStepMs, 'three_ds', id)
      return
    }
    if (script.after === 'card') planFate(id, entry.fate)
    if (script.after === 'denied') end(id, 'DECLINED', 'Autenticación 3DS rechazada')
    if (script.after === 'error') end(id, 'ERROR', 'Error en la autenticación 3DS')
  }

  function start(entry: Entry): void {
    const { id } = entry.transaction
    const linkMs = options.linkMs()
    const hasLink = extraLater(entry.method, '', 0) !== undefined
    clock().later(Math.max(0, entry.expiresAt - clock().now()), 'expire', id)
    if (entry.threeDs) nextThreeDsStep(id)
    else if (!hasLink) planFate(id, entry.fate)
    else if (linkMs !== 'never') clock().later(linkMs, 'reveal', id)
  }

  return {
    payPage,
    find: (id) => entries.get(id),
    all: () => [...entries.values()],
    finish: (id, status, message = messageOf(status)) => end(id, status, message),
    voidLater: (id, afterMs) => clock().later(afterMs, 'void', id),
    open({ input, method, fate, extra }) {
      const id = newId()
      const transaction: Transaction = {
        id,
        created_at: iso(),
        finalized_at: null,
        amount_in_cents: input.amount_in_cents,
        reference: input.reference,
        customer_email: input.customer_email,
        currency: 'COP',
        payment_method_type: method.type,
        payment_method: { ...method, extra: extra(payPage(id)) },
        status: 'PENDING',
        status_message: null,
        billing_data: null,
        shipping_address: input.shipping_address ?? null,
        redirect_url: input.redirect_url ?? null,
        payment_source_id: null,
        payment_link_id: null,
        customer_data: input.customer_data ?? null,
        bill_id: null,
        taxes: input.taxes ?? [],
        tip_in_cents: null,
      }
      const expiresAt = input.expiration_time ? Date.parse(input.expiration_time) : clock().now() + openMs[method.type]
      const threeDs = input.is_three_ds ? { scenario: input.three_ds_auth_type ?? 'no_challenge_success', step: 0 } : undefined
      const entry: Entry = { transaction, method, fate, threeDs, expiresAt }
      entries.set(id, entry)
      dropOldest(entries)
      start(entry)
      return entries.get(id)?.transaction ?? transaction
    },
    approveAgain(id) {
      const entry = entries.get(id)
      if (!entry) return undefined
      const again = newId()
      entries.set(again, {
        ...entry,
        transaction: { ...entry.transaction, id: again, created_at: iso(), finalized_at: null, status: 'PENDING', status_message: null },
      })
      end(again, 'APPROVED', null)
      return again
    },
    step(kind, id) {
      const entry = entries.get(id)
      if (!entry) return
      if (kind === 'reveal') reveal(id)
      if (kind === 'three_ds') nextThreeDsStep(id)
      if (kind === 'finish' && entry.fate) end(id, entry.fate.status, entry.fate.message)
      if (kind === 'expire') end(id, 'DECLINED', 'La transacción expiró sin que el pagador la confirmara')
      if (kind === 'void' && entry.transaction.status === 'APPROVED') {
        const voided = change(id, { status: 'VOIDED', finalized_at: iso() })
        if (voided) announce(voided)
      }
    },
  }
}

function dropOldest(entries: Map<string, Entry>): void {
  if (entries.size <= keptTransactions) return
  const oldest = entries.values().find(({ transaction }) => transaction.status !== 'PENDING')
  if (oldest) entries.delete(oldest.transaction.id)
}
