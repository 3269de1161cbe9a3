import { randomUUID } from 'node:crypto'
import { textAt, valueAt, type Answer, type Lines } from './lines.ts'

export type Wish = {
  readonly eventId: string
  readonly typeId: string
  readonly quantity: number
  readonly questionId: string
  readonly promoCode?: string | undefined
}
export type Held = { readonly orderId: string; readonly link: string; readonly tookMs: number }

let people = 0

/** Every order is another person's: the product lets nobody hold more than a few. */
export function newBuyer() {
  people += 1
  return { name: 'Luisa Fernanda Mejía', email: `buyer${people}@example.co`, phone: `+57300${String(people).padStart(7, '0')}` }
}

/** The hash of the price now; undefined when it is sold out. */
export async function quote(lines: Lines, { eventId, typeId, quantity, promoCode }: Wish): Promise<string | undefined> {
  const answer = await lines.send('POST', `/api/v1/events/${eventId}/quote`, { body: JSON.stringify({ lines: [{ typeId, quantity }], promoCode }) })
  return isSoldOut(answer) ? undefined : textAt(good(answer), 'hash')
}

/** Undefined when it is sold out. */
export async function hold(lines: Lines, wish: Wish, quoteHash: string): Promise<Held | undefined> {
  const { eventId, typeId, quantity, questionId, promoCode } = wish
  const body = JSON.stringify({
    eventId,
    lines: [{ typeId, quantity }],
    quoteHash,
    promoCode,
    answers: [{ questionId, value: 'Radio' }],
    buyer: newBuyer(),
    locale: 'es-CO',
    consents: { terms: true, personalData: true, marketing: false },
  })
  const answer = await lines.send('POST', '/api/v1/orders', { body, headers: { 'idempotency-key': randomUUID() } })
  if (isSoldOut(answer)) return undefined
  const order = good(answer)
  return { orderId: textAt(order, 'id'), link: textAt(order, 'link'), tookMs: answer.tookMs }
}

export async function pay(lines: Lines, { orderId, link }: Held): Promise<void> {
  const body = JSON.stringify({ token: link, method: 'nequi', details: { nequiPhone: '3001111111' } })
  good(await lines.send('POST', `/api/v1/orders/${orderId}/payments`, { body, headers: { 'idempotency-key': randomUUID() } }))
}

export async function release(lines: Lines, { orderId, link }: Held): Promise<void> {
  good(await lines.send('DELETE', `/api/v1/orders/${orderId}?token=${encodeURIComponent(link)}`))
}

const isSoldOut = ({ status, body }: Answer): boolean => status === 409 && ['sold_out', 'code_used_up'].includes(String(valueAt(body, 'code')))

/** The product answered something that no buyer should see. */
export class Fault extends Error {
  override readonly name = 'Fault'
}

function good({ status, body }: Answer): unknown {
  if (status < 200 || status > 299) throw new Fault(`the product answered ${status}: ${JSON.stringify(body)?.slice(0, 400)}`)
  return body
}

/** Who gives up does not end the run: how many do is a figure. */
export class GivenUp {
  readonly #seen: string[] = []

  async count(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.#seen.push(error.message)
    }
  }

  get problems(): readonly string[] {
    return this.#seen.length === 0 ? [] : [`${this.#seen.length} buyers gave up; the first: ${this.#seen[0]}`]
  }
}
