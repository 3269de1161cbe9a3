import { Hono } from 'hono'
import { z } from 'zod'
import type { Blobs } from '../inbox/blobs.ts'
import type { Shown } from '../inbox/shown.ts'
import { clock, ClockState, type Job } from '../sandbox/kernel/clock.ts'
import { courier, CourierState, type Delivery, type DeliveryMode } from '../sandbox/kernel/courier.ts'
import { Fault, faults, type FaultInput } from '../sandbox/kernel/faults.ts'
import { listen, type Fetch, type Listening } from '../sandbox/kernel/listen.ts'
import { readState, stateFile } from '../sandbox/kernel/state-file.ts'
import { Book, BookState, type SimMessage, type SimTemplate } from './book.ts'
import { control } from './control.ts'
import { graphApi } from './graph-api.ts'
import { PhoneLine, type Inbound } from './phone-line.ts'

export type WhatsappSimulatorOptions = {
  readonly token: string
  readonly appSecret: string
  readonly phoneNumberId: string
  readonly wabaId: string
  readonly blobs: Blobs
  /** Where signed webhooks are posted; without it they are only listed. */
  readonly webhookUrl?: string | undefined
  readonly clock?: 'running' | 'stopped' | undefined
  readonly startAt?: Date | undefined
  readonly dataDir?: string | undefined
}

export interface WhatsappSimulator {
  readonly fetch: Fetch
  listen(port?: number): Promise<Listening>
  now(): number
  advance(ms: number): Promise<void>
  setDelivery(mode: DeliveryMode): void
  setFault(fault: FaultInput | undefined): void
  receive(inbound: Inbound): Promise<SimMessage>
  readAll(person: string): Promise<void>
  messages(): readonly SimMessage[]
  templates(): readonly SimTemplate[]
  events(): readonly Delivery[]
  shown(): readonly Shown[]
  readonly changes: number
  stop(): Promise<void>
}

const Stored = z.object({ clock: ClockState, courier: CourierState, book: BookState })
const fileName = 'whatsapp.json'
const retriesMs = [1_000, 5_000, 30_000, 2 * 60_000, 10 * 60_000, 3_600_000]
const displayPhone = '576044441234'

/** WhatsApp Cloud API for one number: the same protocol as Meta's, with people whom one can be oneself. */
export function whatsappSimulator(options: WhatsappSimulatorOptions): WhatsappSimulator {
  const raw = readState(options.dataDir, fileName)
  const stored = raw === undefined ? undefined : Stored.parse(raw)
  const { wabaId, phoneNumberId, appSecret, token, blobs } = options
  const account = { wabaId, phoneNumberId, displayPhone }
  const book = new Book(phoneNumberId, stored?.book)
  const post = courier({ clock: () => time, url: options.webhookUrl, retriesMs, restored: stored?.courier })
  const line = new PhoneLine({ book, clock: () => time, courier: post, account, appSecret })
  const time = clock({ mode: options.clock ?? 'running', startAt: options.startAt, restored: stored?.clock, run })
  const file = stateFile(options.dataDir, fileName, () => ({ clock: time.snapshot(), courier: post.snapshot(), book: book.snapshot() }))
  const fault = faults()

  async function run(job: Job): Promise<void> {
    await line.run(job)
    await file.save()
  }

  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    if (context.req.method !== 'GET') await file.save()
  })
  app.route('/', control({ book, line, courier: post, faults: fault, advance: (ms) => time.advance(ms) }))
  app.use('/:version{v[0-9.]+}/*', fault.middleware)
  app.route('/', graphApi({ book, line, blobs, clock: () => time, account, token }))
  const fetch: Fetch = (request) => app.fetch(request)
  const stop = async () => {
    time.stop()
    await file.save()
  }

  return {
    fetch,
    async listen(port) {
      const listening = await listen(fetch, port)
      return {
        ...listening,
        stop: async () => {
          await listening.stop()
          await stop()
        },
      }
    },
    now: () => time.now(),
    advance: (ms) => time.advance(ms),
    setDelivery: (mode) => post.setMode(mode),
    setFault: (next) => fault.set(next && Fault.parse(next)),
    receive: async (inbound) => {
      const message = line.receive(inbound)
      await file.save()
      return message
    },
    readAll: async (person) => {
      line.readAll(person)
      await file.save()
    },
    messages: () => [...book.messages.values()],
    templates: () => [...book.templates.values()],
    events: () => post.list(),
    shown: () => [...book.messages.values()].map((message) => toShown(message, book)),
    get changes() {
      return book.changes
    },
    stop,
  }
}

function toShown(message: SimMessage, book: Book): Shown {
  const { id, person, name, direction, text, footer, template, place, buttons, status, failure, at } = message
  const media = message.media ? book.media.get(message.media) : undefined
  const attachments = media
    ? [{ filename: message.filename ?? media.filename, contentType: media.contentType, blob: media.blob, bytes: media.bytes }]
    : []
  return {
    id,
    channel: 'whatsapp',
    person,
    name,
    direction,
    text,
    footer,
    template,
    place,
    buttons,
    status,
    failure: failure === undefined ? undefined : String(failure),
    at,
    attachments,
  }
}
