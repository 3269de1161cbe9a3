import { html, raw } from 'hono/html'
import type { Markup, View } from './page.ts'
import type { Press, Shown } from './shown.ts'
import { phoneText, timeText, type Lang, type Texts } from './texts.ts'

/** A conversation as the person's phone shows it, with a line to answer. */
export function thread({ texts, lang, tab }: View, person: string, own: readonly Shown[]): Markup {
  const here = own.filter(({ channel }) => channel === tab)
  const to = (name: string) => `/dev/inbox/with/${encodeURIComponent(person)}?tab=${name}`
  const tabs = (['whatsapp', 'sms'] as const).map(
    (name) => html`<a href="${to(name)}" ${name === tab ? html` aria-current="page"` : ''}>${texts[name]}</a>`,
  )
  return html`<section class="phone" data-person="${person}" aria-label="${phoneText(person)}">
    <header class="bar">
      <a class="back" href="/dev/inbox" aria-label="${texts.back}">‹</a><span class="dot" aria-hidden="true">F</span>
      <div><b>${texts.business}</b><small>${phoneText(person)}</small></div>
      <div class="tabs">${tabs}</div>
    </header>
    <div id="live" class="thread">
      ${here.length === 0 ? html`<p class="hint">${texts.empty}</p>` : here.map((message) => bubble(message, texts, lang))}
    </div>
    ${tab === 'sms' ? html`<p class="note">${texts.smsNote}</p>` : html`<form class="write" data-answer method="post" action="/dev/inbox/answer"><input type="hidden" name="person" value="${person}" /><input name="text" aria-label="${texts.message}" placeholder="${texts.message}" autocomplete="off" required maxlength="4000" /><button class="filled">${texts.send}</button></form>`}
  </section>`
}

function bubble(message: Shown, texts: Texts, lang: Lang): Markup {
  const { direction, text, footer, attachments, place, buttons, at, template, channel } = message
  const isMine = direction === 'from_person'
  return html`<article class="${isMine ? 'bubble mine' : 'bubble'}" ${template ? html` data-template="${template}"` : ''}>
    ${attachments.map((file) => attachment(file))}${place ? html`<div class="place"><b>${place.name}</b>${place.address}<br /><a href="https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=17/${place.latitude}/${place.longitude}" target="_blank" rel="noreferrer">${texts.map}</a></div>` : ''}
    ${text ? html`<div class="words">${raw(wordsOf(text))}</div>` : ''}${footer ? html`<div class="foot">${footer}</div>` : ''}
    <div class="when"><time>${timeText(at, lang)}</time>${isMine ? '' : ticks(message, texts)}</div>
    ${channel === 'whatsapp' ? buttons.map((press) => pressable(press, message, texts)) : ''}
  </article>`
}

function ticks({ status, failure }: Shown, texts: Texts): Markup {
  const sign = { accepted: '◷', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '✕' }[status]
  return html`<span class="ticks ${status}" role="img" aria-label="${texts[status]}" title="${texts[status]}${failure ? ` (${failure})` : ''}"
    >${sign}</span
  >`
}

export function attachment({ filename, contentType, blob, bytes }: Shown['attachments'][number]): Markup {
  const kind = filename.includes('.') ? filename.split('.').at(-1)?.toUpperCase().slice(0, 4) : contentType.split('/')[1]?.slice(0, 4).toUpperCase()
  return html`<a class="file" href="/dev/inbox/files/${blob}/${encodeURIComponent(filename)}" target="_blank" rel="noopener"
    ><span class="kind">${kind}</span><span><b>${filename}</b><small>${Math.max(1, Math.round(bytes / 1024))} KB</small></span></a
  >`
}

function pressable({ kind, text, value }: Press, { person, id }: Shown, texts: Texts): Markup {
  switch (kind) {
    case 'url':
      return html`<a class="press" href="${value}" target="_blank" rel="noopener">${text}</a>`
    case 'copy':
      return html`<button class="press" type="button" data-copy="${value}" data-done="${texts.copied}">${text}</button>`
    case 'answer':
      return html`<form data-answer method="post" action="/dev/inbox/answer">
        <input type="hidden" name="person" value="${person}" /><input type="hidden" name="text" value="${text}" /><input
          type="hidden"
          name="payload"
          value="${value}"
        /><input type="hidden" name="answers" value="${id}" /><button class="press">${text}</button>
      </form>`
  }
}

/** Escaped first, then *bold* and links as WhatsApp shows them. */
export function wordsOf(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  return safe
    .replaceAll(/\*([^*\n]+)\*/g, '<strong>$1</strong>')
    .replaceAll(/https?:\/\/[^\s<]+[^\s<.,;)]/g, (url) => `<a href="${url}" target="_blank" rel="noopener">${url}</a>`)
}
