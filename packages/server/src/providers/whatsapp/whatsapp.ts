import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Approving, Channel, Outgoing, SendResult, Telling } from '#messaging/channel.ts'
import { graph } from './graph.ts'
import { mediaUploads } from './media.ts'
import { pace } from './pace.ts'
import { checkSignature, readNews } from './read-webhook.ts'
import { submitTemplates } from './submit-templates.ts'
import { toMessage, type Document } from './to-message.ts'

export type WhatsappConfig = {
  /** `https://graph.facebook.com`, or the simulator. */
  readonly baseUrl: string
  readonly version: string
  readonly token: string
  readonly phoneNumberId: string
  /** Needed to hand in templates. */
  readonly wabaId?: string | undefined
  readonly appSecret: string
  readonly verifyToken: string
  readonly timeoutMs?: number | undefined
}
export type Whatsapp = Channel & Telling & Approving & { verifyChallenge(query: URLSearchParams): string | undefined }

const Sent = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) })
const perSecond = 70 // of the 80 that a number may send and receive

/** WhatsApp Cloud API. There is no idempotency key: our delivery id travels along and comes back with every status. */
export function whatsapp(config: WhatsappConfig): Whatsapp {
  const api = graph(config)
  const uploads = mediaUploads(api, config.phoneNumberId)
  const turn = pace(perSecond)

  async function documentOf({ template, attachments }: Outgoing): Promise<Document | undefined | SendResult> {
    if (template?.header !== 'DOCUMENT') return undefined
    const file = attachments.find(({ contentType }) => contentType === 'application/pdf')
    if (!file)
      return {
        state: 'refused',
        problem: 'fix_payload',
        code: 'document_missing',
        detail: `${template.key} has a document header, and no PDF was given`,
      }
    const id = await uploads.idOf(file)
    return typeof id === 'string' ? { id, filename: file.filename } : id
  }

  return {
    id: 'whatsapp',
    async send(message) {
      const document = await documentOf(message)
      if (document && 'state' in document) return document
      await turn()
      const answer = await api.call('POST', `/${config.phoneNumberId}/messages`, toMessage(message, document))
      if (!answer.ok) {
        if (answer.code === '131053') uploads.forget()
        return { state: 'refused', problem: answer.problem, code: answer.code, detail: answer.detail, afterMs: answer.afterMs }
      }
      const id = Sent.safeParse(answer.body).data?.messages[0]?.id
      return id === undefined
        ? { state: 'refused', problem: 'unknown_outcome', code: 'unknown_outcome', detail: 'taken without an id' }
        : { state: 'accepted', providerId: id }
    },
    readWebhook(raw, headers) {
      checkSignature(raw, headers.get('x-hub-signature-256'), config.appSecret)
      return readNews(raw)
    },
    verifyChallenge(query) {
      const isOurs = query.get('hub.mode') === 'subscribe' && isSame(query.get('hub.verify_token') ?? '', config.verifyToken)
      return isOurs ? (query.get('hub.challenge') ?? '') : undefined
    },
    async submitTemplates(templates) {
      return { submitted: config.wabaId ? await submitTemplates(api, config.wabaId, templates) : [] }
    },
  }
}

const isSame = (given: string, right: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
