import { randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { startMessageSimulators } from '@fashionistas/simulators/messages.ts'
import { sql } from 'kysely'
import { Database } from '#core/database.ts'
import { makeLog } from '#core/log.ts'
import { drainOutbox, emitTo } from '#core/outbox.ts'
import { worldAt } from '#core/world.ts'
import { testDatabase } from './database.ts'
import { smtp } from '#providers/smtp/smtp.ts'
import { twilioSms } from '#providers/twilio-sms/twilio-sms.ts'
import { whatsapp } from '#providers/whatsapp/whatsapp.ts'
import { submitTemplates } from '#messaging/approval.ts'
import { workBroadcasts } from '#messaging/broadcasts.ts'
import type { Channel } from '#messaging/channel.ts'
import type { OrderFacts } from '#messaging/facts.ts'
import { messagingListeners } from '#messaging/listeners.ts'
import { goOnToNextChannel, recoverUnknown } from '#messaging/look-after.ts'
import type { MessagingParts } from '#messaging/parts.ts'
import { sendDue, type Halts } from '#messaging/send-due.ts'
import { workInbox } from '#messaging/webhook-inbox.ts'
import { messagingWebhooks } from '#messaging/webhooks.ts'

export type Row = {
  readonly channel: string
  readonly state: string
  readonly rank: number
  readonly code: string | null
  readonly reason: string | null
  readonly template: string
  readonly id: string
  readonly attempts: number
  readonly address: string
}

/** The real engine with the real adapters, on a database of its own, against the simulators; time stands still until it is moved. */
export async function engineGround() {
  const world = worldAt('2026-11-21T15:00:00Z')
  const log = makeLog('silent', 'test')
  const { url: databaseUrl, drop } = await testDatabase()
  const database = new Database(databaseUrl, 6)
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 })
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: '127.0.0.1' })
  const address = await new Promise<{ readonly port: number }>((resolve) =>
    server.once('listening', () => resolve({ port: portOf(server.address()) })),
  )
  const publicUrl = `http://127.0.0.1:${address.port}`
  const simulators = await startMessageSimulators({ publicUrl, webhookBaseUrl: publicUrl, clock: 'stopped', startAt: world.now() })
  const env = (name: string) => simulators.env[name] ?? ''
  const phone = whatsapp({
    baseUrl: env('WHATSAPP_BASE_URL'),
    version: 'v25.0',
    token: env('WHATSAPP_TOKEN'),
    phoneNumberId: env('WHATSAPP_PHONE_NUMBER_ID'),
    wabaId: env('WHATSAPP_WABA_ID'),
    appSecret: env('WHATSAPP_APP_SECRET'),
    verifyToken: env('WHATSAPP_VERIFY_TOKEN'),
    timeoutMs: 2_000,
  })
  const mail = smtp({ url: env('SMTP_URL'), from: 'Fashionistas <boletas@fashionistas.co>' })
  const sms = twilioSms({ baseUrl: env('SMS_URL'), token: env('SMS_TOKEN'), webhookUrl: `${publicUrl}/webhooks/twilio` })
  const orders = new Map<string, OrderFacts>()
  const parts: MessagingParts = {
    database,
    world,
    log,
    channels: [phone, mail, sms],
    whatsapp: phone,
    sms,
    publicUrl,
    supportEmail: 'boletas@fashionistas.co',
    facts: {
      order: async (_tx, orderId) => orders.get(orderId),
      orders: async (_tx, orderIds) => orderIds.flatMap((orderId) => orders.get(orderId) ?? []),
      paidOrders: async (_tx, eventId) =>
        [...orders.values()].filter(({ event, state }) => event.id === eventId && state === 'paid').map(({ orderId }) => orderId),
      ticketFiles: async (orderId) => [
        { filename: 'boletas.pdf', contentType: 'application/pdf', bytes: new TextEncoder().encode(`%PDF-1.4 ${orderId}`) },
      ],
      ordersDue: async (_tx, { from, to }) =>
        [...orders.values()]
          .filter(({ event }) => event.startsAt >= from && event.startsAt <= to)
          .map(({ orderId, event }) => ({ orderId, eventId: event.id, startsAt: event.startsAt })),
      ordersOfPhone: async (_tx, number) => [...orders.values()].filter(({ buyer }) => buyer.phone === number).map(({ orderId }) => orderId),
    },
  }
  const app = messagingWebhooks(parts)
  answer = (request) => app.fetch(request)
  const halts: Halts = new Map()

  const ground = {
    parts,
    world,
    simulators,
    orders,
    database,
    halts,
    put: (order: OrderFacts) => {
      orders.set(order.orderId, order)
      return order
    },
    /** Something happens, and the relay hands it on. */
    happen: async (type: Parameters<typeof emitTo>[1]['type'], data: Readonly<Record<string, unknown>>) => {
      await database.system((tx) => emitTo(tx, { id: randomUUID(), type, organizationId: null, data, occurredAt: world.now() }))
      await drainOutbox(database, messagingListeners(parts), log)
    },
    /** One round of everything that the worker does. */
    work: async (with_: readonly Channel[] = parts.channels) => {
      const own = { ...parts, channels: with_ }
      await workBroadcasts(own)
      await workInbox(own)
      await recoverUnknown(own)
      await goOnToNextChannel(own)
      await sendDue(own, halts)
      await workInbox(own)
    },
    /** Moves our clock and the simulators' together, and takes in what they told on the way. */
    pass: async (ms: number) => {
      world.move(ms)
      await simulators.whatsapp.advance(ms)
      await ground.work()
    },
    deliveries: async (): Promise<readonly Row[]> =>
      await database.system(
        async (tx) =>
          (await sql<Row>`select d.*, i.template from deliveries d join message_intents i on i.id = d.intent_id order by d.id`.execute(tx)).rows,
      ),
    happenings: async (type: string) =>
      await database.system(async (tx) => (await tx.selectFrom('outbox').select('data').where('type', '=', type).execute()).map(({ data }) => data)),
    received: async (to: string): Promise<readonly Received[]> =>
      await (await fetch(`${simulators.url}/dev/inbox/messages?to=${encodeURIComponent(to)}`)).json(),
    stop: async () => {
      mail.close()
      await simulators.stop()
      server.close()
      await database.close()
      await drop()
    },
  }
  await submitTemplates(parts)
  await ground.pass(2_000)
  return ground
}
export type Received = {
  readonly channel: string
  readonly to: string
  readonly subject?: string
  readonly text: string
  readonly template?: string
  readonly attachments: readonly { readonly filename: string; readonly contentType: string; readonly url: string }[]
  readonly links: readonly string[]
  readonly status: string
}

const portOf = (address: unknown): number => (typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0)
