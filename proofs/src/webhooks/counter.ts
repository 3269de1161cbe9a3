import { openOrganizer } from '@fashionistas/bench/src/organizer.ts'
import type { Company } from '../faults/company.ts'
import type { Ground } from '../faults/ground.ts'
import { openSale, shopper, waitingPhone, type Order, type Shopper, type Wish } from '../faults/shopper.ts'
import { until } from '../faults/until.ts'

/** An order whose payment waits for a person at the company. */
export type Waiting = { readonly order: Order; readonly paymentId: string; readonly reference: string; readonly providerRef: string }
/** Where the cases of one company buy. */
export type Counter = {
  readonly ground: Ground
  readonly company: Company
  readonly shopper: Shopper
  /** An event with more than enough. */
  readonly wish: Wish
  /** An event with one ticket. */
  scarce(): Promise<Wish>
  waiting(wish?: Wish): Promise<Waiting>
  stateOf(order: Order): Promise<string>
  becomes(order: Order, state: string | readonly string[]): Promise<void>
  /** No question of ours may find out before the webhook does. */
  silencePoller(waiting: Waiting): Promise<void>
}

export async function openCounter(ground: Ground, company: Company): Promise<Counter> {
  await ground.serve({ PAYMENT_PROVIDERS: company.id })
  const organizer = await openOrganizer(ground.url)
  const open = (quantity: number) => openSale(organizer, `Avisos ${company.id}`, quantity)
  const buyer = shopper(ground.url)
  const wish = await open(1000)
  const stateOf = async (order: Order): Promise<string> => {
    const seen = await buyer.look(order)
    const payments = seen.payments.map(({ state }) => state).toSorted()
    return `${seen.state}, ${payments.join(' ')}, ${seen.tickets.filter(({ state }) => state === 'active').length} tickets`
  }
  return {
    ground,
    company,
    shopper: buyer,
    wish,
    scarce: () => open(1),
    async waiting(from = wish) {
      const order = await buyer.hold(from)
      const paying = await buyer.pay(order, waitingPhone)
      if ('refused' in paying) throw new Error(`${company.id} could not be asked to charge: ${paying.refused.code}`)
      return await waitingFor(ground, order, paying.payment.id)
    },
    stateOf,
    async becomes(order, state) {
      let seen = ''
      await until(`${company.id}: an order becomes «${[state].flat().join('» or «')}»`, async () =>
        [state].flat().includes((seen = await stateOf(order))),
      ).catch((error: unknown) => {
        throw new Error(`${error instanceof Error ? error.message : String(error)}; it is «${seen}»`, { cause: error })
      })
    },
    silencePoller: async ({ paymentId }) =>
      void (await ground.database.query(`update payments set next_poll_at = now() + interval '1 hour' where id = $1`, [paymentId])),
  }
}

async function waitingFor({ database }: Ground, order: Order, paymentId: string): Promise<Waiting> {
  const { rows } = await database.query<{ reference: string; provider_ref: string }>('select reference, provider_ref from payments where id = $1', [
    paymentId,
  ])
  const [row] = rows
  if (!row) throw new Error(`no payment ${paymentId}`)
  return { order, paymentId, reference: row.reference, providerRef: row.provider_ref }
}
