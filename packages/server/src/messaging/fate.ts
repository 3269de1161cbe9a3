import type { Tx } from '#core/database.ts'
import { emitTo } from '#core/outbox.ts'
import type { World } from '#core/world.ts'
import type { Intent } from './intent.ts'

/** Tells the rest of the product, and who listens outside, what became of a message. */
export async function tellFate(
  tx: Tx,
  world: World,
  type: 'message.delivered' | 'message.failed',
  {
    deliveryId,
    intent,
    code,
    next,
  }: { readonly deliveryId: string; readonly intent: Intent; readonly code?: string; readonly next?: string | undefined },
): Promise<void> {
  await emitTo(tx, {
    id: world.newId(),
    occurredAt: world.now(),
    type,
    organizationId: intent.organization_id,
    topics: intent.order_id ? [`order:${intent.order_id}`] : [],
    data: {
      deliveryId,
      template: intent.template,
      orderId: intent.order_id,
      eventId: intent.event_id,
      ...(code ? { code } : {}),
      ...(next ? { next } : {}),
    },
  })
}
