import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { ForgedNews, type Channel, type ChannelNews, type SendProblem, type SendResult, type Telling } from '#messaging/channel.ts'
import { retryAfterOf } from '../retry-after.ts'
import { toGsm7 } from './gsm7.ts'

export type TwilioConfig = {
  /** `https://{AccountSid}@api.twilio.com?from=%2B573000000000`: account and sender stand in the address. */
  readonly baseUrl: string
  readonly token: string
  /** Where Twilio tells what became of a message; without it nothing is known after the sending. */
  readonly webhookUrl?: string | undefined
}
const Created = z.object({ sid: z.string() })
const Problem = z.object({ code: z.number(), message: z.string().default('') })
const timeoutMs = 10_000
const longest = 1600

/** SMS by Twilio's REST API (2010-04-01). */
export function twilioSms(config: TwilioConfig): Channel & Telling {
  const { endpoint, account, from } = readUrl(config.baseUrl)
  const authorization = `Basic ${Buffer.from(`${account}:${config.token}`).toString('base64')}`
  return {
    id: 'sms',
    async send({ to, text }) {
      const body = new URLSearchParams({
        To: to,
        ...(from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from }),
        Body: toGsm7(text).slice(0, longest),
        ...(config.webhookUrl ? { StatusCallback: config.webhookUrl } : {}),
      })
      try {
        const answer = await fetch(endpoint, {
          method: 'POST',
          body,
          headers: { authorization },
          signal: AbortSignal.timeout(timeoutMs),
          redirect: 'error',
        })
        return read(answer, await answer.json().catch(() => undefined))
      } catch (error) {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
        const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no_answer'
        return {
          state: 'refused',
          problem: code === 'ECONNREFUSED' || code === 'ENOTFOUND' ? 'retry_backoff' : 'unknown_outcome',
          code,
          detail: 'no answer',
        }
      }
    },
    readWebhook: (raw, headers, url) => readNews(raw, headers, url, config.token),
  }
}

function readUrl(text: string): { readonly endpoint: string; readonly account: string; readonly from: string } {
  const url = new URL(text)
  const [account, from] = [url.username, url.searchParams.get('from') ?? '']
  if (!account || !from) throw new Error('SMS_URL has to be https://{AccountSid}@api.twilio.com?from={number}')
  return { endpoint: `${url.origin}${url.pathname.replace(/\/$/, '')}/2010-04-01/Accounts/${account}/Messages.json`, account, from }
}

function read({ status, headers }: Response, body: unknown): SendResult {
  const created = Created.safeParse(body)
  if (status === 201 && created.success) return { state: 'accepted', providerId: created.data.sid }
  if (status >= 200 && status < 300) return { state: 'refused', problem: 'unknown_outcome', code: 'unknown_outcome', detail: 'half an answer' }
  const { code, message } = Problem.safeParse(body).data ?? { code: status, message: `HTTP ${status}` }
  return { state: 'refused', problem: problemOf(code, status), code: String(code), detail: message, afterMs: retryAfterOf(headers) }
}

export function problemOf(code: number, status: number): SendProblem {
  if (code === 21610) return 'suppress' // the person answered STOP
  if (code === 20003 || status === 401 || status === 403) return 'halt_sender'
  if (status === 429) return 'retry_after'
  if (status >= 500) return 'retry_backoff'
  // Not a mobile, no route, landline, unreachable: another channel.
  return [21211, 21408, 21612, 21614, 30003, 30005, 30006, 30007, 30008].includes(code) ? 'fallback_channel' : 'fix_payload'
}

/** Twilio signs the address with the sorted form fields, by HMAC-SHA1. */
function readNews(raw: Uint8Array, headers: Headers, url: string, token: string): ChannelNews {
  const fields = [...new URLSearchParams(new TextDecoder().decode(raw))]
  const signed =
    url +
    fields
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => name + value)
      .join('')
  const right = Buffer.from(createHmac('sha1', token).update(signed).digest('base64'))
  const given = Buffer.from(headers.get('x-twilio-signature') ?? '')
  if (right.length !== given.length || !timingSafeEqual(right, given)) throw new ForgedNews('X-Twilio-Signature does not fit')
  const { MessageSid = '', MessageStatus = '', ErrorCode } = Object.fromEntries(fields)
  // Twilio sends no time along; the order of ranks decides, not the clock.
  const base = { providerId: MessageSid, at: new Date(0) }
  switch (MessageStatus) {
    case 'sent':
    case 'delivered':
    case 'read':
      return { statuses: [{ ...base, status: MessageStatus }], inbound: [] }
    case 'failed':
    case 'undelivered':
      return {
        statuses: [
          { ...base, status: 'failed', code: ErrorCode ?? 'unknown', problem: ErrorCode ? problemOf(Number(ErrorCode), 200) : 'fallback_channel' },
        ],
        inbound: [],
      }
    default:
      return { statuses: [], inbound: [] }
  }
}
