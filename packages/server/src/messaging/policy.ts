import type { OrderFacts } from './facts.ts'
import { isReminder, isSignIn, type Intent } from './intent.ts'
import { dayThere } from './money-and-dates.ts'

export type Known = {
  readonly now: Date
  readonly isCommercial: boolean
  /** The person's last word about advertising; undefined when never asked. */
  readonly marketingConsent: boolean | undefined
  /** The person's last message on WhatsApp. */
  readonly lastInboundAt: Date | undefined
  readonly order: OrderFacts | undefined
}
export type Verdict =
  | { readonly go: true }
  | {
      readonly go: false
      readonly why:
        | 'no_consent'
        | 'order_gone'
        | 'order_not_valid'
        | 'event_cancelled'
        | 'event_moved'
        | 'event_started'
        | 'too_late'
        | 'expired'
        | 'window_closed'
        | 'already_paid'
    }

const signInMs = 10 * 60_000
const windowMs = 24 * 3_600_000
const go: Verdict = { go: true }
const stop = (why: Extract<Verdict, { go: false }>['why']): Verdict => ({ go: false, why })

/** Asked anew right before each sending: what was right when the message was wished for may not be any more. */
export function policyOf(intent: Pick<Intent, 'template' | 'order_id' | 'created_at' | 'data'>, known: Known): Verdict {
  const { now, order } = known
  if (known.isCommercial && known.marketingConsent !== true) return stop('no_consent')
  if (isSignIn(intent.template) && now.getTime() - intent.created_at.getTime() > signInMs) return stop('expired')
  if (intent.template === 'reply') return known.lastInboundAt && now.getTime() - known.lastInboundAt.getTime() < windowMs ? go : stop('window_closed')
  if (intent.order_id === null) return go
  if (!order) return stop('order_gone')
  if (isReminder(intent.template)) return reminderVerdict(intent, order, now)
  switch (intent.template) {
    case 'ticket_delivery':
    case 'registration_confirmation':
      if (order.event.state === 'cancelled') return stop('event_cancelled')
      return hasTickets(order) ? go : stop('order_not_valid')
    case 'payment_failed':
    case 'payment_pending_voucher':
      if (hasTickets(order)) return stop('already_paid')
      return order.state === 'pending_payment' || order.state === 'held' ? go : stop('order_not_valid')
    default:
      return go
  }
}

const hasTickets = ({ state }: OrderFacts): boolean => state === 'paid' || state === 'partially_refunded'

function reminderVerdict({ template, data }: Pick<Intent, 'template' | 'data'>, order: OrderFacts, now: Date): Verdict {
  const { event } = order
  if (event.state === 'cancelled') return stop('event_cancelled')
  if (!hasTickets(order)) return stop('order_not_valid')
  if (data.startsAt !== event.startsAt.toISOString()) return stop('event_moved')
  if (now >= event.startsAt) return stop('event_started')
  // "Tomorrow" must be true where the event is.
  if (template === 'event_reminder_24h' && dayThere(new Date(now.getTime() + windowMs), event.timeZone) !== dayThere(event.startsAt, event.timeZone))
    return stop('too_late')
  return go
}
