import { Hono } from 'hono'
import { html } from 'hono/html'
import { amountText, page, withQuery, type Markup } from '../sandbox/kernel/page.ts'
import { bankName } from './banks.ts'
import type { Transactions, Entry } from './transactions.ts'
import type { FinalStatus, Transaction } from './wire.ts'

const accents = {
  PSE: '#0b4f9e',
  BANCOLOMBIA_TRANSFER: '#2c2a29',
  BANCOLOMBIA_QR: '#2c2a29',
  BANCOLOMBIA_COLLECT: '#2c2a29',
  DAVIPLATA: '#c8102e',
  NEQUI: '#200020',
  CARD: '#1a4d3a',
} as const
const otps: Readonly<Record<string, { readonly status: FinalStatus; readonly message: string | null }>> = {
  '574829': { status: 'APPROVED', message: null },
  '932015': { status: 'DECLINED', message: 'La transacción fue rechazada por Daviplata' },
  '186743': { status: 'DECLINED', message: 'Fondos insuficientes' },
  '999999': { status: 'ERROR', message: 'Ocurrió un error procesando la transacción' },
}
const decisions: Readonly<Record<string, { readonly status: FinalStatus; readonly message: string | null }>> = {
  approve: { status: 'APPROVED', message: null },
  decline: { status: 'DECLINED', message: 'La transacción fue rechazada por la entidad financiera' },
  no_funds: { status: 'DECLINED', message: 'Fondos insuficientes' },
  cancel: { status: 'DECLINED', message: 'La transacción fue cancelada por el pagador' },
}

/** Where the payer stands when not at the merchant: the bank, the phone, the counter. One address per transaction. */
export function payPages(transactions: Transactions): Hono {
  const app = new Hono()
  app.get('/pago/:id', (context) => {
    const entry = transactions.find(context.req.param('id'))
    return entry ? context.html(screen(entry)) : context.html(missing(), 404)
  })
  app.post('/pago/:id', async (context) => {
    const id = context.req.param('id')
    const entry = transactions.find(id)
    if (!entry) return context.html(missing(), 404)
    const form = await context.req.parseBody()
    const decision = decisionOf(form)
    if (decision) transactions.finish(id, decision.status, decision.message)
    const after = transactions.find(id)?.transaction
    if (after && after.status !== 'PENDING' && after.redirect_url) return context.redirect(backTo(after), 303)
    return context.html(screen(transactions.find(id) ?? entry, decision ? undefined : 'Ese código no es correcto. Revisa los códigos de prueba.'))
  })
  app.post('/pago/:id/otp/send', (context) => (transactions.find(context.req.param('id')) ? context.json({ status: 'SENT' }) : context.json({}, 404)))
  app.post('/pago/:id/otp/validate', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined)
    const code = body && typeof body === 'object' && 'code' in body ? String(body.code) : ''
    const outcome = otps[code]
    if (outcome) transactions.finish(context.req.param('id'), outcome.status, outcome.message)
    return context.json({ status: outcome?.status ?? 'PENDING' })
  })
  return app
}

export const backTo = (transaction: Transaction) => withQuery(transaction.redirect_url ?? '', 'id', transaction.id)

const decisionOf = (form: Record<string, unknown>) =>
  typeof form['otp'] === 'string' ? otps[form['otp'].trim()] : decisions[String(form['decision'])]

function screen(entry: Entry, problem?: string): Markup {
  const { transaction, method } = entry
  return page({
    lang: 'es',
    title: titleOf(entry),
    brand: titleOf(entry),
    accent: accents[method.type],
    body: html`<main>${transaction.status === 'PENDING' ? question(entry, problem) : result(transaction)}</main>`,
  })
}

function titleOf({ method }: Entry): string {
  switch (method.type) {
    case 'PSE':
      return bankName(method.financial_institution_code) ?? 'PSE'
    case 'BANCOLOMBIA_TRANSFER':
      return 'Botón Bancolombia'
    case 'BANCOLOMBIA_QR':
      return 'QR Bancolombia'
    case 'BANCOLOMBIA_COLLECT':
      return 'Corresponsal Bancolombia'
    case 'DAVIPLATA':
      return 'Daviplata'
    case 'NEQUI':
      return 'Nequi'
    case 'CARD':
      return 'Verificación de tu banco'
  }
}

function question(entry: Entry, problem: string | undefined): Markup {
  const { transaction, method } = entry
  const alert = problem ? html`<p class="note problem" role="alert">${problem}</p>` : ''
  if (method.type === 'DAVIPLATA') {
    return html`<h1>Escribe tu clave de un solo uso</h1>
      ${bill(transaction)}${alert}
      <form method="post">
        <label for="otp">Código de 6 dígitos</label
        ><input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required /><button>Pagar</button>
      </form>
      <p class="note">Códigos de prueba: 574829 aprueba, 932015 rechaza, 186743 sin fondos, 999999 error. Con otro código el pago sigue pendiente.</p>
      <form method="post"><button class="plain" name="decision" value="cancel">Cancelar y volver</button></form>`
  }
  if (method.type === 'NEQUI') {
    return html`<div class="phone">
      <p class="soft">Notificación en el ${method.phone_number}</p>
      <h1>¿Pagas a Fashionistas?</h1>
      ${bill(transaction)}${buttons('Aceptar', 'Rechazar')}
    </div>`
  }
  if (method.type === 'BANCOLOMBIA_COLLECT') {
    const { business_agreement_code, payment_intention_identifier } = transaction.payment_method.extra
    return html`<h1>Recaudo en efectivo</h1>
      ${bill(transaction)}
      <dl>
        <dt>Convenio</dt>
        <dd>${String(business_agreement_code)}</dd>
        <dt>Referencia de pago</dt>
        <dd>${String(payment_intention_identifier)}</dd>
      </dl>
      ${buttons('Recibir el efectivo', 'Rechazar')}`
  }
  return html`<h1>Confirma tu pago</h1>
    <p class="soft">Estás en la página de tu entidad. Al confirmar, el dinero sale de tu cuenta de pruebas.</p>
    ${bill(transaction)}${alert}${buttons('Aprobar el pago', 'Rechazar')}
    <form method="post"><button class="plain" name="decision" value="no_funds">Simular saldo insuficiente</button></form>
    <form method="post"><button class="plain" name="decision" value="cancel">Cancelar y volver al comercio</button></form>`
}

const bill = (transaction: Transaction) =>
  html`<p class="amount">${amountText(transaction.amount_in_cents, 'COP', 'es')}</p>
    <dl>
      <dt>Comercio</dt>
      <dd>Fashionistas SAS</dd>
      <dt>Referencia</dt>
      <dd>${transaction.reference}</dd>
    </dl>`

const buttons = (yes: string, no: string) =>
  html`<form method="post"><button name="decision" value="approve">${yes}</button></form>
    <form method="post"><button class="plain" name="decision" value="decline">${no}</button></form>`

const words: Readonly<Record<Transaction['status'], string>> = {
  PENDING: 'Pago pendiente',
  APPROVED: 'Pago aprobado',
  DECLINED: 'Pago rechazado',
  ERROR: 'El pago no se pudo procesar',
  VOIDED: 'Pago anulado',
}

export const result = (transaction: Transaction): Markup =>
  html`<h1>${words[transaction.status]}</h1>
    ${bill(transaction)}${transaction.status_message ? html`<p class="note">${transaction.status_message}</p>` : ''}
    ${transaction.redirect_url ? html`<a class="button" href="${backTo(transaction)}">Volver al comercio</a>` : html`<p class="soft">Ya puedes cerrar esta página.</p>`}`

const missing = () =>
  page({
    lang: 'es',
    title: 'No encontrada',
    brand: 'Wompi de pruebas',
    accent: '#3d3846',
    body: html`<main>
      <h1>No encontramos este pago</h1>
      <p>El enlace no corresponde a ninguna transacción.</p>
    </main>`,
  })
