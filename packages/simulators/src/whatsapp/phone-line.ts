import { createHmac } from 'node:crypto'
import type { Clock, Job } from '../sandbox/kernel/clock.ts'
import type { Courier } from '../sandbox/kernel/courier.ts'
import type { Book, SimMessage, SimTemplate } from './book.ts'
import { readRequest, type Request } from './check-message.ts'
import { fillTemplate, type Filled } from './fill-template.ts'
import { GraphError } from './graph-error.ts'
import { failing, refuseAtOnce, stepsFor } from './sentinels.ts'
import { categoryValue, inboundValue, reviewValue, statusValue, webhook, type Account } from './webhook-body.ts'

export type Inbound = {
  readonly from: string
  readonly name?: string | undefined
  readonly text: string
  readonly kind: 'text' | 'button' | 'choice' | 'media' | 'location'
  readonly payload?: string | undefined
  readonly answers?: string | undefined
}
const pauseAfterSends = 3

/** Takes messages for people and brings theirs; everything that follows is a job of the clock. */
export class PhoneLine {
  readonly #book: Book
  readonly #clock: () => Clock
  readonly #courier: Courier
  readonly #account: Account
  readonly #appSecret: string

  constructor({
    book,
    clock,
    courier,
    account,
    appSecret,
  }: {
    readonly book: Book
    readonly clock: () => Clock
    readonly courier: Courier
    readonly account: Account
    readonly appSecret: string
  }) {
    this.#book = book
    this.#clock = clock
    this.#courier = courier
    this.#account = account
    this.#appSecret = appSecret
  }

  send(raw: unknown): SimMessage {
    const request = readRequest(raw)
    const person = request.to ? `+${request.to.replaceAll(/\D/g, '')}` : (request.recipient ?? '')
    if (request.to && !/^\+\d{7,15}$/.test(person)) throw new GraphError(131009, 'to is not a phone number')
    const now = this.#clock().now()
    refuseAtOnce(this.#book, person)
    if (request.type !== 'template' && !this.#book.hasWindow(person, now))
      throw new GraphError(131047, 'more than 24 hours have passed since the person last replied: send a template')
    const template = request.template && this.#approved(request.template.name, request.template.language.code)
    const content = this.#contentOf(request, template)
    const known = this.#book.reached(now)
    const isOverLimit = template !== undefined && !known.has(person) && known.size >= this.#book.tier
    const message: SimMessage = {
      id: this.#book.messageId(),
      direction: 'to_person',
      person,
      type: request.type,
      text: content.text,
      footer: content.footer,
      template: template?.name,
      place: content.place,
      media: content.mediaId,
      filename: content.filename,
      buttons: content.buttons,
      status: 'accepted',
      callback: request.biz_opaque_callback_data,
      category: template?.category.toLowerCase() ?? 'service',
      at: now,
      request: raw,
      ...(isOverLimit ? { failure: 131048 } : {}),
    }
    this.#book.keep(message)
    for (const { afterMs, status } of stepsFor(person, isOverLimit)) this.#clock().later(afterMs, `status:${status}`, message.id)
    if (template) this.#countSend(template)
    return message
  }

  #approved(name: string, language: string): SimTemplate {
    const template = this.#book.findTemplate(name, language)
    if (!template || template.status === 'PENDING' || template.status === 'REJECTED')
      throw new GraphError(132001, `template ${name} does not exist in ${language}`, { status: 404 })
    if (template.status === 'PAUSED') throw new GraphError(132015, `template ${name} is paused`)
    if (template.status !== 'APPROVED') throw new GraphError(132016, `template ${name} is ${template.status.toLowerCase()}`)
    return template
  }

  #contentOf(request: Request, template: SimTemplate | undefined): Filled {
    const content = template ? fillTemplate(template, request.template?.components ?? []) : freeForm(request)
    if (content.mediaId && !this.#book.media.has(content.mediaId)) throw new GraphError(131053, `media ${content.mediaId} is unknown or expired`)
    return content
  }

  #countSend(template: SimTemplate): void {
    const sends = template.sends + 1
    const isPaused = template.name.includes('pause') && sends >= pauseAfterSends
    const next = { ...template, sends, status: isPaused ? 'PAUSED' : template.status }
    this.#book.templates.set(template.id, next)
    if (isPaused) this.#announce('message_template_status_update', reviewValue(next))
  }

  receive({ from, name, text, kind, payload, answers }: Inbound): SimMessage {
    const message: SimMessage = {
      id: this.#book.messageId(),
      direction: 'from_person',
      person: from,
      name,
      type: kind,
      text,
      buttons: [],
      status: 'delivered',
      category: 'service',
      at: this.#clock().now(),
      request: { payload, answers },
    }
    this.#book.keep(message)
    this.#announce('messages', inboundValue(this.#account, message, contentOfInbound(kind, text, payload), answers))
    return message
  }

  /** The person looks at the conversation: what arrived is read now. */
  readAll(person: string): void {
    for (const message of this.#book.messages.values())
      if (message.person === person && message.direction === 'to_person' && message.status === 'delivered') this.#step(message.id, 'read')
  }

  async run({ kind, subject }: Job): Promise<void> {
    if (kind === 'deliver') await this.#courier.deliver(subject)
    else if (kind === 'review') this.#review(subject)
    else if (kind.startsWith('status:')) this.#step(subject, kind.slice('status:'.length))
  }

  #step(id: string, status: string): void {
    const message = this.#book.messages.get(id)
    const known = (['sent', 'delivered', 'read', 'failed'] as const).find((each) => each === status)
    if (!message || !known) return
    const code = known === 'failed' ? (message.failure ?? failing[message.person.slice(-4)] ?? 131026) : undefined
    const order = ['accepted', 'sent', 'delivered', 'read', 'failed']
    const isNews = order.indexOf(known) > order.indexOf(message.status)
    if (known === 'read' && message.status === 'read') return
    if (isNews) this.#book.keep({ ...message, status: known, failure: code })
    this.#announce('messages', statusValue(this.#account, message, known, this.#clock().now(), code))
  }

  #review(id: string): void {
    const template = this.#book.templates.get(id)
    if (!template || template.status !== 'PENDING') return
    const isRejected = template.name.includes('reject')
    const next: SimTemplate = {
      ...template,
      status: isRejected ? 'REJECTED' : 'APPROVED',
      rejectedReason: isRejected ? 'INVALID_FORMAT' : 'NONE',
      category: template.name.includes('recat') && !isRejected ? 'MARKETING' : template.category,
    }
    this.#book.templates.set(id, next)
    this.#announce('message_template_status_update', reviewValue(next))
    if (next.category !== template.category) this.#announce('template_category_update', categoryValue(next, template.category))
  }

  #announce(field: string, value: Readonly<Record<string, unknown>>): void {
    if (!this.#book.isSubscribed) return
    this.#courier.announce((quality) => {
      const body = webhook(this.#account, field, value)
      const key = quality === 'genuine' ? this.#appSecret : 'somebody else'
      return { body, headers: { 'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(body).digest('hex')}` } }
    })
  }
}

function freeForm({ text, document, interactive }: Request): Filled {
  if (document) return { text: document.caption ?? '', buttons: [], mediaId: document.id, filename: document.filename }
  if (!interactive) return { text: text?.body ?? '', buttons: [] }
  const { buttons = [], sections = [], parameters } = interactive.action
  const answers = [...buttons.map(({ reply }) => reply), ...sections.flatMap(({ rows }) => rows)].map(({ id, title }) => ({
    kind: 'answer' as const,
    text: title,
    value: id,
  }))
  const link = parameters?.url ? [{ kind: 'url' as const, text: parameters.display_text ?? '', value: parameters.url }] : []
  return { text: interactive.body?.text ?? '', footer: interactive.footer?.text, buttons: [...answers, ...link] }
}

function contentOfInbound(kind: Inbound['kind'], text: string, payload: string | undefined): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'text':
      return { type: 'text', text: { body: text } }
    case 'button':
      return { type: 'button', button: { payload: payload ?? text, text } }
    case 'choice':
      return { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: payload ?? text, title: text } } }
    case 'media':
      return { type: 'image', image: { id: '0', mime_type: 'image/jpeg', sha256: '', caption: text } }
    case 'location':
      return { type: 'location', location: { latitude: 6.2442, longitude: -75.5812, name: text } }
  }
}
