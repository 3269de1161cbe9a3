import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import { z } from 'zod'
import { blobs } from './inbox/blobs.ts'
import { inbox } from './inbox/inbox.ts'
import { mailbox, type Mailbox } from './mailbox/mailbox.ts'
import { listen } from './sandbox/kernel/listen.ts'
import { readState, stateFile } from './sandbox/kernel/state-file.ts'
import { smsSimulator, type SmsSimulator } from './sms/sms-simulator.ts'
import { whatsappSimulator, type WhatsappSimulator } from './whatsapp/whatsapp-simulator.ts'

export type MessageSimulatorOptions = {
  /** State is kept here over restarts; without it, in memory. */
  readonly dataDir?: string | undefined
  /** Where the product takes webhooks: its own address. */
  readonly webhookBaseUrl: string
  /** The address that people open; the inbox's links are made with it. */
  readonly publicUrl: string
  /** Other simulators that should answer under the same address. */
  readonly routes?: readonly { readonly prefix: string; readonly url: string }[]
  /** WhatsApp's clock: `stopped` moves only by `advance`. */
  readonly clock?: 'running' | 'stopped' | undefined
  readonly startAt?: Date | undefined
}
export type MessageSimulators = {
  /** What the server has to be started with. */
  readonly env: Readonly<Record<string, string>>
  readonly url: string
  readonly whatsapp: WhatsappSimulator
  readonly mailbox: Mailbox
  readonly sms: SmsSimulator
  stop(): Promise<void>
}

const Secrets = z.object({ token: z.string(), appSecret: z.string(), verifyToken: z.string(), smsToken: z.string() })
type Secrets = z.infer<typeof Secrets>
const account = {
  phoneNumberId: '104440004441234',
  wabaId: '204440004441234',
  smsAccount: 'AC5f0c1a9d3e7b42868a1d0c9e2f4b6a80',
  smsFrom: '+576044441235',
}

/** WhatsApp, SMS, mail and the local inbox over them, on one HTTP port and one SMTP port of loopback. */
export async function startMessageSimulators(options: MessageSimulatorOptions): Promise<MessageSimulators> {
  const dataDir = options.dataDir && join(options.dataDir, 'messages')
  const webhooks = `${options.webhookBaseUrl.replace(/\/$/, '')}/webhooks`
  const publicUrl = options.publicUrl.replace(/\/$/, '')
  const keys = await secrets(dataDir)
  const files = blobs(dataDir)
  const whatsapp = whatsappSimulator({
    ...account,
    ...keys,
    blobs: files,
    webhookUrl: `${webhooks}/whatsapp`,
    clock: options.clock,
    startAt: options.startAt,
    dataDir,
  })
  // One clock for all three, so that a conversation stands in its true order.
  const now = () => whatsapp.now()
  const mail = await mailbox({ blobs: files, dataDir, now })
  const sms = smsSimulator({ account: account.smsAccount, token: keys.smsToken, dataDir, now })
  const app = new Hono()
  app.all('/graph/*', (context) => whatsapp.fetch(withoutPrefix(context.req.raw, '/graph')))
  app.route('/twilio', sms.app)
  app.route(
    '/',
    inbox({
      blobs: files,
      publicUrl,
      all: () => [...whatsapp.shown(), ...sms.shown(), ...mail.shown()],
      version: () => whatsapp.changes + sms.changes + mail.changes,
      answer: async (message) => void (await whatsapp.receive(message)),
      seen: (person) => whatsapp.readAll(person),
    }),
  )
  for (const { prefix, url } of options.routes ?? [])
    app.all(`${prefix}/*`, (context) => proxy(`${url}${pathOf(context.req.url)}`, { ...context.req, redirect: 'manual' }))
  const listening = await listen((request) => app.fetch(request))
  return {
    env: envOf(listening.port, keys, mail.url),
    url: listening.url,
    whatsapp,
    mailbox: mail,
    sms,
    stop: async () => {
      await Promise.all([listening.stop(), whatsapp.stop(), mail.stop(), sms.stop()])
    },
  }
}

function envOf(port: number, keys: Secrets, smtpUrl: string): Readonly<Record<string, string>> {
  const url = `http://127.0.0.1:${port}`
  return {
    WHATSAPP_BASE_URL: `${url}/graph`,
    WHATSAPP_TOKEN: keys.token,
    WHATSAPP_PHONE_NUMBER_ID: account.phoneNumberId,
    WHATSAPP_WABA_ID: account.wabaId,
    WHATSAPP_APP_SECRET: keys.appSecret,
    WHATSAPP_VERIFY_TOKEN: keys.verifyToken,
    SMTP_URL: smtpUrl,
    SMS_URL: `http://${account.smsAccount}@127.0.0.1:${port}/twilio?from=${encodeURIComponent(account.smsFrom)}`,
    SMS_TOKEN: keys.smsToken,
    SIMULATORS_URL: url,
  }
}

const pathOf = (address: string): string => {
  const { pathname, search } = new URL(address)
  return pathname + search
}

function withoutPrefix(request: Request, prefix: string): Request {
  const url = new URL(request.url)
  url.pathname = url.pathname.slice(prefix.length)
  return new Request(url, request)
}

/** Made once: with known secrets anybody in the same network could answer in somebody's name. */
async function secrets(dataDir: string | undefined): Promise<Secrets> {
  const stored = readState(dataDir, 'secrets.json')
  if (stored !== undefined) return Secrets.parse(stored)
  const make = () => randomBytes(24).toString('hex')
  const made: Secrets = { token: `EAA${make()}`, appSecret: make(), verifyToken: make(), smsToken: make() }
  await stateFile(dataDir, 'secrets.json', () => made).save()
  return made
}
