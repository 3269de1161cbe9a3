import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from './clock.ts'

/** How webhooks reach the product: `wrong_amount` also changes what the payment itself says was paid. */
export const DeliveryMode = z.enum(['normal', 'lost', 'duplicate', 'late', 'reordered', 'forged', 'wrong_amount'])
export type DeliveryMode = z.infer<typeof DeliveryMode>

export const Delivery = z.object({
  id: z.string(),
  mode: DeliveryMode,
  body: z.string(),
  headers: z.record(z.string(), z.string()),
  state: z.enum(['waiting', 'delivered', 'lost', 'given_up']),
  attempts: z.array(z.object({ at: z.string(), status: z.number() })),
})
export type Delivery = z.infer<typeof Delivery>

export type Message = { readonly body: string; readonly headers: Readonly<Record<string, string>> }
export interface Courier {
  readonly mode: DeliveryMode
  setMode(mode: DeliveryMode): void
  /** `sign` is asked for a message with a good or, to forge, a bad signature. */
  announce(sign: (quality: 'genuine' | 'forged') => Message): void
  deliver(id: string): Promise<void>
  list(): readonly Delivery[]
  snapshot(): { readonly mode: DeliveryMode; readonly deliveries: readonly Delivery[] }
}

export const CourierState = z.object({ mode: DeliveryMode, deliveries: z.array(Delivery) })

const keptDeliveries = 500
const lateMs = 10 * 60_000
const reorderWindowMs = 60_000
const answerTimeoutMs = 5_000

export function courier(options: {
  readonly clock: () => Clock
  readonly url: string | undefined
  readonly retriesMs: readonly number[]
  readonly restored: z.infer<typeof CourierState> | undefined
}): Courier {
  const deliveries = new Map((options.restored?.deliveries ?? []).map((delivery) => [delivery.id, delivery]))
  let mode = options.restored?.mode ?? 'normal'
  let heldBack: string | undefined

  function note(message: Message, state: Delivery['state']): string {
    const id = randomUUID()
    deliveries.set(id, { id, mode, ...message, headers: { ...message.headers }, state, attempts: [] })
    const [oldest] = deliveries.keys()
    if (deliveries.size > keptDeliveries && oldest) deliveries.delete(oldest)
    return id
  }

  function send(message: Message, delayMs = 0): string {
    const id = note(message, 'waiting')
    if (options.url) options.clock().later(delayMs, 'deliver', id)
    return id
  }

  /** The first of two is held until the second has gone out, or for a minute when no second comes. */
  function reorder(message: Message): void {
    const clock = options.clock()
    if (heldBack === undefined || deliveries.get(heldBack)?.state !== 'waiting') {
      heldBack = send(message, reorderWindowMs)
      return
    }
    const first = heldBack
    heldBack = undefined
    clock.forget(first)
    send(message)
    clock.later(1, 'deliver', first)
  }

  async function post({ body, headers }: Delivery): Promise<number> {
    try {
      const answer = await fetch(options.url ?? '', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
        signal: AbortSignal.timeout(answerTimeoutMs),
      })
      await answer.arrayBuffer()
      return answer.status
    } catch {
      return 0 // nobody answered: counted as a failed attempt, the schedule goes on
    }
  }

  return {
    get mode() {
      return mode
    },
    setMode(next) {
      mode = next
    },
    announce(sign) {
      const message = sign(mode === 'forged' ? 'forged' : 'genuine')
      switch (mode) {
        case 'lost':
          note(message, 'lost')
          return
        case 'duplicate':
          send(message)
          send(message)
          return
        case 'late':
          send(message, lateMs)
          return
        case 'reordered':
          reorder(message)
          return
        case 'normal':
        case 'forged':
        case 'wrong_amount':
          send(message)
      }
    },
    async deliver(id) {
      const delivery = deliveries.get(id)
      if (!delivery || delivery.state !== 'waiting') return
      const clock = options.clock()
      const at = new Date(clock.now()).toISOString()
      const status = await post(delivery)
      const attempts = [...delivery.attempts, { at, status }]
      const retryMs = options.retriesMs[attempts.length - 1]
      const isDelivered = status >= 200 && status < 300
      deliveries.set(id, { ...delivery, attempts, state: isDelivered ? 'delivered' : retryMs === undefined ? 'given_up' : 'waiting' })
      if (!isDelivered && retryMs !== undefined) clock.later(retryMs, 'deliver', id)
    },
    list: () => [...deliveries.values()],
    snapshot: () => ({ mode, deliveries: [...deliveries.values()] }),
  }
}
