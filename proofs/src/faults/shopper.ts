import { randomUUID } from 'node:crypto'
import { newBuyer } from '@fashionistas/bench/src/buyer.ts'
import { openEvent, type Organizer } from '@fashionistas/bench/src/organizer.ts'
import { client, contract, Refusal, type MethodOffer, type OrderView, type PaymentView } from '@fashionistas/contract'

export type Order = { readonly id: OrderView['id']; readonly code: string; readonly token: string; readonly email: string; readonly phone: string }
export type Paying = { readonly payment: PaymentView } | { readonly refused: Refusal }
export type Wish = { readonly eventId: string; readonly typeId: string; readonly questionId: string; readonly quantity?: number }
/** Sandbox: approved at once. */
export const approvingPhone = '3001111111'
/** Both companies wait for a person. */
export const waitingPhone = '3105556677'
export const priceMinor = 12_000_000
const key = () => ({ idempotencyKey: randomUUID() })

/** An event on sale whose orders cost 120,000 pesos a ticket. */
export async function openSale(organizer: Organizer, title: string, quantity: number): Promise<Wish> {
  const types = [{ name: 'General', quantity, priceMinor }]
  const { eventId, typeIds, questionId } = await openEvent(organizer, { title, capacity: quantity, types })
  return { eventId, typeId: typeIds[0] ?? '', questionId }
}

/** A buyer at the product's own API. */
export function shopper(baseUrl: string) {
  const api = client(contract, { baseUrl })
  return {
    async hold(wish: Wish): Promise<Order> {
      const lines = [{ typeId: wish.typeId, quantity: wish.quantity ?? 1 }]
      const { hash } = await api.quoteOrder({ eventId: wish.eventId, lines })
      const buyer = { ...newBuyer(), documentType: 'CC' as const, documentNumber: '1020304050' }
      const order = await api.placeOrder(
        {
          eventId: wish.eventId,
          lines,
          quoteHash: hash,
          buyer,
          answers: [{ questionId: wish.questionId, value: 'Radio' }],
          consents: { terms: true, personalData: true },
        },
        key(),
      )
      return { id: order.id, code: order.code, token: order.link ?? '', email: buyer.email, phone: buyer.phone }
    },
    offers: async ({ id, token }: Order): Promise<readonly MethodOffer[]> => (await api.listPaymentMethods({ orderId: id, token })).data,
    /** Pays with the Nequi that is offered, whoever offers it. */
    async pay(order: Order, nequiPhone: string, locale?: 'en'): Promise<Paying> {
      try {
        const { data } = await api.listPaymentMethods({ orderId: order.id, token: order.token })
        const offer = data.find(({ method }) => method === 'nequi')
        const payment = await api.startPayment(
          { orderId: order.id, token: order.token, method: 'nequi', acceptances: offer?.acceptances ?? [], details: { nequiPhone } },
          { ...key(), ...(locale ? { locale } : {}) },
        )
        return { payment }
      } catch (error) {
        if (error instanceof Refusal) return { refused: error }
        throw error
      }
    },
    look: async ({ id, token }: Order): Promise<OrderView> => await api.getOrder({ orderId: id, token }),
  }
}
export type Shopper = ReturnType<typeof shopper>
