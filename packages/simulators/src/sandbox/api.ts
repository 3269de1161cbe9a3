import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Payments, RefundAnswer } from './payments.ts'
import { bankList } from './sentinels.ts'
import { CreatePayment, CreateRefund, problem } from './wire.ts'

/** The protocol of README.md, under /v1. */
export function api(payments: Payments, secret: string, now: () => number): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    const isAllowed = same(context.req.header('authorization') ?? '', `Bearer ${secret}`)
    return isAllowed ? await next() : context.json(problem('unauthorized', 'Wrong or missing secret'), 401)
  })

  app.get('/banks', (context) => context.json({ data: bankList }))

  app.post('/payments', async (context) => {
    const input = CreatePayment.safeParse(await context.req.json().catch(() => undefined))
    if (!input.success) return context.json(problem('invalid', input.error.message), 422)
    const earlier = payments.all().find(({ payment }) => payment.reference === input.data.reference)
    if (earlier) {
      const isSame = earlier.input.amount.minor === input.data.amount.minor && earlier.input.amount.currency === input.data.amount.currency
      return isSame
        ? context.json({ data: earlier.payment })
        : context.json(problem('reference_reused', 'This reference belongs to another amount'), 409)
    }
    if (Date.parse(input.data.expiresAt) <= now()) return context.json(problem('invalid', 'expiresAt must be in the future'), 422)
    return context.json({ data: payments.open(input.data) }, 201)
  })

  app.get('/payments/:id', (context) => {
    const entry = payments.find(context.req.param('id'))
    return entry ? context.json({ data: entry.payment }) : context.json(problem('not_found', 'No such payment'), 404)
  })

  app.get('/payments', (context) => {
    const reference = context.req.query('reference')
    if (!reference) return context.json(problem('invalid', 'reference is required'), 422)
    return context.json({
      data: payments
        .all()
        .filter(({ payment }) => payment.reference === reference)
        .map(({ payment }) => payment),
    })
  })

  app.post('/payments/:id/refunds', async (context) => {
    const input = CreateRefund.safeParse(await context.req.json().catch(() => undefined))
    const idempotencyKey = context.req.header('idempotency-key')
    if (!input.success || !idempotencyKey) return context.json(problem('invalid', 'amount, reason and the header Idempotency-Key are required'), 422)
    const answer = payments.refund(context.req.param('id'), { ...input.data, idempotencyKey })
    switch (answer.kind) {
      case 'done':
        return context.json({ data: answer.refund }, 201)
      case 'repeated':
        return context.json({ data: answer.refund })
      case 'key_reused':
      case 'not_paid':
      case 'too_much':
        return context.json(problem(answer.kind, refusals[answer.kind]), answer.kind === 'key_reused' ? 409 : 422)
    }
  })
  return app
}

const refusals: Readonly<Record<Exclude<RefundAnswer['kind'], 'done' | 'repeated'>, string>> = {
  key_reused: 'This key belongs to a refund of another amount',
  not_paid: 'Only a paid payment can be refunded',
  too_much: 'More than what is left of the payment',
}

function same(told: string, expected: string): boolean {
  return told.length === expected.length && timingSafeEqual(Buffer.from(told), Buffer.from(expected))
}
