import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { ForgedNews, type ChannelNews, type DeliveryStatus, type Inbound } from '#messaging/channel.ts'
import { problemOf } from './problems.ts'

const Status = z.object({
  id: z.string(),
  status: z.string(),
  timestamp: z.coerce.number(),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.number() })).optional(),
})
const Message = z.looseObject({
  id: z.string(),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  timestamp: z.coerce.number(),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ payload: z.string().optional(), text: z.string() }).optional(),
  interactive: z
    .object({
      button_reply: z.object({ id: z.string(), title: z.string() }).optional(),
      list_reply: z.object({ id: z.string(), title: z.string() }).optional(),
    })
    .optional(),
})
const Preference = z.object({
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  value: z.enum(['stop', 'resume']),
  timestamp: z.coerce.number(),
})
const Value = z.object({
  contacts: z
    .array(z.object({ profile: z.object({ name: z.string().optional() }).optional(), wa_id: z.string().optional(), user_id: z.string().optional() }))
    .default([]),
  statuses: z.array(Status).default([]),
  messages: z.array(Message).default([]),
  user_preferences: z.array(Preference).default([]),
})
const Webhook = z.object({ entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })) })) })
const told = ['sent', 'delivered', 'read', 'failed'] as const

/** Checks `X-Hub-Signature-256` on the bytes as they came: re-serialised JSON would break on escaped letters. */
export function checkSignature(raw: Uint8Array, header: string | null, appSecret: string): void {
  const right = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`)
  const given = Buffer.from(header ?? '')
  if (right.length !== given.length || !timingSafeEqual(right, given)) throw new ForgedNews('X-Hub-Signature-256 does not fit the body')
}

/** Statuses and messages of people; other fields of the account (template reviews, quality) carry nothing to deliver. */
export function readNews(raw: Uint8Array): ChannelNews {
  const { entry } = Webhook.parse(JSON.parse(new TextDecoder().decode(raw)))
  const values = entry
    .flatMap(({ changes }) => changes)
    .filter(({ field }) => field === 'messages' || field === 'user_preferences')
    .map(({ value }) => Value.parse(value))
  return {
    statuses: values.flatMap((value) => value.statuses.flatMap(toStatus)),
    inbound: values.flatMap((value) => [...value.messages.map((message) => toInbound(message, value)), ...value.user_preferences.map(toPreference)]),
  }
}

function toStatus({ id, status, timestamp, errors, ...rest }: z.infer<typeof Status>): DeliveryStatus[] {
  const known = told.find((each) => each === status)
  if (!known) return [] // 'deleted' and whatever comes next tell nothing about arrival
  const code = errors?.[0]?.code
  return [
    {
      providerId: id,
      deliveryId: rest.biz_opaque_callback_data,
      status: known,
      at: new Date(timestamp * 1000),
      ...(known === 'failed' ? { code: String(code ?? 'unknown'), problem: problemOf(code, 200) } : {}),
    },
  ]
}

function toInbound(message: z.infer<typeof Message>, { contacts }: z.infer<typeof Value>): Inbound {
  const { id, type, timestamp, text, button, interactive } = message
  const contact = contacts.find((each) => (each.wa_id ?? each.user_id) === (message.from ?? message.from_user_id)) ?? contacts[0]
  const choice = interactive?.button_reply ?? interactive?.list_reply
  const payload = button?.payload ?? choice?.id
  return {
    providerId: id,
    from: addressOf(message.from, message.from_user_id),
    name: contact?.profile?.name,
    at: new Date(timestamp * 1000),
    kind: button ? 'button' : choice ? 'choice' : type,
    text: text?.body ?? button?.text ?? choice?.title ?? '',
    raw: payload === undefined ? message : { ...message, payload },
  }
}

const toPreference = ({ wa_id: phone, user_id: user, value, timestamp }: z.infer<typeof Preference>): Inbound => ({
  providerId: `preference:${phone ?? user}:${timestamp}`,
  from: addressOf(phone, user),
  kind: 'preference',
  text: value,
  at: new Date((timestamp > 1e12 ? timestamp / 1000 : timestamp) * 1000),
  raw: { value },
})

/** Since usernames exist the phone may be missing; then Meta's own id for the person stands in. */
const addressOf = (phone: string | undefined, user: string | undefined): string => (phone ? `+${phone}` : (user ?? 'unknown'))
