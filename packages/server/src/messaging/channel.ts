/** A file that goes with a message; bytes are made by us (ticket PDF, calendar). */
export type Attachment = { readonly filename: string; readonly contentType: string; readonly bytes: Uint8Array }

export type TemplateButton = { readonly type: 'URL' | 'QUICK_REPLY' | 'OTP' | 'COPY_CODE'; readonly payload?: string | undefined }
/** The approved template behind a message: what WhatsApp has to be given besides the values. */
export type UsedTemplate = {
  readonly key: string
  readonly whatsappName: string
  readonly language: string
  readonly header: 'DOCUMENT' | 'LOCATION' | 'IMAGE' | null
  /** Variables of the body, by name. */
  readonly body: readonly string[]
  readonly buttons: readonly TemplateButton[]
}
export type Place = { readonly latitude: number; readonly longitude: number; readonly name: string; readonly address: string }
/** Choices under a free-form answer: up to three as buttons, more as a list. */
export type Menu = { readonly button: string; readonly choices: readonly { readonly id: string; readonly title: string }[] }

/** A message ready for one channel: texts are rendered, the person's address is known. */
export type Outgoing = {
  /** Our delivery id; comes back in the provider's status webhooks where the protocol allows it. */
  readonly deliveryId: string
  /** E.164 with the plus sign for whatsapp and sms, an address for email; a business-scoped user id for a person without a known phone. */
  readonly to: string
  /** Absent for a free-form answer, which WhatsApp takes only within 24 hours of the person's last message. */
  readonly template?: UsedTemplate | undefined
  /** Rendered values by variable name, in the recipient's language. */
  readonly variables: Readonly<Record<string, string>>
  /** Values for URL buttons in their order (the part after the fixed URL). */
  readonly buttonValues: readonly string[]
  readonly menu?: Menu | undefined
  readonly place?: Place | undefined
  readonly subject: string
  readonly text: string
  readonly html?: string | undefined
  readonly attachments: readonly Attachment[]
}

/** What to do after a refusal by the provider; from Meta's error table (adapters map their codes to it). */
export type SendProblem =
  | 'retry_backoff'
  | 'retry_after'
  | 'fallback_channel'
  | 'suppress'
  | 'fix_payload'
  | 'fix_template'
  | 'halt_sender'
  | 'unknown_outcome'
  /** Not sent at all: the company is in trouble and is left alone for a while. */
  | 'sender_rests'

export type SendResult =
  | { readonly state: 'accepted'; readonly providerId: string }
  | {
      readonly state: 'refused'
      readonly problem: SendProblem
      readonly code: string
      readonly detail: string
      readonly afterMs?: number | undefined
    }

export type DeliveryStatus = {
  readonly providerId: string
  readonly deliveryId?: string | undefined
  readonly status: 'sent' | 'delivered' | 'read' | 'failed'
  readonly at: Date
  readonly code?: string | undefined
  readonly problem?: SendProblem | undefined
}
export type Inbound = {
  readonly providerId: string
  readonly from: string
  readonly name?: string | undefined
  readonly kind: string
  readonly text: string
  readonly at: Date
  readonly raw: unknown
}

export type ChannelId = 'whatsapp' | 'email' | 'sms'
/** One way to reach a person. */
export interface Channel {
  readonly id: ChannelId
  send(message: Outgoing): Promise<SendResult>
}
/** What a channel's webhook said, after its signature was verified on the raw bytes. */
export type ChannelNews = { readonly statuses: readonly DeliveryStatus[]; readonly inbound: readonly Inbound[] }

/** A channel that tells by webhook what became of a message. */
export interface Telling {
  /** Throws ForgedNews when the signature does not fit the bytes. `url` is the address that was called, query included. */
  readWebhook(raw: Uint8Array, headers: Headers, url: string): ChannelNews
}
export class ForgedNews extends Error {
  override readonly name = 'ForgedNews'
}

/** A template as its company has to approve it. */
export type TemplateToApprove = {
  readonly name: string
  readonly language: string
  readonly category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION'
  readonly header: UsedTemplate['header']
  readonly body: string | null
  readonly examples: Readonly<Record<string, string>>
  readonly buttons: readonly (TemplateButton & { readonly text: string; readonly url?: string | undefined })[]
  readonly codeExpirationMinutes?: number | undefined
}
/** A channel whose templates must be approved before they are used. */
export interface Approving {
  /** Hands in those that the company does not know yet; safe to repeat. */
  submitTemplates(templates: readonly TemplateToApprove[]): Promise<{ readonly submitted: readonly string[] }>
}
