import { Hono } from 'hono'
import { z } from 'zod'
import { script, sheet } from './assets.ts'
import type { Blobs } from './blobs.ts'
import { isMail, page } from './page.ts'
import { linksOf, type Shown } from './shown.ts'
import { langOf, textsOf } from './texts.ts'

export type InboxParts = {
  readonly blobs: Blobs
  readonly publicUrl: string
  all(): readonly Shown[]
  /** Grows when anything changes. */
  version(): number
  answer(message: {
    readonly from: string
    readonly text: string
    readonly kind: 'text' | 'button' | 'choice'
    readonly payload?: string | undefined
    readonly answers?: string | undefined
  }): Promise<void>
  seen(person: string): Promise<void>
}
const Answer = z.object({
  person: z.string().min(3).max(200),
  text: z.string().min(1).max(4000),
  payload: z.string().max(300).optional(),
  answers: z.string().max(200).optional(),
})
const mailSafety =
  "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: https:"

/** The local inbox: what people received, and answering as them. */
export function inbox(parts: InboxParts): Hono {
  const app = new Hono()
  const find = (id: string) => parts.all().find((message) => message.id === id)

  app.get('/dev/inbox/inbox.css', (context) => context.body(sheet, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }))
  app.get('/dev/inbox/inbox.js', (context) =>
    context.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' }),
  )
  app.get('/dev/inbox/version', (context) => context.json({ version: parts.version() }))
  app.get('/dev/inbox/messages', (context) => {
    const to = context.req.query('to')
    const some = parts.all().filter((message) => message.direction === 'to_person' && (to === undefined || isSamePerson(message.person, to)))
    return context.json(some.toSorted((a, b) => a.at - b.at).map((message) => plain(message, parts.publicUrl)))
  })
  app.get('/dev/inbox/open', (context) => context.redirect(`/dev/inbox/with/${encodeURIComponent(toPerson(context.req.query('phone') ?? ''))}`))
  app.get('/dev/inbox/files/:blob/:name', (context) => {
    const bytes = parts.blobs.get(context.req.param('blob'))
    const file = parts
      .all()
      .flatMap(({ attachments }) => attachments)
      .find(({ blob }) => blob === context.req.param('blob'))
    if (!bytes || !file) return context.notFound()
    return context.body(bytes, 200, {
      'content-type': file.contentType,
      'content-disposition': `inline; filename="${file.filename.replaceAll(/[^\w.-]/g, '_')}"`,
      'x-content-type-options': 'nosniff',
    })
  })
  app.get('/dev/inbox/mail/:id', (context) => {
    const mail = find(context.req.param('id'))
    if (!mail?.html) return context.notFound()
    return context.html(`<base target="_blank">${mail.html}`, 200, { 'content-security-policy': mailSafety })
  })
  app.post('/dev/inbox/seen', async (context) => {
    await parts.seen(z.object({ person: z.string() }).parse(await context.req.json()).person)
    return context.json({ ok: true })
  })
  app.post('/dev/inbox/answer', async (context) => {
    const { person, text, payload, answers } = Answer.parse(
      context.req.header('content-type')?.startsWith('application/json') ? await context.req.json() : await context.req.parseBody(),
    )
    const question = answers === undefined ? undefined : find(answers)
    await parts.answer({ from: person, text, kind: payload === undefined ? 'text' : question?.template ? 'button' : 'choice', payload, answers })
    return context.redirect(`/dev/inbox/with/${encodeURIComponent(person)}`, 303)
  })
  app.get('/dev/inbox/with/:person', (context) =>
    context.html(pageFor(context.req.header('accept-language'), context.req.param('person'), context.req.query('tab'))),
  )
  app.get('/dev/inbox/', (context) => context.redirect('/dev/inbox'))
  app.get('/dev/inbox', (context) => context.html(pageFor(context.req.header('accept-language'), undefined, undefined)))
  app.onError((error, context) => context.json({ ok: false, error: error.message }, error instanceof z.ZodError ? 422 : 500))

  function pageFor(language: string | undefined, person: string | undefined, tab: string | undefined) {
    const lang = langOf(language)
    const all = parts.all()
    const own = all.filter((message) => message.person === person)
    const isOnlySms = own.length > 0 && own.every(({ channel }) => channel === 'sms')
    return page({
      lang,
      texts: textsOf(lang),
      version: parts.version(),
      all,
      person,
      tab: tab === 'sms' || (tab !== 'whatsapp' && isOnlySms) ? 'sms' : 'whatsapp',
    })
  }
  return app
}

/** A Colombian mobile may be written without its country. */
function toPerson(given: string): string {
  if (isMail(given)) return given.trim().toLowerCase()
  const digits = given.replaceAll(/\D/g, '')
  return `+${digits.length === 10 && digits.startsWith('3') ? `57${digits}` : digits}`
}

const isSamePerson = (person: string, asked: string): boolean => person === asked || person === toPerson(asked)

function plain(message: Shown, publicUrl: string) {
  const { channel, person: to, subject, text, template, attachments, at, status } = message
  return {
    channel,
    to,
    ...(subject === undefined ? {} : { subject }),
    text,
    ...(template === undefined ? {} : { template }),
    status,
    attachments: attachments.map(({ filename, contentType, blob }) => ({
      filename,
      contentType,
      url: `${publicUrl}/dev/inbox/files/${blob}/${encodeURIComponent(filename)}`,
    })),
    links: linksOf(message),
    at: new Date(at).toISOString(),
  }
}
