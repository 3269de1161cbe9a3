import { randomUUID } from 'node:crypto'
import { textAt, valueAt, type Answer, type Lines } from '../lines.ts'

export type Wish = {
  readonly eventId: string
  readonly questionId: string
  readonly typeId: string
  readonly quantity: number
  readonly promoCode?: string | undefined
  /** Marks who will go away without paying, so that the bench can end their time. */
  readonly referral?: string | undefined
}
/** What happened to the requests of one process of buyers. */
export type Tally = {
  orders: number
  refused: number
  released: number
  walkedAway: number
  repeated: number
  withCode: number
  readonly problems: string[]
}
export type Held = { readonly orderId: string; readonly link: string; readonly state: string }
export type Shopper = {
  quote(wish: Wish): Promise<string | undefined>
  /** Undefined: there is none left, of the tickets or of the code. */
  hold(wish: Wish, quoteHash: string): Promise<Held | undefined>
  pay(held: Held): Promise<void>
  release(held: Held): Promise<void>
}
const repeatedShare = 0.25
const noneLeft = ['sold_out', 'code_used_up']

/**
 * A buyer who repeats a share of their requests under the same key: twice at once, and once more afterwards. All three must get the answer of
 * one; what differs is a problem.
 */
export function shopper(open: Lines, tally: Tally, people: () => object): Shopper {
  const asked = async (method: string, path: string, body: string | undefined, sameOf: (answer: Answer) => string): Promise<Answer> => {
    const headers = { 'idempotency-key': randomUUID() }
    const send = () => open.send(method, path, body === undefined ? { headers } : { body, headers })
    if (Math.random() >= repeatedShare) return await send()
    tally.repeated += 1
    const [first, ...others] = [...(await Promise.all([send(), send()])), await send()]
    if (!first) throw new Error('nothing was sent')
    // A refusal leaves nothing behind: the repeat is a try of its own and may find what somebody gave back.
    const all = [first, ...others].filter(isGood)
    if (new Set(all.map(sameOf)).size > 1)
      tally.problems.push(`${method} ${path} three times under one key was answered ${all.map(sameOf).join(', ')}`)
    return all[0] ?? first
  }
  return {
    async quote({ eventId, typeId, quantity, promoCode }) {
      const body = JSON.stringify({ lines: [{ typeId, quantity }], promoCode })
      const answer = await open.send('POST', `/api/v1/events/${eventId}/quote`, { body })
      return isNone(answer) ? undefined : textAt(good(answer), 'hash')
    },
    async hold({ eventId, questionId, typeId, quantity, promoCode, referral }, quoteHash) {
      const answers = [{ questionId, value: 'Radio' }]
      const consents = { terms: true, personalData: true, marketing: false }
      const body = JSON.stringify({
        eventId,
        lines: [{ typeId, quantity }],
        quoteHash,
        promoCode,
        referral,
        answers,
        buyer: people(),
        locale: 'es-CO',
        consents,
      })
      const answer = await asked('POST', '/api/v1/orders', body, ({ body: order }) => textAt(order, 'id'))
      if (isNone(answer)) return undefined
      const order = good(answer)
      return { orderId: textAt(order, 'id'), link: textAt(order, 'link'), state: textAt(order, 'state') }
    },
    async pay({ orderId, link }) {
      const body = JSON.stringify({ token: link, method: 'nequi', details: { nequiPhone: '3001111111' } })
      good(await asked('POST', `/api/v1/orders/${orderId}/payments`, body, ({ body: payment }) => textAt(payment, 'id')))
    },
    async release({ orderId, link }) {
      good(await asked('DELETE', `/api/v1/orders/${orderId}?token=${encodeURIComponent(link)}`, undefined, ({ status }) => String(status)))
    },
  }
}

const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300
const isNone = ({ status, body }: Answer): boolean => status === 409 && noneLeft.includes(String(valueAt(body, 'code')))

function good(answer: Answer): unknown {
  if (!isGood(answer)) throw new Error(`the product answered ${answer.status}: ${JSON.stringify(answer.body)?.slice(0, 300)}`)
  return answer.body
}
