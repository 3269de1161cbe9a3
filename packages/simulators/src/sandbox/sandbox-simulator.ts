import { Hono } from 'hono'
import { z } from 'zod'
import { api } from './api.ts'
import { clock, ClockState, type Job } from './kernel/clock.ts'
import { control, type Controlled } from './kernel/control.ts'
import { courier, CourierState, type Delivery, type DeliveryMode } from './kernel/courier.ts'
import { Fault, faults, type FaultInput } from './kernel/faults.ts'
import { listen, withoutPrefix, type Fetch, type Listening } from './kernel/listen.ts'
import { readState, stateFile } from './kernel/state-file.ts'
import { payPage } from './pay-page.ts'
import { Entry, payments } from './payments.ts'
import type { Outcome } from './sentinels.ts'
import type { Payment } from './wire.ts'

export type SandboxOptions = {
  readonly secret: string
  /** Where signed webhooks are posted; without it they are only listed. */
  readonly webhookUrl?: string | undefined
  /** `running` follows the real time, `stopped` moves only by `advance`. */
  readonly clock?: 'running' | 'stopped' | undefined
  /** The time that a stopped clock shows on its first start. */
  readonly startAt?: Date | undefined
  /** State is kept here over restarts. */
  readonly dataDir?: string | undefined
  /** How the payer's browser reaches the pages, when not by the address of `listen`. */
  readonly publicUrl?: string | undefined
}

export interface SandboxSimulator {
  readonly fetch: Fetch
  listen(port?: number): Promise<Listening>
  now(): number
  advance(ms: number): Promise<void>
  setDelivery(mode: DeliveryMode): void
  setFault(fault: FaultInput | undefined): void
  payments(): readonly Payment[]
  events(): readonly Delivery[]
  force(id: string, status: string): boolean
  approveAgain(id: string): string | undefined
}

const Stored = z.object({ clock: ClockState, courier: CourierState, entries: z.array(Entry) })
const fileName = 'sandbox.json'
const retriesMs = [60_000, 10 * 60_000, 3_600_000, 6 * 3_600_000]
const forced: Readonly<Record<string, Outcome>> = {
  succeeded: { kind: 'approve' },
  failed: { kind: 'fail', code: 'declined', message: 'La entidad rechazó el pago' },
}

export function sandboxSimulator(options: SandboxOptions): SandboxSimulator {
  const raw = readState(options.dataDir, fileName)
  const stored = raw === undefined ? undefined : Stored.parse(raw)
  let publicUrl = options.publicUrl?.replace(/\/$/, '') ?? ''

  const post = courier({ clock: () => time, url: options.webhookUrl, retriesMs, restored: stored?.courier })
  const book = payments({ clock: () => time, courier: post, secret: options.secret, publicUrl: () => publicUrl, restored: stored?.entries ?? [] })
  const time = clock({ mode: options.clock ?? 'running', startAt: options.startAt, restored: stored?.clock, run })
  const file = stateFile(options.dataDir, fileName, () => ({ clock: time.snapshot(), courier: post.snapshot(), entries: book.all() }))

  async function run(job: Job): Promise<void> {
    if (job.kind === 'deliver') await post.deliver(job.subject)
    else book.step(job.kind, job.subject)
    await file.save()
  }

  const fault = faults()
  const controlled: Controlled = {
    brand: 'Pasarela de pruebas',
    statuses: Object.keys(forced),
    courier: post,
    faults: fault,
    settings: [],
    advance: (ms) => time.advance(ms),
    list: () =>
      book.all().map(({ payment, pageKey }) => ({
        id: payment.id,
        reference: payment.reference,
        status: payment.status,
        method: payment.method,
        amountMinor: payment.amount.minor,
        currency: payment.amount.currency,
        isOpen: payment.finishedAt === null,
        payPage: `../pay/${pageKey}`,
      })),
    records: () => book.all().map(({ payment, refunds }) => ({ ...payment, refunds })),
    force(id, status) {
      const outcome = forced[status]
      if (!outcome || book.find(id)?.payment.finishedAt !== null) return false
      book.decide(id, outcome)
      return true
    },
    approveAgain: (id) => book.approveAgain(id),
  }

  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    if (context.req.method !== 'GET') await file.save()
  })
  app.use('/v1/*', fault.middleware)
  app.route(
    '/v1',
    api(book, options.secret, () => time.now()),
  )
  app.route('/', control(controlled))
  app.route(
    '/',
    payPage(book, () => time.now()),
  )
  const fetch = withoutPrefix((request) => app.fetch(request), options.publicUrl)

  return {
    fetch,
    async listen(port) {
      const listening = await listen(fetch, port)
      publicUrl ||= listening.url
      return {
        ...listening,
        stop: async () => {
          time.stop()
          await listening.stop()
          await file.save()
        },
      }
    },
    now: () => time.now(),
    advance: (ms) => time.advance(ms),
    setDelivery: (mode) => post.setMode(mode),
    setFault: (next) => fault.set(next && Fault.parse(next)),
    payments: () => book.all().map(({ payment }) => payment),
    events: () => post.list(),
    force: controlled.force,
    approveAgain: controlled.approveAgain,
  }
}
