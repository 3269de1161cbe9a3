import { randomUUID } from 'node:crypto'
import { Fault, hold, quote, release, type Held, type Wish } from '@fashionistas/bench/src/buyer.ts'
import type { OwnProduct } from '@fashionistas/bench/src/cluster/own-product.ts'
import { until } from '@fashionistas/bench/src/cluster/patience.ts'
import { textAt, valueAt, type Lines } from '@fashionistas/bench/src/lines.ts'
import { payAgain } from './company.ts'

/**
 * `changes_mind` gives the hold back. `is_late` pays when the hold is over: tickets if some are left, else the money back.
 * `pays_twice` pays once more on the company's page: the second payment must come back.
 */
export type Habit = 'pays' | 'changes_mind' | 'is_late' | 'pays_twice'
export type Told = { readonly outcome: 'paid' | 'late_paid' | 'released' | 'sold_out'; readonly orderId?: string }
type Shop = { readonly product: OwnProduct; readonly open: Lines; readonly wish: Wish; readonly habit: Habit }

/** The sandbox phone that Wompi approves some three seconds after the charge. */
const approvingPhone = '3991111111'
const patienceMs = 90_000

/** One buyer, who repeats what got no answer, and goes when the product has told them how it ended. */
export async function shop({ product, open, wish, habit }: Shop): Promise<Told> {
  const hash = await quote(open, wish)
  const held = hash === undefined ? undefined : await hold(open, wish, hash)
  if (!held) return { outcome: 'sold_out' }
  if (habit === 'changes_mind') {
    await release(open, held)
    return { outcome: 'released', orderId: held.orderId }
  }
  await pay(open, held)
  if (habit === 'is_late') await endHold(product, held)
  const told = await waitForEnd(open, held, wish)
  if (habit === 'pays_twice' && told.outcome === 'paid') await payAgain(product, await referenceOf(product, held))
  return told
}

async function pay(open: Lines, { orderId, link }: Held): Promise<void> {
  const methods = await open.send('GET', `/api/v1/orders/${orderId}/payment-methods?token=${encodeURIComponent(link)}`)
  const offers = valueAt(methods.body, 'data')
  const nequi: unknown = Array.isArray(offers) ? offers.find((offer) => valueAt(offer, 'method') === 'nequi') : undefined
  if (!nequi) throw new Fault(`no Nequi offered: ${methods.status} ${JSON.stringify(methods.body)?.slice(0, 300)}`)
  const body = JSON.stringify({ token: link, method: 'nequi', acceptances: valueAt(nequi, 'acceptances'), details: { nequiPhone: approvingPhone } })
  const answer = await open.send('POST', `/api/v1/orders/${orderId}/payments`, { body, headers: { 'idempotency-key': randomUUID() } })
  if (answer.status !== 200) throw new Fault(`the payment was answered ${answer.status}: ${JSON.stringify(answer.body)?.slice(0, 300)}`)
}

/** As if the minutes of the hold had passed while the payer looked for the phone. */
async function endHold({ database }: OwnProduct, { orderId }: Held): Promise<void> {
  await until(patienceMs, async () => {
    await database.query(`update orders set expires_at = now() where id = $1 and state = 'pending_payment'`, [orderId])
    return undefined
  })
}

async function waitForEnd(open: Lines, { orderId, link }: Held, { quantity }: Wish): Promise<Told> {
  let seen: unknown
  await until(patienceMs, async () => {
    seen = (await open.send('GET', `/api/v1/orders/${orderId}?token=${encodeURIComponent(link)}`)).body
    const state = valueAt(seen, 'state')
    return state === 'paid' || state === 'late_paid' ? undefined : `order ${orderId} was charged and is ${String(state)}`
  }).catch((error: unknown) => {
    throw new Fault(String(error))
  })
  if (textAt(seen, 'state') === 'late_paid') return { outcome: 'late_paid', orderId }
  const tickets = valueAt(seen, 'tickets')
  if (!Array.isArray(tickets) || tickets.length !== quantity) throw new Fault(`order ${orderId} is paid and shows other than ${quantity} tickets`)
  return { outcome: 'paid', orderId }
}

async function referenceOf({ database }: OwnProduct, { orderId }: Held): Promise<string> {
  let reference = ''
  await until(patienceMs, async () => {
    const { rows } = await database.query<{ reference: string }>(`select reference from payments where order_id = $1 and state = 'succeeded'`, [
      orderId,
    ])
    reference = rows[0]?.reference ?? ''
    return reference === '' ? `order ${orderId} has no payment` : undefined
  })
  return reference
}
