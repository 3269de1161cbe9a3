import { openOrganizer } from '@fashionistas/bench/src/organizer.ts'
import type { Refusal } from '@fashionistas/contract'
import type { Company } from '../faults/company.ts'
import type { Ground } from '../faults/ground.ts'
import type { Proxy } from '../faults/proxy.ts'
import { openSale, shopper, waitingPhone, type Order, type Shopper, type Wish } from '../faults/shopper.ts'
import { until } from '../faults/until.ts'

/** Where one company is broken, with the other behind it. */
export type Desk = {
  readonly ground: Ground
  readonly first: Company
  readonly second: Company
  /** The road to the first. */
  readonly way: Proxy
  readonly shopper: Shopper
  readonly wish: Wish
}
export type Paid = { readonly order: Order; readonly provider: string; readonly tookMs: number }

/** Breakers are in the memory of the processes: each case begins with fresh ones. */
export async function openDesk(ground: Ground, id: Company['id'], wish: Wish | undefined, isAlone = false): Promise<Desk> {
  const { sandbox, wompi } = ground.companies
  const [first, second] = id === 'sandbox' ? [sandbox, wompi] : [wompi, sandbox]
  const way = ground.ways[id]
  way.heal()
  await way.up()
  await ground.serve({ PAYMENT_PROVIDERS: isAlone ? first.id : `${first.id},${second.id}` })
  return { ground, first, second, way, shopper: shopper(ground.url), wish: wish ?? (await newSale(ground)) }
}

const newSale = async (ground: Ground): Promise<Wish> => await openSale(await openOrganizer(ground.url), 'Pasarelas con fallas', 1000)

/** The offers are known and fresh, so that a fault meets the charge and not what comes before it. */
export async function held({ shopper: buyer, wish }: Desk): Promise<Order> {
  const order = await buyer.hold(wish)
  await buyer.offers(order)
  return order
}

export async function pays({ shopper: buyer }: Desk, order: Order): Promise<Paid> {
  const startedAt = performance.now()
  const paying = await buyer.pay(order, waitingPhone)
  if ('refused' in paying) throw new Error(`a buyer who should pay was refused: ${paying.refused.code}`)
  return { order, provider: paying.payment.provider, tookMs: performance.now() - startedAt }
}

export async function isRefused({ shopper: buyer }: Desk, order: Order): Promise<{ readonly refusal: Refusal; readonly tookMs: number }> {
  const startedAt = performance.now()
  const paying = await buyer.pay(order, waitingPhone)
  if ('payment' in paying) throw new Error(`a buyer paid at ${paying.payment.provider} while that could not be`)
  return { refusal: paying.refused, tookMs: performance.now() - startedAt }
}

export function expectThat(what: string, holds: boolean): void {
  if (!holds) throw new Error(what)
}

/** Over both companies: nobody is ever charged twice. */
export async function expectCharges(
  { first, second }: Desk,
  order: Order,
  wanted: { readonly first: number; readonly second: number },
): Promise<void> {
  const [one, other] = await Promise.all([first.chargesOf(order.code), second.chargesOf(order.code)])
  expectThat(
    `${first.id} made ${one} charges and ${second.id} ${other}, not ${wanted.first} and ${wanted.second}`,
    one === wanted.first && other === wanted.second,
  )
}

/** The payer says yes at whichever company has the charge, and gets the ticket. */
export async function ends({ ground, shopper: buyer }: Desk, order: Order): Promise<void> {
  const { rows } = await ground.database.query<{ provider: string; provider_ref: string }>(
    `select provider, provider_ref from payments where order_id = $1 and provider_ref is not null and state not in ('failed', 'expired')`,
    [order.id],
  )
  for (const row of rows) await ground.companies[row.provider === 'wompi' ? 'wompi' : 'sandbox'].decide(row.provider_ref, 'approved')
  await until('a buyer gets the ticket', async () => (await buyer.look(order)).state === 'paid')
}
