/** One sheet for the local inbox: bone, ink, hairlines, one accent; nothing is loaded from elsewhere. */
export const sheet = `
:root { --ink: #141210; --soft: #5f5951; --bone: #F6F1E8; --paper: #FFFDF8; --line: #14121020; --accent: #C4106A; --wash: #F7DFEA; --ok: #1F7A4D; --bad: #B3261E; --info: #1F5FA8; --code: #EFE8DB }
@media (prefers-color-scheme: dark) { :root { --ink: #F4EFE6; --soft: #B3AA9C; --bone: #12100E; --paper: #1D1A17; --line: #F4EFE626; --accent: #FF6FB0; --wash: #43172C; --ok: #6CC596; --bad: #FF8A80; --info: #86B8F2; --code: #292520 } }
* { box-sizing: border-box }
html, body { height: 100% }
body { margin: 0; background: var(--bone); color: var(--ink); font: 16px/1.5 'Inter Variable', Inter, system-ui, sans-serif; -webkit-font-smoothing: antialiased }
h1, h2, .serif { font-family: 'Fraunces Variable', Fraunces, Georgia, 'Times New Roman', serif; font-weight: 450; letter-spacing: -.015em; line-height: 1.15; margin: 0; text-wrap: balance }
a { color: inherit } a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
button { font: inherit; cursor: pointer }
.app { display: grid; grid-template-columns: 22rem minmax(0, 1fr); height: 100dvh }
.people { border-right: 1px solid var(--line); overflow-y: auto; padding: 28px 20px }
.people h1 { font-size: 1.9rem } .people .lead { color: var(--soft); font-size: .92rem; margin: 8px 0 20px }
.people h2 { font: 600 .75rem/1 'Inter Variable', Inter, system-ui, sans-serif; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); margin: 24px 0 6px }
.people ul { list-style: none; margin: 0; padding: 0 }
.person { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 10px; padding: 12px; text-decoration: none; border-bottom: 1px solid var(--line) }
.person:hover { background: var(--paper) } .person[aria-current] { background: var(--paper); box-shadow: inset 3px 0 var(--accent) }
.person b { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums } .person time { color: var(--soft); font-size: .8rem; align-self: center }
.person span { grid-column: 1 / -1; color: var(--soft); font-size: .88rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.aside { margin-top: 28px; padding-top: 20px; border-top: 1px solid var(--line) } .aside label { display: block; font-size: .88rem; font-weight: 600; margin-bottom: 6px } .aside .row { display: flex; gap: 8px }
input { font: inherit; font-size: 16px; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 2px; padding: 10px 12px; min-width: 0; width: 100% }
.plain { min-height: 44px; padding: 0 16px; border: 1px solid var(--ink); border-radius: 2px; background: transparent; color: inherit; font-weight: 600 }
.plain:hover { background: var(--ink); color: var(--bone) }
.filled { min-height: 44px; padding: 0 18px; border: 1px solid var(--accent); border-radius: 2px; background: var(--accent); color: var(--paper); font-weight: 600 }
@media (prefers-color-scheme: dark) { .filled { color: #12100E } }
.stage { min-width: 0; min-height: 0; display: grid; place-items: center; padding: 24px; overflow: hidden }
.hint { text-align: center; max-width: 26rem } .people .hint h2, .hint h2 { font: 450 1.6rem/1.2 "Fraunces Variable", Fraunces, Georgia, serif; letter-spacing: -.015em; text-transform: none; color: inherit } .hint p { color: var(--soft) }
.phone { width: min(100%, 26.5rem); height: 100%; max-height: 54rem; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto minmax(0, 1fr) auto; background: var(--paper); border: 1px solid var(--line); border-radius: 28px; overflow: hidden }
.bar { display: flex; align-items: center; gap: 12px; padding: 14px 18px; border-bottom: 1px solid var(--line) }
.bar .dot { width: 38px; height: 38px; flex: none; border-radius: 50%; background: var(--ink); color: var(--bone); display: grid; place-items: center; font: 450 1.15rem/1 Georgia, serif } .bar b { display: block; line-height: 1.2 } .bar small { color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums } .bar div { min-width: 0 } .bar b { overflow: hidden; text-overflow: ellipsis }
.bar .back { display: none; text-decoration: none; font-size: 1.5rem; line-height: 1; padding: 8px 6px 8px 0; min-height: 44px; align-content: center }
.tabs { margin-left: auto; display: flex; gap: 4px } .tabs a { text-decoration: none; font-size: .85rem; font-weight: 600; padding: 8px 10px; min-height: 40px; align-content: center; border-radius: 2px; color: var(--soft) } .tabs a[aria-current] { color: var(--ink); box-shadow: inset 0 -2px var(--accent) }
.thread { overflow-y: auto; padding: 18px 14px; background: var(--bone); display: flex; flex-direction: column; gap: 10px; overscroll-behavior: contain }
.bubble { flex: none; max-width: 86%; align-self: flex-start; background: var(--paper); border: 1px solid var(--line); border-radius: 4px 14px 14px 14px; overflow: hidden; overflow-wrap: anywhere }
.bubble.mine { align-self: flex-end; background: var(--wash); border-radius: 14px 4px 14px 14px }
.bubble .words { padding: 10px 14px 4px; white-space: pre-wrap; font-size: .95rem; line-height: 1.45 } .bubble .words a { color: var(--info) } .bubble .foot { padding: 0 14px 4px; color: var(--soft); font-size: .8rem }
.bubble .when { display: flex; justify-content: flex-end; gap: 6px; padding: 0 12px 8px; font-size: .74rem; color: var(--soft) } .ticks { letter-spacing: -.22em; padding-right: .2em } .ticks.read { color: var(--info) } .ticks.failed { color: var(--bad); letter-spacing: 0 }
.press { display: block; width: 100%; min-height: 44px; align-content: center; text-align: center; padding: 8px 12px; border: 0; border-top: 1px solid var(--line); background: transparent; color: var(--accent); font-weight: 600; font-size: .93rem; text-decoration: none } .press:hover { background: var(--wash) }
.file { display: flex; gap: 12px; align-items: center; margin: 6px 6px 0; padding: 12px; background: var(--code); border-radius: 8px; text-decoration: none } .file .kind { font-size: .68rem; font-weight: 700; letter-spacing: .04em; padding: 9px 6px; background: var(--accent); color: var(--paper); border-radius: 3px } @media (prefers-color-scheme: dark) { .file .kind { color: #12100E } } .file b { display: block; font-size: .9rem; overflow-wrap: anywhere; line-height: 1.25 } .file small { color: var(--soft) }
.place { margin: 6px 6px 0; padding: 14px; background: var(--code); border-radius: 8px; font-size: .9rem } .place b { display: block }
.write { display: flex; gap: 8px; padding: 12px 14px; border-top: 1px solid var(--line) } .note { padding: 14px 18px; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; text-align: center }
.mailbox { align-self: stretch; justify-self: stretch; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto minmax(0, 1fr); background: var(--paper); border: 1px solid var(--line) }
.mails { overflow-y: auto; min-height: 0 } .mails details { border-bottom: 1px solid var(--line) } .mails summary { list-style: none; cursor: pointer; padding: 16px 20px; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 14px } .mails summary::-webkit-details-marker { display: none } .mails summary:hover { background: var(--bone) }
.mails summary b { font-weight: 600; overflow-wrap: anywhere } .mails summary time { color: var(--soft); font-size: .82rem } .mails summary span { grid-column: 1 / -1; color: var(--soft); font-size: .88rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap } .mails details[open] summary span { display: none }
.mails iframe { display: block; width: 100%; height: 24rem; border: 0; background: #F6F1E8 } .mails pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; padding: 0 20px 16px; margin: 0 } .files { display: flex; flex-wrap: wrap; gap: 8px; padding: 4px 20px 16px } .files .file { margin: 0 }
.copied { position: fixed; left: 50%; bottom: 28px; translate: -50% 0; background: var(--ink); color: var(--bone); padding: 10px 18px; border-radius: 2px }
@media (max-width: 48rem) {
  .app { display: block; height: auto; min-height: 100dvh } .app.open .people { display: none } .app:not(.open) .stage { display: none } .people { border: 0; padding: 24px 16px }
  .stage { padding: 0; height: 100dvh; display: block } .phone, .mailbox { width: 100%; height: 100dvh; max-height: none; border: 0; border-radius: 0 } .bar .back { display: block }
}
`

/** Keeps the page as new as the simulators are, and lets buttons copy and answer. */
export const script = `
const live = () => document.getElementById('live')
const toEnd = () => { const thread = document.querySelector('.thread'); if (thread) thread.scrollTop = thread.scrollHeight }
const fitMails = () => { for (const frame of document.querySelectorAll('.mails iframe')) { const fit = () => { const page = frame.contentDocument?.documentElement; if (page) frame.style.height = Math.max(160, page.scrollHeight + 8) + 'px' }; frame.addEventListener('load', fit); if (frame.contentDocument?.readyState === 'complete') fit() } }
const seen = () => { const person = document.querySelector('[data-person]')?.dataset.person; if (person && document.visibilityState === 'visible') fetch('/dev/inbox/seen', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }) }) }
let version = document.body.dataset.version
async function look() {
  try {
    const { version: now } = await (await fetch('/dev/inbox/version')).json()
    if (String(now) === version) return
    version = String(now)
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
    const opened = new Set([...document.querySelectorAll('details[open]')].map((each) => each.id))
    const fresh = page.getElementById('live')
    for (const each of fresh.querySelectorAll('details')) each.open = opened.has(each.id) || (each.open && !document.getElementById(each.id))
    const people = page.querySelector('#people'); if (people) document.getElementById('people').replaceChildren(...people.childNodes)
    const thread = document.querySelector('.thread'); const wasAtEnd = !thread || thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80; const top = thread?.scrollTop
    if (fresh.innerHTML !== live().innerHTML) { live().replaceChildren(...fresh.childNodes); fitMails() }
    if (wasAtEnd) toEnd(); else document.querySelector('.thread').scrollTop = top
    seen()
  } catch { /* the simulators are starting again; the next look finds them */ }
}
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]')
  if (!button) return
  await navigator.clipboard?.writeText(button.dataset.copy).catch(() => {})
  const word = document.createElement('div'); word.className = 'copied'; word.role = 'status'; word.textContent = button.dataset.done; document.body.append(word); setTimeout(() => word.remove(), 1600)
})
document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('[data-answer]')) return
  event.preventDefault()
  const body = new URLSearchParams(new FormData(form))
  form.querySelector('input[name=text]:not([type=hidden])')?.form.reset()
  await fetch(form.action, { method: 'POST', body })
  await look(); toEnd()
})
toEnd(); fitMails(); seen()
setInterval(() => { if (document.visibilityState === 'visible') look() }, 1500)
`
