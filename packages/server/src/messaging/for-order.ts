import type { OrderFacts } from './facts.ts'
import type { Wish } from './request-message.ts'

/** A message to the buyer of an order. */
export function forOrder(order: OrderFacts, template: string, key: string, more: Partial<Wish> = {}): Wish {
  return {
    template,
    dedupeKey: `${template}:${key}`,
    locale: order.locale,
    name: order.buyer.name,
    email: order.buyer.email,
    phone: order.buyer.phone,
    organizationId: order.organizationId,
    eventId: order.event.id,
    orderId: order.orderId,
    userId: order.userId,
    ...more,
  }
}
