import type { OrderView, PaymentMethod } from '@fashionistas/contract'
import { sandboxSimulator, type SandboxSimulator } from '@fashionistas/simulators/sandbox/sandbox-simulator.ts'
import type { Actor } from '#core/context.ts'
import type { EventFacts, GivenEvent } from './given-event.ts'
import { given, type Organizer } from './given.ts'
import { startHarness, type Harness, type HarnessOptions } from './harness.ts'

/** What of an event a sale needs. */
type Sold = Pick<GivenEvent, 'eventId' | 'typeId'>
export type Shop = {
  readonly harness: Harness
  readonly simulator: SandboxSimulator
  readonly organizer: Organizer
  event(facts?: EventFacts): Promise<GivenEvent>
  /** A buyer quotes and holds; every buyer is another person unless named. */
  hold(
    event: Sold,
    quantity: number,
    options?: { readonly typeId?: string; readonly email?: string; readonly actor?: Actor; readonly key?: string },
  ): Promise<OrderView>
  pay(order: OrderView, method?: PaymentMethod, details?: Readonly<Record<string, string>>): Promise<OrderView['payments'][number]>
  /** Holds, pays with a Nequi that approves, and lets the news arrive. */
  buy(event: Sold, quantity: number, options?: { readonly typeId?: string; readonly email?: string }): Promise<OrderView>
  look(order: OrderView): Promise<OrderView>
  /** Time goes by for the product and the payment company alike. */
  wait(milliseconds: number): Promise<void>
  stop(): Promise<void>
}
const startsAt = '2026-11-02T15:00:00.000Z'
export const approvingNequi = { nequiPhone: '3991111111' }
export const decliningNequi = { nequiPhone: '3992222222' }
export const silentNequi = { nequiPhone: '3993333333' }

/** An organizer, a payment company on loopback and buyers. The company's webhooks are not delivered: the product polls. */
export async function openShop({ on, env }: Pick<HarnessOptions, 'on' | 'env'> = {}): Promise<Shop> {
  const secret = 'a secret of the sandbox'
  const simulator = sandboxSimulator({ secret, clock: 'stopped', startAt: new Date(startsAt) })
  const listening = await simulator.listen()
  const harness = await startHarness({ env: { SANDBOX_BASE_URL: listening.url, SANDBOX_SECRET: secret, ...env }, startsAt, ...(on ? { on } : {}) })
  const organizer = await given.organizer(harness)
  const guest = harness.as(given.guest())
  let buyers = 0

  const shop: Shop = {
    harness,
    simulator,
    organizer,
    event: (facts) => given.event(harness, organizer, facts),
    async hold(event, quantity, { typeId = event.typeId, email, actor, key } = {}) {
      buyers += 1
      const buyer = buyers
      const client = actor ? harness.as(actor) : guest
      const quote = await client.quoteOrder({ eventId: event.eventId, lines: [{ typeId, quantity }] })
      const phone = `300555${String(buyer).padStart(4, '0')}`
      return await client.placeOrder(
        {
          eventId: event.eventId,
          lines: [{ typeId, quantity }],
          quoteHash: quote.hash,
          buyer: { name: 'Luisa Fernanda Mejía', email: email ?? `buyer${buyer}@example.co`, phone },
          consents: { terms: true, personalData: true },
        },
        key === undefined ? {} : { idempotencyKey: key },
      )
    },
    async pay(order, method = 'nequi', details = approvingNequi) {
      const token = order.link ?? ''
      const { data } = await guest.listPaymentMethods({ orderId: order.id, token })
      const offer = data.find((each) => each.method === method)
      if (!offer) throw new Error(`${method} is not offered`)
      return await guest.startPayment({ orderId: order.id, token, method, details, acceptances: offer.acceptances })
    },
    async buy(event, quantity, options) {
      const order = await shop.hold(event, quantity, options)
      await shop.pay(order)
      await harness.drain()
      return await shop.look(order)
    },
    look: (order) => guest.getOrder({ orderId: order.id, token: order.link ?? '' }),
    async wait(milliseconds) {
      harness.world.move(milliseconds)
      await simulator.advance(milliseconds)
    },
    async stop() {
      await harness.stop()
      await listening.stop()
    },
  }
  return shop
}
