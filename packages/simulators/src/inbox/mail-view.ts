import { html } from 'hono/html'
import type { Markup, View } from './page.ts'
import { attachment } from './phone-view.ts'
import type { Shown } from './shown.ts'
import { timeText, type Lang, type Texts } from './texts.ts'

/** A mailbox, newest first. A mail's HTML stands in a sandboxed frame: no scripts, links open outside. */
export function mailView({ texts, lang }: View, person: string, own: readonly Shown[]): Markup {
  const newest = own.toReversed()
  return html`<section class="mailbox" data-person="${person}" aria-label="${person}">
    <header class="bar">
      <a class="back" href="/dev/inbox" aria-label="${texts.back}">‹</a><span class="dot" aria-hidden="true">@</span>
      <div><b>${person}</b><small>${texts.mailCount(own.length)}</small></div>
    </header>
    <div id="live" class="mails">
      ${newest.length === 0 ? html`<p class="hint">${texts.empty}</p>` : newest.map((mail, at) => entry(mail, at === 0, texts, lang))}
    </div>
  </section>`
}

function entry({ id, subject, text, html: body, attachments, at }: Shown, isFirst: boolean, texts: Texts, lang: Lang): Markup {
  return html`<details id="mail-${id}" ${isFirst ? html` open` : ''}>
    <summary><b>${subject || texts.noSubject}</b><time>${timeText(at, lang)}</time><span>${text.slice(0, 160)}</span></summary>
    ${attachments.length > 0 ? html`<div class="files" aria-label="${texts.attachments}">${attachments.map((file) => attachment(file))}</div>` : ''}
    ${body ? html`<iframe title="${subject || texts.noSubject}" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" loading="lazy" src="/dev/inbox/mail/${encodeURIComponent(id)}"></iframe>` : html`<pre>${text}</pre>`}
  </details>`
}
