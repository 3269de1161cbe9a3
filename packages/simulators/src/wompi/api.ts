import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { z } from 'zod'
import { acceptanceToken } from './acceptance.ts'
import { financialInstitutions } from './banks.ts'
import { CardInput, cardToken, isPast } from './cards.ts'
import { createTransaction, type World } from './create-transaction.ts'
import { keyProblem } from './keys.ts'
import { inputError, notFound, zodError } from './wire.ts'

const Search = z.object({
  reference: z.string().optional(),
  id: z.string().optional(),
  status: z.string().optional(),
  payment_method_type: z.string().optional(),
  customer_email: z.string().optional(),
  from_date: z.string().optional(),
  until_date: z.string().optional(),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(50),
  order: z.enum(['ASC', 'DESC']).default('DESC'),
})

/** The REST part of Wompi, under /v1. */
export function api(world: World): Hono {
  const app = new Hono()
  app.use(cors())
  const needs = (needed: 'public' | 'private' | 'any', header: string | undefined) => keyProblem(header, needed, world.keys)

  app.get('/merchants/:key', (context) => {
    const key = context.req.param('key')
    const problem = needs('public', `Bearer ${key}`)
    if (problem) return context.json(problem, 401)
    return context.json({ data: merchant(world), meta: {} })
  })

  app.get('/pse/financial_institutions', (context) => {
    const problem = needs('any', context.req.header('authorization'))
    return problem ? context.json(problem, 401) : context.json({ data: financialInstitutions, meta: {} })
  })

  app.post('/tokens/cards', async (context) => {
    const problem = needs('public', context.req.header('authorization'))
    if (problem) return context.json(problem, 401)
    const card = CardInput.safeParse(await context.req.json().catch(() => undefined))
    if (!card.success) return context.json(zodError(card.error), 422)
    if (isPast(card.data, world.now())) return context.json(inputError('exp_year', 'La tarjeta está vencida'), 422)
    const token = cardToken(card.data, world.now(), world.merchantId)
    world.cards.set(token.id, token)
    const { outcome: _secret, ...shown } = token
    return context.json({ status: 'CREATED', data: shown }, 201)
  })

  app.post('/transactions', async (context) => {
    const problem = needs('any', context.req.header('authorization'))
    if (problem) return context.json(problem, 401)
    const { status, body } = createTransaction(world, await context.req.json().catch(() => undefined))
    return context.json(body, status)
  })

  app.get('/transactions/:id', (context) => {
    const header = context.req.header('authorization')
    const problem = header ? needs('any', header) : undefined
    if (problem) return context.json(problem, 401)
    const entry = world.transactions.find(context.req.param('id'))
    return entry ? context.json({ data: entry.transaction, meta: {} }) : context.json(notFound, 404)
  })

  app.get('/transactions', (context) => {
    const problem = needs('private', context.req.header('authorization'))
    if (problem) return context.json(problem, 401)
    const search = Search.safeParse(context.req.query())
    return search.success ? context.json(find(world, search.data)) : context.json(zodError(search.error), 422)
  })

  app.post('/transactions/:id/void', async (context) => {
    const problem = needs('private', context.req.header('authorization'))
    if (problem) return context.json(problem, 401)
    const entry = world.transactions.find(context.req.param('id'))
    if (!entry) return context.json(notFound, 404)
    const { amount_in_cents } = z
      .object({ amount_in_cents: z.int().optional() })
      .catch({})
      .parse(await context.req.json().catch(() => ({})))
    const { transaction } = entry
    if (transaction.payment_method_type !== 'CARD' || transaction.status !== 'APPROVED')
      return context.json(inputError('transaction', 'La transacción no se puede anular'), 422)
    if (bogotaDay(Date.parse(transaction.created_at)) !== bogotaDay(world.now()))
      return context.json(inputError('transaction', 'La transacción ya fue liquidada y no se puede anular'), 422)
    if (amount_in_cents !== undefined && amount_in_cents !== transaction.amount_in_cents)
      return context.json(inputError('amount_in_cents', 'Solo se puede anular el valor total'), 422)
    world.transactions.voidLater(transaction.id, world.timers.voided)
    return context.json({ data: { status: 'PENDING', transaction }, meta: {} }, 201)
  })
  app.notFound((context) => context.json(notFound, 404))
  return app
}

function merchant(world: World) {
  const methods = ['CARD', 'NEQUI', 'PSE', 'BANCOLOMBIA_TRANSFER', 'BANCOLOMBIA_QR', 'BANCOLOMBIA_COLLECT', 'DAVIPLATA']
  const token = (kind: 'END_USER_POLICY' | 'PERSONAL_DATA_AUTH') => acceptanceToken(kind, world.now(), world.keys.integritySecret)
  return {
    id: world.merchantId,
    name: 'Fashionistas SAS',
    legal_id: '901234567',
    legal_id_type: 'NIT',
    contact_name: 'Ana',
    phone_number: '+573001112233',
    active: true,
    logo_url: null,
    email: 'pagos@example.co',
    accepted_currencies: ['COP'],
    accepted_payment_methods: methods,
    payment_methods: methods.map((name) => ({ name, payment_processors: [{ name: 'SANDBOX' }] })),
    presigned_acceptance: {
      acceptance_token: token('END_USER_POLICY'),
      permalink: 'https://wompi.com/assets/downloadble/reglamento-Usuarios-Colombia.pdf',
      type: 'END_USER_POLICY',
    },
    presigned_personal_data_auth: {
      acceptance_token: token('PERSONAL_DATA_AUTH'),
      permalink: 'https://wompi.com/assets/downloadble/autorizacion-administracion-datos-personales.pdf',
      type: 'PERSONAL_DATA_AUTH',
    },
  }
}

function find(world: World, search: z.infer<typeof Search>) {
  const matches = world.transactions
    .all()
    .map(({ transaction }) => transaction)
    .filter(
      (transaction) =>
        (!search.reference || transaction.reference === search.reference) &&
        (!search.id || transaction.id === search.id) &&
        (!search.status || transaction.status === search.status) &&
        (!search.payment_method_type || transaction.payment_method_type === search.payment_method_type) &&
        (!search.customer_email || transaction.customer_email === search.customer_email) &&
        (!search.from_date || bogotaDay(Date.parse(transaction.created_at)) >= search.from_date) &&
        (!search.until_date || bogotaDay(Date.parse(transaction.created_at)) <= search.until_date),
    )
  const ordered = search.order === 'DESC' ? matches.toReversed() : matches
  const start = (search.page - 1) * search.page_size
  return {
    data: ordered.slice(start, start + search.page_size),
    meta: { page: search.page, page_size: search.page_size, total_results: matches.length },
  }
}

/** Colombia keeps UTC-5 all year. */
const bogotaDay = (at: number) => new Date(at - 5 * 3_600_000).toISOString().slice(0, 10)
