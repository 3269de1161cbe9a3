import { z } from 'zod'
import { Instant } from './vocabulary.ts'

/** What may leave the system or a domain: past tense, `noun.verb`. Topics of the live stream are `event:{id}:{sales|door|state}`, `order:{id}`, `organization:{id}`, `platform:health`. */
export const HappeningType = z.enum([
  'event.published',
  'event.changed',
  'event.cancelled',
  'event.postponed',
  'event.completed',
  'event.sold_out',
  'order.held',
  'order.paid',
  'order.expired',
  'order.released',
  'order.refunded',
  'order.late_paid',
  'order.resend_requested',
  'order.lookup_requested',
  'ticket.issued',
  'ticket.checked_in',
  'ticket.scan_undone',
  'payment.started',
  'payment.succeeded',
  'payment.failed',
  'payment.pending',
  'refund.requested',
  'refund.succeeded',
  'refund.failed',
  'member.invited',
  'message.delivered',
  'message.failed',
  'message.replied',
  'sign_in.requested',
  'platform.invariant_broken',
  'platform.invariant_restored',
])
export type HappeningType = z.infer<typeof HappeningType>
export const Happening = z.object({
  id: z.uuid(),
  type: HappeningType,
  occurredAt: Instant,
  organizationId: z.uuid().nullable(),
  data: z.record(z.string(), z.unknown()),
})
export type Happening = z.infer<typeof Happening>
/** A hint on the live stream: what changed, not the data. */
export const LiveHint = z.object({ topic: z.string(), type: z.string() })
