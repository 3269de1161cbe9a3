import { z } from 'zod'
import { operation } from './operation.ts'
import { EventId, Instant, OrderId, Page, pageOf } from './vocabulary.ts'

export const DeliveryState = z.enum(['queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'dead', 'cancelled'])
const MessageRow = z.object({
  id: z.uuid(),
  template: z.string(),
  channel: z.enum(['whatsapp', 'email', 'sms']),
  recipient: z.string(),
  orderId: OrderId.nullable(),
  state: DeliveryState,
  reason: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
})

export const messages = {
  listMessages: operation({
    summary: 'Messages that went out for an event, with their delivery state',
    route: 'GET /api/v1/events/{eventId}/messages',
    permission: 'messages.read',
    input: z.object({ eventId: EventId, state: DeliveryState.optional(), ...Page }),
    output: pageOf(MessageRow),
    refusals: ['not_found'],
  }),
  retryMessage: operation({
    summary: 'Sends a dead letter again',
    route: 'POST /api/v1/messages/{deliveryId}/retry',
    permission: 'orders.manage',
    limit: 'message',
    input: z.object({ deliveryId: z.uuid() }),
    output: MessageRow,
    refusals: ['not_found'],
  }),
}
