import { Hono } from 'hono'
import { z } from 'zod'
import { clock, ClockState, type Job } from '../sandbox/kernel/clock.ts'
import { control, type Controlled } from '../sandbox/kernel/control.ts'
import { courier, CourierState, type Delivery, type DeliveryMode } from '../sandbox/kernel/courier.ts'
import { Fault, faults, type FaultInput } from '../sandbox/kernel/faults.ts'
import { listen, withoutPrefix, type Fetch, type Listening } from '../sandbox/kernel/listen.ts'
import { readState, stateFile } from '../sandbox/kernel/state-file.ts'
import { api } from './api.ts'
import { CardToken } from './cards.ts'
import { checkoutPages } from './checkout-page.ts'
import type { World } from './create-transaction.ts'
import { defaultTimersMs, type NequiBehaviour, type TimersMs } from './fate.ts'
import type { Keys } from './keys.ts'
import { payPages } from './pay-pages.ts'
import { Entry, transactions } from './transactions.ts'
import { FinalStatus, type Transaction } from './wire.ts'

export type WompiOptions = Keys & {
  /** Where signed events are posted; without it they are only listed. */
  readonly eventsUrl?: string | undefined
  /** `running` follows the real time, `stopped` moves only by `advance`. */
  readonly clock?: 'running' | 'stopped' | undefined
  /** The time that a stopped clock shows on its first start. */
  readonly startAt?: Date | undefined
  readonly timersMs?: Partial<TimersMs> | undefined
  /** State is kept here over restarts. */
  readonly dataDir?: string | undefined
  /** How the payer's browser reaches the pages, when not by the address of `listen`. */
  readonly publicUrl?: string | undefined
}

export interface WompiSimulator {
  readonly fetch: Fetch
  listen(port?: number): Promise<Listening>
  now(): number
  advance(ms: number): Promise<void>
  setDelivery(mode: DeliveryMode): void
  setFault(fault: FaultInput | undefined): void
  transactions(): readonly Transaction[]
  events(): readonly Delivery[]
  force(id: string, status: string): boolean
  approveAgain(id: string): string | undefined
}

const Stored = z.object({
  clock: ClockState,
  courier: CourierState,
  entries: z.array(Entry),
  cards: z.array(CardToken),
  nequi: z.enum(['documented', 'by_hand']),
})
const fileName = 'wompi.json'
const merchantId = 7788
const retriesMs = [30 * 60_000, 3 * 3_600_000, 24 * 3_600_000]
const keptCards = 5_000

export function wompiSimulator(options: WompiOptions): WompiSimulator {
  const raw = readState(options.dataDir, fileName)
  const stored = raw === undefined ? undefined : Stored.parse(raw)
  const timers: TimersMs = { ...defaultTimersMs, ...options.timersMs }
  const cards = new Map((stored?.cards ?? []).map((card) => [card.id, card]))
  let publicUrl = options.publicUrl?.replace(/\/$/, '') ?? ''
  let nequi: NequiBehaviour = stored?.nequi ?? 'documented'

  const post = courier({ clock: () => time, url: options.eventsUrl, retriesMs, restored: stored?.courier })
  const book = transactions({
    clock: () => time,
    courier: post,
    eventsSecret: options.eventsSecret,
    merchantId,
    linkMs: () => timers.bankLink,
    publicUrl: () => publicUrl,
    restored: stored?.entries ?? [],
  })
  const time = clock({ mode: options.clock ?? 'running', startAt: options.startAt, restored: stored?.clock, run })
  const file = stateFile(options.dataDir, fileName, () => ({
    clock: time.snapshot(),
    courier: post.snapshot(),
    entries: book.all(),
    cards: [...cards.values()].slice(-keptCards),
    nequi,
  }))

  async function run(job: Job): Promise<void> {
    if (job.kind === 'deliver') await post.deliver(job.subject)
    else book.step(job.kind, job.subject)
    await file.save()
  }

  const world: World = { keys: options, merchantId, timers, transactions: book, cards, now: () => time.now(), nequi: () => nequi }
  const fault = faults()
  const controlled: Controlled = {
    brand: 'Wompi de pruebas',
    statuses: FinalStatus.options,
    courier: post,
    faults: fault,
    settings: [
      {
        name: 'nequi',
        label: 'Otros números de Nequi',
        get value() {
          return nequi
        },
        choices: ['documented', 'by_hand'],
        set: (value) => {
          nequi = value === 'by_hand' ? 'by_hand' : 'documented'
        },
      },
    ],
    advance: (ms) => time.advance(ms),
    list: () =>
      book.all().map(({ transaction }) => ({
        id: transaction.id,
        reference: transaction.reference,
        status: transaction.status,
        method: transaction.payment_method_type,
        amountMinor: transaction.amount_in_cents,
        currency: 'COP',
        isOpen: transaction.status === 'PENDING',
        payPage: `../pago/${transaction.id}`,
      })),
    records: () => book.all().map(({ transaction }) => transaction),
    force: (id, status) => {
      const final = FinalStatus.safeParse(status)
      return final.success && book.finish(id, final.data)
    },
    approveAgain: (id) => book.approveAgain(id),
  }

  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    if (context.req.method !== 'GET') await file.save()
  })
  app.use('/v1/*', fault.middleware)
  app.route('/v1', api(world))
  app.route('/', payPages(book))
  app.route('/', checkoutPages(world))
  app.route('/', control(controlled))
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
    transactions: () => book.all().map(({ transaction }) => transaction),
    events: () => post.list(),
    force: controlled.force,
    approveAgain: controlled.approveAgain,
  }
}
