import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { newBuyer } from '@fashionistas/bench/src/buyer.ts'
import { textAt } from '@fashionistas/bench/src/lines.ts'
import { approvingPhone, type Wish } from '../faults/shopper.ts'

export type Crowd = {
  /** Orders whose payment the product took. */
  readonly paid: readonly string[]
  /** Orders whose payment the company refused: the buyer was told so, and tries another order. */
  readonly refused: readonly string[]
  /** How often each status was answered; 0 is a line that broke or was refused. */
  readonly statuses: Readonly<Record<string, number>>
  /** Answers of 503 that were no problem+json with `unavailable` and a time to come back. */
  readonly unclear: number
  stop(): Promise<void>
}
const patienceMs = 60_000
/** The hold was over before the buyer paid: that may happen when clocks jump. */
class TooLate extends Error {}

/** Buyers who hold and pay without an end. What fails on the other side they ask again, under the same key, as a browser does. */
export function crowd(url: string, wish: Wish, size: number): Crowd {
  const paid: string[] = []
  const refused: string[] = []
  const statuses: Record<string, number> = {}
  let unclear = 0
  let isOver = false

  async function once(path: string, body: object, key: string): Promise<{ readonly status: number; readonly body: unknown }> {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify(body) }
    try {
      const answer = await fetch(`${url}${path}`, sent)
      const text = await answer.text()
      if (answer.status === 503 && !(text.includes('"code":"unavailable"') && answer.headers.has('retry-after'))) unclear += 1
      return { status: answer.status, body: JSON.parse(text) }
    } catch {
      return { status: 0, body: undefined }
    }
  }
  async function patiently(path: string, body: object): Promise<unknown> {
    const [key, endsAt] = [randomUUID(), performance.now() + patienceMs]
    for (;;) {
      const answer = await once(path, body, key)
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      if (answer.status >= 200 && answer.status < 300) return answer.body
      if (answer.status === 410) throw new TooLate()
      if (answer.status < 500 && answer.status !== 0) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      if (performance.now() > endsAt) throw new Error(`${path} is not answered for a minute`)
      await pause(250)
    }
  }
  async function buy(): Promise<void> {
    const lines = [{ typeId: wish.typeId, quantity: 1 }]
    const quoted = await patiently(`/api/v1/events/${wish.eventId}/quote`, { lines })
    const order = await patiently('/api/v1/orders', {
      eventId: wish.eventId,
      lines,
      quoteHash: textAt(quoted, 'hash'),
      buyer: newBuyer(),
      answers: [{ questionId: wish.questionId, value: 'Radio' }],
      consents: { terms: true, personalData: true },
    })
    const orderId = textAt(order, 'id')
    const details = { nequiPhone: approvingPhone }
    const payment = await patiently(`/api/v1/orders/${orderId}/payments`, { token: textAt(order, 'link'), method: 'nequi', details })
    const into = textAt(payment, 'state') === 'failed' ? refused : paid
    into.push(orderId)
  }
  const buyers = Array.from({ length: size }, async () => {
    while (!isOver)
      await buy().catch((error: unknown) => {
        if (!(error instanceof TooLate)) throw error
      })
  })
  const all = Promise.all(buyers)
  all.catch(() => {}) // told by `stop`
  return {
    paid,
    refused,
    statuses,
    get unclear() {
      return unclear
    },
    async stop() {
      isOver = true
      await all
    },
  }
}
