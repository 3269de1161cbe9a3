import { html } from 'hono/html'
import { thread } from './phone-view.ts'
import type { Shown } from './shown.ts'
import { phoneText, timeText, type Lang, type Texts } from './texts.ts'
import { mailView } from './mail-view.ts'

export type Markup = ReturnType<typeof html>
export type View = {
  readonly lang: Lang
  readonly texts: Texts
  readonly version: number
  readonly all: readonly Shown[]
  readonly person: string | undefined
  readonly tab: 'whatsapp' | 'sms'
}
export const isMail = (person: string): boolean => person.includes('@')

/** People on the left, what they see on the right; on a phone one after the other. */
export function page(view: View): Markup {
  const { lang, texts, version, person } = view
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${person ? `${phoneText(person)} · ` : ''}${texts.title}</title>
        <link rel="stylesheet" href="/dev/inbox/inbox.css" />
        <script type="module" src="/dev/inbox/inbox.js"></script>
      </head>
      <body data-version="${version}">
        <div class="${person ? 'app open' : 'app'}">
          <nav class="people" aria-label="${texts.title}">
            <h1>${texts.title}</h1>
            <p class="lead">${texts.lead}</p>
            <div id="people">${people(view)}</div>
            <form class="aside" action="/dev/inbox/open">
              <label for="phone">${texts.writeAs}</label>
              <div class="row">
                <input
                  id="phone"
                  name="phone"
                  type="tel"
                  inputmode="tel"
                  placeholder="+57 300 123 4567"
                  aria-label="${texts.phone}"
                  required
                /><button class="plain">${texts.open}</button>
              </div>
            </form>
          </nav>
          <main class="stage">${stage(view)}</main>
        </div>
      </body>
    </html>`
}

function people({ all, texts, person: current, lang }: View): Markup | readonly Markup[] {
  const last = new Map<string, Shown>()
  for (const message of all) if ((last.get(message.person)?.at ?? 0) <= message.at) last.set(message.person, message)
  const rows = [...last.values()].toSorted((a, b) => b.at - a.at)
  if (rows.length === 0)
    return html`<div class="hint">
      <h2 class="serif">${texts.nobody}</h2>
      <p>${texts.nobodyHint}</p>
    </div>`
  const group = (title: string, some: readonly Shown[]) =>
    some.length === 0
      ? html``
      : html`<h2>${title}</h2>
          <ul>
            ${some.map(
              (message) =>
                html`<li>
                  <a
                    class="person"
                    href="/dev/inbox/with/${encodeURIComponent(message.person)}"
                    ${message.person === current ? html` aria-current="page"` : ''}
                    ><b>${phoneText(message.person)}</b><time>${timeText(message.at, lang)}</time
                    ><span>${(message.subject ?? message.text).replaceAll('*', '').slice(0, 90)}</span></a
                  >
                </li>`,
            )}
          </ul>`
  return [
    group(
      texts.phones,
      rows.filter(({ person }) => !isMail(person)),
    ),
    group(
      texts.mailboxes,
      rows.filter(({ person }) => isMail(person)),
    ),
  ]
}

function stage(view: View): Markup {
  const { person, texts, all } = view
  if (!person)
    return html`<div id="live" class="hint">
      <h2 class="serif">${texts.choose}</h2>
      <p>${texts.chooseHint}</p>
    </div>`
  const own = all.filter((message) => message.person === person).toSorted((a, b) => a.at - b.at)
  return isMail(person) ? mailView(view, person, own) : thread(view, person, own)
}
