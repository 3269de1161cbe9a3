import { createHmac, randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { linksOf, type Shown } from '../inbox/shown.ts'
import { readState, stateFile } from '../sandbox/kernel/state-file.ts'

const Sms = z.object({
  sid: z.string(),
  to: z.string(),
  from: z.string(),
  body: z.string(),
  status: z.enum(['queued', 'sent', 'delivered', 'undelivered']),
  callback: z.string().optional(),
  at: z.number(),
})
type Sms = z.infer<typeof Sms>
const Stored = z.object({ messages: z.array(Sms) })
const Create = z.object({
  To: z.string().regex(/^\+\d{7,15}$/),
  From: z.string().optional(),
  MessagingServiceSid: z
    .string()
    .regex(/^MG[0-9a-f]{32}$/i)
    .optional(),
  Body: z.string().min(1).max(1600),
  StatusCallback: z.url().optional(),
})

export interface SmsSimulator {
  readonly app: Hono
  messages(): readonly Sms[]
  shown(): readonly Shown[]
  readonly changes: number
  stop(): Promise<void>
}
const kept = 500
const fileName = 'sms.json'

/** Twilio's `Messages.json`. `…0014` is no mobile (21614), `…0061` has answered STOP (21610), `…0030` never receives (30003). */
export function smsSimulator(options: {
  readonly account: string
  readonly token: string
  readonly dataDir?: string | undefined
  readonly now?: () => number
  readonly delaysMs?: readonly [number, number]
}): SmsSimulator {
  const raw = readState(options.dataDir, fileName)
  let messages: readonly Sms[] = raw === undefined ? [] : Stored.parse(raw).messages
  let changes = 0
  const now = options.now ?? Date.now
  const timers = new Set<NodeJS.Timeout>()
  const file = stateFile(options.dataDir, fileName, () => ({ messages }))
  const app = new Hono()

  app.post('/2010-04-01/Accounts/:account/Messages.json', async (context) => {
    const right = `Basic ${Buffer.from(`${options.account}:${options.token}`).toString('base64')}`
    if (context.req.param('account') !== options.account || context.req.header('authorization') !== right)
      return problem(context, 401, 20003, 'Authenticate')
    const parsed = Create.safeParse(await context.req.parseBody())
    if (!parsed.success)
      return problem(context, 400, parsed.error.issues[0]?.path[0] === 'To' ? 21211 : 21602, `${parsed.error.issues[0]?.path.join('.')} is invalid`)
    const { To, From, MessagingServiceSid, Body, StatusCallback } = parsed.data
    if (!From && !MessagingServiceSid) return problem(context, 400, 21603, "A 'From' phone number is required")
    if (To.endsWith('0014')) return problem(context, 400, 21614, `'To' number ${To} is not a mobile number`)
    if (To.endsWith('0061')) return problem(context, 400, 21610, 'Attempt to send to unsubscribed recipient')
    const sms: Sms = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      to: To,
      from: From ?? MessagingServiceSid ?? '',
      body: Body,
      status: 'queued',
      callback: StatusCallback,
      at: now(),
    }
    messages = [...messages, sms].slice(-kept)
    changes += 1
    await file.save()
    const [sentMs, endMs] = options.delaysMs ?? [200, 1_000]
    later(sentMs, sms.sid, 'sent')
    later(endMs, sms.sid, To.endsWith('0030') ? 'undelivered' : 'delivered')
    return context.json(view(sms, options.account), 201)
  })

  function later(ms: number, sid: string, status: Sms['status']): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      step(sid, status).catch((error: unknown) => console.error('sms simulator', error))
    }, ms)
    timer.unref()
    timers.add(timer)
  }

  async function step(sid: string, status: Sms['status']): Promise<void> {
    messages = messages.map((sms) => (sms.sid === sid ? { ...sms, status } : sms))
    changes += 1
    await file.save()
    const sms = messages.find((each) => each.sid === sid)
    if (sms?.callback) await tell(sms, sms.callback)
  }

  async function tell({ sid, to, from, status }: Sms, callback: string): Promise<void> {
    const fields = {
      AccountSid: options.account,
      From: from,
      MessageSid: sid,
      MessageStatus: status,
      To: to,
      ...(status === 'undelivered' ? { ErrorCode: '30003' } : {}),
    }
    const signed =
      callback +
      Object.entries(fields)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => name + value)
        .join('')
    const signature = createHmac('sha1', options.token).update(signed).digest('base64')
    // Twilio does not repeat a status callback that nobody took.
    await fetch(callback, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'x-twilio-signature': signature },
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined)
  }

  return {
    app,
    messages: () => messages,
    shown: () => messages.map(toShown),
    get changes() {
      return changes
    },
    stop: async () => {
      for (const timer of timers) clearTimeout(timer)
      await file.save()
    },
  }
}

const problem = (context: Context, status: 400 | 401, code: number, message: string) =>
  context.json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, status)

function view({ sid, to, from, body, status, at }: Sms, account: string) {
  const date = new Date(at).toUTCString()
  const uri = `/2010-04-01/Accounts/${account}/Messages/${sid}.json`
  return {
    account_sid: account,
    api_version: '2010-04-01',
    body,
    date_created: date,
    date_sent: null,
    date_updated: date,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: from.startsWith('MG') ? null : from,
    messaging_service_sid: from.startsWith('MG') ? from : null,
    num_media: '0',
    num_segments: String(Math.ceil(body.length / 153)),
    price: null,
    price_unit: null,
    sid,
    status,
    subresource_uris: { media: uri.replace('.json', '/Media.json') },
    to,
    uri,
  }
}

function toShown({ sid, to, body, status, at }: Sms): Shown {
  const base: Shown = {
    id: sid,
    channel: 'sms',
    person: to,
    direction: 'to_person',
    text: body,
    attachments: [],
    buttons: [],
    status: status === 'queued' ? 'accepted' : status === 'undelivered' ? 'failed' : status,
    at,
  }
  return { ...base, buttons: linksOf(base).map((value) => ({ kind: 'url', text: value, value })) }
}
