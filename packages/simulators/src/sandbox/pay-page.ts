import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import type { Entry, Payments } from './payments.ts'
import { bankOutcome, cardOutcome, nequiOutcome, otpOutcomes, type Outcome } from './sentinels.ts'
import { backTo, screen, sheet } from './screens.ts'
import { langOf, textsOf, type Texts } from './texts.ts'

const challengeCode = '123456'

/** What a form means: an outcome (perhaps with something to remember), or a sentence about what is wrong with it. */
type Read =
  | { readonly outcome: Outcome; readonly stage?: Entry['stage']; readonly details?: Entry['input']['details'] }
  | { readonly problem: keyof Texts }

/** The hosted page. Card data are read here and forgotten: only the outcome is kept. */
export function payPage(payments: Payments, now: () => number): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
    context.header('referrer-policy', 'no-referrer')
    context.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'")
  })

  app.get('/pay/:key', (context) => {
    const entry = payments.findPage(context.req.param('key'))
    return entry ? context.html(screen(entry, lang(context), undefined)) : context.html(missing(context), 404)
  })

  app.post('/pay/:key', async (context) => {
    const entry = payments.findPage(context.req.param('key'))
    if (!entry) return context.html(missing(context), 404)
    const read = readForm(entry, await context.req.parseBody(), now())
    if ('problem' in read) return context.html(screen(entry, lang(context), read.problem), 422)
    payments.decide(entry.payment.id, read.outcome, read.stage, read.details)
    const after = payments.find(entry.payment.id) ?? entry
    const isFinal = after.payment.finishedAt !== null
    // A QR or a voucher is paid on another device than the one that shops: there is nothing to go back to.
    const returns = after.payment.method !== 'bancolombia_qr' && after.payment.method !== 'cash_voucher'
    return isFinal && returns ? context.redirect(backTo(after), 303) : context.html(screen(after, lang(context), undefined))
  })

  app.get('/counter', (context) => {
    const reference = context.req.query('reference')?.trim()
    const t = textsOf(lang(context))
    const found = reference ? payments.all().find(({ payment: { next } }) => next?.kind === 'voucher' && next.reference === reference) : undefined
    if (found) return context.redirect(`pay/${found.pageKey}?lang=${lang(context)}`)
    return context.html(
      sheet(
        lang(context),
        html`<h1>${t.counterTitle}</h1>
          <p>${t.counterText}</p>
          ${reference ? html`<p class="note problem" role="alert">${t.notFoundVoucher}</p>` : ''}
          <form method="get">
            <label for="reference">${t.voucher}</label><input id="reference" name="reference" inputmode="numeric" required /><button>
              ${t.search}
            </button>
          </form>`,
      ),
    )
  })

  return app
}

const lang = (context: Context) => langOf(context.req.query('lang'), context.req.header('accept-language'))
const missing = (context: Context) => sheet(lang(context), html`<h1>${textsOf(lang(context)).missing}</h1>`)

function readForm(entry: Entry, form: Record<string, unknown>, now: number): Read {
  const field = (name: string) => {
    const value = form[name]
    return typeof value === 'string' ? value.trim() : '' // a file, or nothing
  }
  switch (field('act')) {
    case 'card':
      return readCard(entry, field('number'), field('expiry'), now)
    case 'challenge':
      return field('code') === challengeCode ? { outcome: { kind: 'approve' } } : { problem: 'wrongCode' }
    case 'reject_challenge':
      return failed('authentication_failed', 'La verificación 3-D Secure no se completó')
    case 'nequi': {
      const nequiPhone = field('phone').replaceAll(/\D/g, '').slice(-10)
      return /^3\d{9}$/.test(nequiPhone) ? { outcome: nequiOutcome(nequiPhone), stage: 'phone', details: { nequiPhone } } : { problem: 'wrongPhone' }
    }
    case 'pse':
      return { outcome: bankOutcome(field('bank')), stage: 'bank', details: { bankCode: field('bank') } }
    case 'otp': {
      const outcome = otpOutcomes[field('otp')]
      return outcome ? { outcome } : { problem: 'wrongCode' }
    }
    case 'approve':
      // A card is approved by its number or its challenge, never by a button that the page does not show.
      return entry.payment.method === 'card' ? { problem: 'wrongCard' } : { outcome: { kind: 'approve' } }
    case 'no_funds':
      return failed('insufficient_funds', 'Fondos insuficientes')
    case 'cancel':
      return failed('cancelled_by_payer', 'Cancelaste el pago')
    default:
      return failed('declined', 'Rechazaste el pago')
  }
}

function readCard(entry: Entry, number: string, expiry: string, now: number): Read {
  const outcome = cardOutcome(number)
  if (!outcome || entry.payment.method !== 'card') return { problem: 'wrongCard' }
  const [, month, year] = /^(0[1-9]|1[0-2])\s*\/\s*(?:20)?(\d{2})$/.exec(expiry) ?? []
  if (!month || !year || Date.UTC(2000 + Number(year), Number(month), 1) <= now) return { problem: 'wrongExpiry' }
  return { outcome }
}

const failed = (code: Extract<Outcome, { kind: 'fail' }>['code'], message: string): Read => ({ outcome: { kind: 'fail', code, message } })
