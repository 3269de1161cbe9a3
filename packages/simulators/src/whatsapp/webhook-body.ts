import type { SimMessage, SimTemplate } from './book.ts'
import { hidesPhone, userIdOf } from './sentinels.ts'

export type Account = { readonly wabaId: string; readonly phoneNumberId: string; readonly displayPhone: string }
type Json = Readonly<Record<string, unknown>>

const seconds = (ms: number): string => String(Math.floor(ms / 1000))
const digits = (person: string): string => person.replace('+', '')

export function webhook({ wabaId }: Account, field: string, value: Json): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: wabaId, changes: [{ field, value }] }] })
}

const metadata = ({ displayPhone, phoneNumberId }: Account): Json => ({ display_phone_number: displayPhone, phone_number_id: phoneNumberId })

export function statusValue(account: Account, message: SimMessage, status: string, at: number, code: number | undefined): Json {
  const phone = hidesPhone(message.person) ? {} : { recipient_id: digits(message.person) }
  return {
    messaging_product: 'whatsapp',
    metadata: metadata(account),
    statuses: [
      {
        id: message.id,
        status,
        timestamp: seconds(at),
        ...phone,
        recipient_user_id: userIdOf(message.person),
        ...(message.callback ? { biz_opaque_callback_data: message.callback } : {}),
        ...(status === 'failed'
          ? { errors: [{ code, title: `error ${code}`, message: `error ${code}`, error_data: { details: `error ${code}` } }] }
          : { pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: message.category } }),
      },
    ],
  }
}

export function inboundValue(account: Account, message: SimMessage, content: Json, answers: string | undefined): Json {
  const isHidden = hidesPhone(message.person)
  const phone = isHidden ? {} : { wa_id: digits(message.person) }
  return {
    messaging_product: 'whatsapp',
    metadata: metadata(account),
    contacts: [{ profile: { name: message.name ?? digits(message.person) }, ...phone, user_id: userIdOf(message.person) }],
    messages: [
      {
        ...(isHidden ? {} : { from: digits(message.person) }),
        from_user_id: userIdOf(message.person),
        id: message.id,
        timestamp: seconds(message.at),
        ...content,
        ...(answers ? { context: { from: account.displayPhone, id: answers } } : {}),
      },
    ],
  }
}

export function reviewValue({ id, name, language, status, category, rejectedReason }: SimTemplate): Json {
  return {
    event: status,
    message_template_id: Number(id),
    message_template_name: name,
    message_template_language: language,
    reason: rejectedReason,
    message_template_category: category,
  }
}

export function categoryValue({ id, name, language, category }: SimTemplate, previous: string): Json {
  return {
    message_template_id: Number(id),
    message_template_name: name,
    message_template_language: language,
    previous_category: previous,
    new_category: category,
  }
}
