import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { paymentEvent } from './event.ts'
import type { Clock } from './kernel/clock.ts'
import type { Courier } from './kernel/courier.ts'
import { firstStep } from './first-step.ts'
import type { Outcome } from './sentinels.ts'
import { CreatePayment, Payment, Refund } from './wire.ts'

export const Entry = z.object({
  payment: Payment,
  /** Opens the hosted page; the id of the payment does not. */
  pageKey: z.string(),
  input: CreatePayment,
  stage: z.enum(['start', 'challenge', 'phone', 'bank', 'waiting']),
  refunds: z.array(Refund),
})
export type Entry = z.infer<typeof Entry>

export type RefundAnswer = { readonly kind: 'done' | 'repeated'; readonly refund: Refund } | { readonly kind: 'not_paid' | 'too_much' | 'key_reused' }

export interface Payments {
  open(input: CreatePayment): Payment
  find(id: string): Entry | undefined
  findPage(key: string): Entry | undefined
  all(): readonly Entry[]
  /** What the payer chose at the page, or typed in at the shop. */
  decide(id: string, outcome: Outcome, stageIfAsked?: Entry['stage'], details?: CreatePayment['details']): void
  refund(id: string, request: { readonly amount: Payment['amount']; readonly reason: string; readonly idempotencyKey: string }): RefundAnswer
  approveAgain(id: string): string | undefined
  step(kind: string, id: string): void
}

export const slowMs = 10_000
const keptPayments = 20_000
const isOpen = ({ payment }: Entry) => payment.status === 'requires_action' || payment.status === 'pending'
const newId = (prefix: string) => `${prefix}_${randomBytes(9).toString('base64url')}`

export function payments(options: {
  readonly clock: () => Clock
  readonly courier: Courier
  readonly secret: string
  readonly publicUrl: () => string
  readonly restored: readonly Entry[]
}): Payments {
  const entries = new Map(options.restored.map((entry) => [entry.payment.id, entry]))
  const iso = () => new Date(options.clock().now()).toISOString()

  function change(entry: Entry, changed: Partial<Payment>, more: Partial<Entry> = {}): Payment {
    const payment = { ...entry.payment, ...changed }
    entries.set(payment.id, { ...entry, ...more, payment })
    return payment
  }

  const announce = (payment: Payment) =>
    options.courier.announce((quality) => paymentEvent(payment, options.clock().now(), quality === 'genuine' ? options.secret : 'not-the-secret'))

  function end(id: string, changed: Pick<Payment, 'status' | 'failure'>): void {
    const entry = entries.get(id)
    if (!entry || !isOpen(entry)) return
    const { amount } = entry.payment
    // The wrong amount is on the record as well: a merchant who asks again must see it too.
    const isWrong = options.courier.mode === 'wrong_amount' && changed.status === 'succeeded'
    options.clock().forget(id)
    announce(
      change(entry, {
        ...changed,
        next: null,
        finishedAt: iso(),
        amount: isWrong ? { ...amount, minor: Math.max(100, Math.floor(amount.minor / 200) * 100) } : amount,
      }),
    )
  }

  function decide(id: string, outcome: Outcome, stageIfAsked: Entry['stage'] = 'start', details: CreatePayment['details'] = {}): void {
    const entry = entries.get(id)
    if (!entry || !isOpen(entry)) return
    const input = { ...entry.input, details: { ...entry.input.details, ...details } }
    switch (outcome.kind) {
      case 'approve':
        return end(id, { status: 'succeeded', failure: null })
      case 'fail':
        return end(id, { status: 'failed', failure: { code: outcome.code, message: outcome.message } })
      case 'challenge':
        change(entry, {}, { stage: 'challenge', input })
        return
      case 'slow':
        change(entry, { status: 'pending', next: { kind: 'wait' } }, { stage: 'waiting', input })
        options.clock().later(slowMs, 'approve', id)
        return
      case 'silent':
        change(entry, { status: 'pending', next: { kind: 'push', phone: input.details.nequiPhone ?? '' } }, { stage: 'waiting', input })
        return
      case 'ask':
        change(entry, {}, { stage: stageIfAsked, input })
    }
  }

  return {
    decide,
    find: (id) => entries.get(id),
    findPage: (key) => entries.values().find(({ pageKey }) => pageKey === key),
    all: () => [...entries.values()],
    open(input) {
      const id = newId('pay')
      const pageKey = randomBytes(18).toString('base64url')
      const first = firstStep(input, `${options.publicUrl()}/pay/${pageKey}`)
      const payment: Payment = {
        id,
        reference: input.reference,
        status: 'requires_action',
        amount: input.amount,
        refundedMinor: 0,
        method: input.method,
        next: first.next,
        failure: null,
        createdAt: iso(),
        expiresAt: input.expiresAt,
        finishedAt: null,
      }
      entries.set(id, { payment, pageKey, input, stage: 'start', refunds: [] })
      dropOldest(entries)
      options.clock().later(Math.max(0, Date.parse(input.expiresAt) - options.clock().now()), 'expire', id)
      decide(id, first.outcome, first.stage)
      return entries.get(id)?.payment ?? payment
    },
    refund(id, { amount, reason, idempotencyKey }) {
      const entry = entries.get(id)
      const earlier = entry?.refunds.find((refund) => refund.idempotencyKey === idempotencyKey)
      if (earlier) return earlier.amount.minor === amount.minor ? { kind: 'repeated', refund: earlier } : { kind: 'key_reused' }
      if (!entry || entry.payment.status !== 'succeeded') return { kind: 'not_paid' }
      const { payment } = entry
      const refundedMinor = payment.refundedMinor + amount.minor
      if (refundedMinor > payment.amount.minor || amount.currency !== payment.amount.currency) return { kind: 'too_much' }
      const refund: Refund = { id: newId('ref'), paymentId: id, status: 'succeeded', amount, reason, idempotencyKey, createdAt: iso() }
      announce(
        change(
          entry,
          { refundedMinor, status: refundedMinor === payment.amount.minor ? 'refunded' : 'succeeded' },
          { refunds: [...entry.refunds, refund] },
        ),
      )
      return { kind: 'done', refund }
    },
    approveAgain(id) {
      const entry = entries.get(id)
      if (!entry) return undefined
      const again = newId('pay')
      entries.set(again, {
        ...entry,
        refunds: [],
        pageKey: randomBytes(18).toString('base64url'),
        payment: { ...entry.payment, id: again, status: 'pending', failure: null, refundedMinor: 0, createdAt: iso() },
      })
      end(again, { status: 'succeeded', failure: null })
      return again
    },
    step(kind, id) {
      if (kind === 'approve') end(id, { status: 'succeeded', failure: null })
      if (kind === 'expire') end(id, { status: 'expired', failure: { code: 'expired', message: 'El tiempo para pagar terminó' } })
    },
  }
}

function dropOldest(entries: Map<string, Entry>): void {
  if (entries.size <= keptPayments) return
  const oldest = entries.values().find((entry) => !isOpen(entry))
  if (oldest) entries.delete(oldest.payment.id)
}
