import { createHash } from 'node:crypto'
import { z } from 'zod'

const Press = z.object({ kind: z.enum(['url', 'answer', 'copy']), text: z.string(), value: z.string() })
const Place = z.object({ name: z.string(), address: z.string(), latitude: z.number(), longitude: z.number() })
export const SimMessage = z.object({
  id: z.string(),
  direction: z.enum(['to_person', 'from_person']),
  person: z.string(),
  name: z.string().optional(),
  type: z.string(),
  text: z.string(),
  footer: z.string().optional(),
  template: z.string().optional(),
  place: Place.optional(),
  media: z.string().optional(),
  filename: z.string().optional(),
  buttons: z.array(Press),
  status: z.enum(['accepted', 'sent', 'delivered', 'read', 'failed']),
  failure: z.number().optional(),
  callback: z.string().optional(),
  category: z.string(),
  at: z.number(),
  request: z.unknown(),
})
export type SimMessage = z.infer<typeof SimMessage>
export const SimMedia = z.object({
  id: z.string(),
  blob: z.string(),
  contentType: z.string(),
  filename: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  at: z.number(),
})
export type SimMedia = z.infer<typeof SimMedia>
const Button = z.looseObject({ type: z.string(), text: z.string().optional(), url: z.string().optional(), example: z.unknown().optional() })
export const Component = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(Button).optional(),
  example: z.unknown().optional(),
  add_security_recommendation: z.boolean().optional(),
  code_expiration_minutes: z.number().optional(),
})
export type Component = z.infer<typeof Component>
export const SimTemplate = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  parameterFormat: z.string(),
  components: z.array(Component),
  rejectedReason: z.string(),
  sends: z.number(),
})
export type SimTemplate = z.infer<typeof SimTemplate>

export const BookState = z.object({
  counter: z.number(),
  messages: z.array(SimMessage),
  media: z.array(SimMedia),
  templates: z.array(SimTemplate),
  tier: z.number(),
  isSubscribed: z.boolean(),
  strikes: z.array(z.tuple([z.string(), z.number()])),
})
export type BookState = z.infer<typeof BookState>

const keptMessages = 2_000
const windowMs = 24 * 3_600_000

/** All that the simulated account knows. `changes` grows with each change, so that a page can see that it is old. */
export class Book {
  readonly messages = new Map<string, SimMessage>()
  readonly media = new Map<string, SimMedia>()
  readonly templates = new Map<string, SimTemplate>()
  /** How often a number that misbehaves on purpose has done so. */
  readonly strikes: Map<string, number>
  tier: number
  isSubscribed: boolean
  changes = 0
  #counter: number
  readonly #seed: string

  constructor(seed: string, restored: BookState | undefined) {
    this.#seed = seed
    this.#counter = restored?.counter ?? 0
    this.tier = restored?.tier ?? 100_000
    this.isSubscribed = restored?.isSubscribed ?? true
    this.strikes = new Map(restored?.strikes ?? [])
    for (const message of restored?.messages ?? []) this.messages.set(message.id, message)
    for (const media of restored?.media ?? []) this.media.set(media.id, media)
    for (const template of restored?.templates ?? []) this.templates.set(template.id, template)
  }

  number(): string {
    this.#counter += 1
    return String(1_000_000_000_000_000 + this.#counter)
  }

  messageId(): string {
    this.#counter += 1
    return `wamid.SIM${createHash('sha256').update(`${this.#seed}:${this.#counter}`).digest('base64url').slice(0, 28)}`
  }

  keep(message: SimMessage): void {
    this.messages.set(message.id, message)
    const [oldest] = this.messages.keys()
    if (this.messages.size > keptMessages && oldest) this.messages.delete(oldest)
    this.changes += 1
  }

  strike(person: string, most: number): boolean {
    const so = this.strikes.get(person) ?? 0
    if (so >= most) return false
    this.strikes.set(person, so + 1)
    return true
  }

  hasWindow(person: string, now: number): boolean {
    return [...this.messages.values()].some(
      (message) => message.person === person && message.direction === 'from_person' && now - message.at < windowMs,
    )
  }

  /** People who were written to outside a window in the last 24 hours: what the portfolio's limit counts. */
  reached(now: number): ReadonlySet<string> {
    return new Set(
      [...this.messages.values()]
        .filter((message) => message.direction === 'to_person' && message.template !== undefined && now - message.at < windowMs)
        .map(({ person }) => person),
    )
  }

  findTemplate(name: string, language: string): SimTemplate | undefined {
    return [...this.templates.values()].find((template) => template.name === name && template.language === language && template.status !== 'DELETED')
  }

  snapshot(): BookState {
    return {
      counter: this.#counter,
      messages: [...this.messages.values()],
      media: [...this.media.values()],
      templates: [...this.templates.values()],
      tier: this.tier,
      isSubscribed: this.isSubscribed,
      strikes: [...this.strikes],
    }
  }
}
