import { Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { amountText, page, type Markup } from '../sandbox/kernel/page.ts'
import { financialInstitutions } from './banks.ts'
import { CardInput, cardToken, isPast } from './cards.ts'
import { openTransaction, type World } from './create-transaction.ts'
import { result } from './pay-pages.ts'
import { integritySignature } from './signature.ts'
import { PaymentMethod, type CreateTransaction } from './wire.ts'

const accent = '#1a4d3a'
const brand = 'Checkout de pruebas Wompi'
/** For so long the payer may try again with another method: same reference, another transaction. */
const retryWindowMs = 3 * 60_000

const Query = z.object({
  'public-key': z.string(),
  currency: z.literal('COP'),
  'amount-in-cents': z.coerce.number().int().min(1),
  reference: z.string().min(1).max(255),
  'signature:integrity': z.string(),
  'redirect-url': z.url({ protocol: /^https?$/ }).optional(),
  'expiration-time': z.iso.datetime().optional(),
  'customer-data:email': z.email().optional(),
  'customer-data:full-name': z.string().optional(),
  'customer-data:phone-number': z.string().optional(),
  'customer-data:legal-id': z.string().optional(),
  'customer-data:legal-id-type': z.string().optional(),
})
type Query = z.infer<typeof Query>
const Form = z.object({
  method: z.enum(['CARD', 'NEQUI', 'PSE', 'BANCOLOMBIA_TRANSFER']),
  number: z.string().optional(),
  expiry: z.string().optional(),
  cvc: z.string().optional(),
  card_holder: z.string().optional(),
  phone_number: z.string().optional(),
  bank: z.string().optional(),
  email: z.string().optional(),
})

/** Wompi's web checkout: the merchant sends the payer to `/p/` with everything in the address. */
export function checkoutPages(world: World): Hono {
  const app = new Hono()
  app.get('/p/', (context) => {
    const query = check(world, context.req.query())
    if (typeof query === 'string')
      return context.html(
        sheet(
          html`<h1>No se puede abrir el pago</h1>
            <p class="note problem">${query}</p>`,
        ),
        422,
      )
    const last = attempts(world, query).at(-1)?.transaction
    if (last?.status === 'APPROVED') return context.html(sheet(result(last)))
    return context.html(sheet(form(query, undefined)))
  })
  app.post('/p/', async (context) => {
    const query = check(world, context.req.query())
    if (typeof query === 'string') return context.html(sheet(html`<p class="note problem">${query}</p>`), 422)
    const [first] = attempts(world, query)
    if (first && world.now() - Date.parse(first.transaction.created_at) > retryWindowMs)
      return context.html(sheet(form(query, 'El tiempo para intentar de nuevo terminó. Vuelve al comercio.')), 422)
    const method = methodOf(world, query, await context.req.parseBody())
    if (typeof method === 'string') return context.html(sheet(form(query, method)), 422)
    const { id } = openTransaction(world, inputOf(query), method)
    return context.redirect(`estado/${id}?${new URL(context.req.url).searchParams}`, 303)
  })
  app.get('/p/estado/:id', (context) => {
    const transaction = world.transactions.find(context.req.param('id'))?.transaction
    if (!transaction) return context.notFound()
    const { async_payment_url } = transaction.payment_method.extra
    if (transaction.status === 'PENDING' && typeof async_payment_url === 'string') return context.redirect(async_payment_url)
    if (transaction.status === 'PENDING')
      return context.html(
        sheet(
          html`<h1>Estamos procesando tu pago</h1>
            <p role="status">Esta página se actualiza sola. Si pagas con Nequi, acepta la notificación en tu celular.</p>`,
          1,
        ),
      )
    const retry =
      transaction.status === 'APPROVED'
        ? ''
        : html`<a class="button plain" href="../?${new URL(context.req.url).searchParams.toString()}">Intentar con otro medio</a>`
    return context.html(sheet(html`${result(transaction)}${retry}`))
  })
  return app
}

const attempts = (world: World, query: Query) => world.transactions.all().filter(({ transaction }) => transaction.reference === query.reference)

function check(world: World, raw: Record<string, string>): Query | string {
  const parsed = Query.safeParse(raw)
  if (!parsed.success) return `Faltan datos o no son válidos: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`
  const query = parsed.data
  if (query['public-key'] !== world.keys.publicKey) return 'La llave pública no es válida.'
  const charged = {
    reference: query.reference,
    amount_in_cents: query['amount-in-cents'],
    currency: query.currency,
    expiration_time: query['expiration-time'],
  }
  if (integritySignature(charged, world.keys.integritySecret) !== query['signature:integrity']) return 'La firma es inválida.'
  if (query['expiration-time'] && Date.parse(query['expiration-time']) <= world.now()) return 'Este pago ya expiró.'
  return query
}

function methodOf(world: World, query: Query, raw: Record<string, unknown>): PaymentMethod | string {
  const parsed = Form.safeParse(raw)
  if (!parsed.success) return 'Elige un medio de pago.'
  const fields = parsed.data
  if (fields.method === 'CARD') {
    const [exp_month = '', exp_year = ''] = (fields.expiry ?? '').split('/').map((part) => part.trim())
    const card = CardInput.safeParse({ number: fields.number, cvc: fields.cvc, exp_month, exp_year, card_holder: fields.card_holder })
    if (!card.success || isPast(card.data, world.now())) return 'Revisa los datos de la tarjeta.'
    const token = cardToken(card.data, world.now(), world.merchantId)
    world.cards.set(token.id, token)
    return { type: 'CARD', token: token.id, installments: 1 }
  }
  const description = `Pago ${query.reference}`.slice(0, 30)
  const wire = {
    NEQUI: { type: 'NEQUI', phone_number: fields.phone_number },
    PSE: {
      type: 'PSE',
      user_type: 0,
      user_legal_id_type: 'CC',
      user_legal_id: query['customer-data:legal-id'] ?? '1020304050',
      financial_institution_code: fields.bank,
      payment_description: description,
    },
    BANCOLOMBIA_TRANSFER: { type: 'BANCOLOMBIA_TRANSFER', payment_description: description, user_type: 'PERSON' },
  }[fields.method]
  const method = PaymentMethod.safeParse(wire)
  return method.success ? method.data : 'Revisa los datos del medio de pago.'
}

function inputOf(query: Query): CreateTransaction {
  return {
    acceptance_token: 'web-checkout',
    accept_personal_auth: 'web-checkout',
    amount_in_cents: query['amount-in-cents'],
    currency: 'COP',
    reference: query.reference,
    customer_email: query['customer-data:email'] ?? 'pagador@example.co',
    redirect_url: query['redirect-url'] ?? null,
    customer_data: { full_name: query['customer-data:full-name'] ?? 'Pagador de pruebas', phone_number: query['customer-data:phone-number'] },
  }
}

const sheet = (body: Markup, refreshSeconds?: number) =>
  page({ lang: 'es', title: 'Pago', brand, accent, body: html`<main>${body}</main>`, ...(refreshSeconds === undefined ? {} : { refreshSeconds }) })

const form = (query: Query, problem: string | undefined): Markup =>
  html`<h1>Elige cómo pagar</h1>
    <p class="amount">${amountText(query['amount-in-cents'], 'COP', 'es')}</p>
    <p class="soft">Referencia ${query.reference}</p>
    ${problem ? html`<p class="note problem" role="alert">${problem}</p>` : ''}
    <form method="post">
      <fieldset>
        <legend>Tarjeta</legend>
        <label for="number">Número</label
        ><input id="number" name="number" inputmode="numeric" autocomplete="cc-number" placeholder="4242 4242 4242 4242" />
        <div class="pair">
          <div><label for="expiry">Vence (MM/AA)</label><input id="expiry" name="expiry" autocomplete="cc-exp" placeholder="12/29" /></div>
          <div><label for="cvc">CVC</label><input id="cvc" name="cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123" /></div>
        </div>
        <label for="card_holder">Nombre en la tarjeta</label><input id="card_holder" name="card_holder" autocomplete="cc-name" /><button
          name="method"
          value="CARD"
        >
          Pagar con tarjeta
        </button>
      </fieldset>
    </form>
    <form method="post">
      <fieldset>
        <legend>Nequi</legend>
        <label for="phone_number">Celular</label><input id="phone_number" name="phone_number" inputmode="tel" placeholder="3991111111" /><button
          name="method"
          value="NEQUI"
        >
          Pagar con Nequi
        </button>
      </fieldset>
    </form>
    <form method="post">
      <fieldset>
        <legend>PSE</legend>
        <label for="bank">Banco</label
        ><select id="bank" name="bank">
          ${financialInstitutions.map((bank) => html`<option value="${bank.financial_institution_code}">${bank.financial_institution_name}</option>`)}</select
        ><button name="method" value="PSE">Ir a mi banco</button>
      </fieldset>
    </form>
    <form method="post"><button class="plain" name="method" value="BANCOLOMBIA_TRANSFER">Botón Bancolombia</button></form>
    <p class="note">Pruebas: tarjeta 4242 4242 4242 4242 aprueba, 4111 1111 1111 1111 rechaza. Nequi 3991111111 aprueba, 3992222222 rechaza.</p>`
