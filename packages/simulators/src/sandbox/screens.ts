import { html } from 'hono/html'
import { amountText, page, withQuery, type Markup } from './kernel/page.ts'
import type { Entry } from './payments.ts'
import { bankList, bankNameOf } from './sentinels.ts'
import { textsOf, type Lang, type Texts } from './texts.ts'

const accent = '#5a3e8e'
const waitRefreshSeconds = 2
const testCards: readonly (readonly [string, keyof Texts])[] = [
  ['4242 4242 4242 4242', 'approves'],
  ['4000 0000 0000 0002', 'declines'],
  ['4000 0000 0000 9995', 'noFunds'],
  ['4000 0025 0000 3155', 'asks'],
  ['4000 0000 0000 0069', 'expiredCard'],
  ['4000 0000 0000 0259', 'slow'],
]

export const backTo = ({ payment, input }: Entry): string => withQuery(input.returnUrl, 'id', payment.id)

/** The one page of a payment: what it shows follows from the payment alone. */
export function screen(entry: Entry, lang: Lang, problem: keyof Texts | undefined): Markup {
  const t = textsOf(lang)
  const isWaiting = entry.payment.status === 'pending'
  const alert = problem ? html`<p class="note problem" role="alert">${t[problem]}</p>` : html``
  return sheet(
    lang,
    html`${content(entry, lang, t, alert)}
      <p class="soft"><a href="?lang=${lang === 'es' ? 'en' : 'es'}">${t.otherLang}</a></p>`,
    isWaiting ? waitRefreshSeconds : undefined,
  )
}

export function sheet(lang: Lang, body: Markup, refreshSeconds?: number): Markup {
  const { brand } = textsOf(lang)
  return page({ lang, title: brand, brand, accent, body: html`<main>${body}</main>`, ...(refreshSeconds === undefined ? {} : { refreshSeconds }) })
}

function content(entry: Entry, lang: Lang, t: Texts, alert: Markup): Markup {
  const { payment } = entry
  switch (payment.status) {
    case 'succeeded':
    case 'failed':
    case 'expired':
    case 'refunded':
      return html`<h1>${t[payment.status]}</h1>
        ${bill(entry, lang, t)}${payment.failure ? html`<p class="note">${t[`failure_${payment.failure.code}`]}</p>` : ''}<a
          class="button"
          href="${backTo(entry)}"
          >${t.back}</a
        >`
    case 'pending':
      return html`<h1>${t.waiting}</h1>
        ${bill(entry, lang, t)}
        <p role="status">${t.waitingText}</p>
        <a class="button plain" href="${backTo(entry)}">${t.back}</a>`
    case 'requires_action':
      return html`${question(entry, lang, t, alert)}
        <form method="post"><button class="plain" name="act" value="cancel">${t.cancel}</button></form>`
  }
}

function question(entry: Entry, lang: Lang, t: Texts, alert: Markup): Markup {
  const money = bill(entry, lang, t)
  if (entry.stage === 'challenge')
    return html`<h1>${t.challengeTitle}</h1>
      ${money}${alert}
      <p>${t.challengeText}</p>
      ${oneField('challenge', 'code', t.code, t.confirm)}
      <form method="post"><button class="plain" name="act" value="reject_challenge">${t.reject}</button></form>`
  if (entry.stage === 'phone')
    return html`<div class="phone">
      <p class="soft">${t.push} ${entry.input.details.nequiPhone ?? ''}</p>
      <h1>${t.pushQuestion}</h1>
      ${money}${act('approve', t.accept)}${act('decline', t.reject, 'plain')}
    </div>`
  if (entry.stage === 'bank')
    return html`<h1>${bankNameOf(entry.input.details.bankCode ?? '') ?? t.bank}</h1>
      ${money}${bankButtons(t)}`
  switch (entry.payment.method) {
    case 'card':
      return cardForm(t, money, alert)
    case 'nequi':
      return html`<h1>${t.nequiTitle}</h1>
        ${money}${alert}${oneField('nequi', 'phone', t.phone, t.sendPush)}
        <p class="note">${t.nequiHint}</p>`
    case 'pse':
      return html`<h1>${t.pseTitle}</h1>
        ${money}
        <form method="post">
          <label for="bank">${t.bank}</label
          ><select id="bank" name="bank">
            ${bankList.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}</select
          ><button name="act" value="pse">${t.goToBank}</button>
        </form>`
    case 'daviplata':
      return html`<h1>${t.daviplataTitle}</h1>
        ${money}${alert}${oneField('otp', 'otp', t.otp, t.pay)}
        <p class="note">${t.otpHint}</p>`
    case 'bancolombia_transfer':
      return html`<h1>${t.transferTitle}</h1>
        ${money}${bankButtons(t)}`
    case 'bancolombia_qr':
      return html`<h1>${t.qrTitle}</h1>
        ${money}${bankButtons(t)}`
    case 'cash_voucher':
      return html`<h1>${t.counterTitle}</h1>
        ${money}${voucher(entry, t)}${act('approve', t.payCash)}`
  }
}

const bill = ({ payment, input }: Entry, lang: Lang, t: Texts): Markup =>
  html`<p class="amount">${amountText(payment.amount.minor, payment.amount.currency, lang)}</p>
    <dl>
      <dt>${t.to}</dt>
      <dd>${input.description}</dd>
      <dt>${t.reference}</dt>
      <dd>${payment.reference}</dd>
    </dl>`

function voucher({ payment: { next } }: Entry, t: Texts): Markup {
  return next?.kind === 'voucher'
    ? html`<dl>
        <dt>${t.agreement}</dt>
        <dd>${next.agreement}</dd>
        <dt>${t.voucher}</dt>
        <dd>${next.reference}</dd>
      </dl>`
    : html``
}

const act = (value: string, label: string, style = ''): Markup =>
  html`<form method="post"><button class="${style}" name="act" value="${value}">${label}</button></form>`
const bankButtons = (t: Texts): Markup =>
  html`<p>${t.bankQuestion}</p>
    ${act('approve', t.approve)}${act('decline', t.decline, 'plain')}${act('no_funds', t.simulateNoFunds, 'plain')}`
const oneField = (value: string, name: string, label: string, button: string): Markup =>
  html`<form method="post">
    <label for="${name}">${label}</label><input id="${name}" name="${name}" inputmode="numeric" autocomplete="off" maxlength="16" required /><button
      name="act"
      value="${value}"
    >
      ${button}
    </button>
  </form>`

const cardForm = (t: Texts, money: Markup, alert: Markup): Markup =>
  html`<h1>${t.cardTitle}</h1>
    ${money}${alert}
    <form method="post">
      <label for="number">${t.number}</label
      ><input id="number" name="number" inputmode="numeric" autocomplete="cc-number" placeholder="4242 4242 4242 4242" maxlength="23" required />
      <div class="pair">
        <div>
          <label for="expiry">${t.expiry}</label><input id="expiry" name="expiry" autocomplete="cc-exp" placeholder="12/29" maxlength="7" required />
        </div>
        <div>
          <label for="cvc">${t.cvc}</label
          ><input id="cvc" name="cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123" maxlength="4" required />
        </div>
      </div>
      <label for="holder">${t.holder}</label><input id="holder" name="holder" autocomplete="cc-name" required /><button name="act" value="card">
        ${t.pay}
      </button>
    </form>
    <div class="note"><strong>${t.testCards}</strong>${testCards.map(([number, meaning]) => html`<br />${number}: ${t[meaning]}`)}</div>`
