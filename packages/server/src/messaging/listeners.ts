import { Locale, Money } from '@fashionistas/contract'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'
import type { BatchListener, Happened, Listener, Listeners } from '#core/outbox.ts'
import { requestBroadcast } from './broadcasts.ts'
import type { OrderFacts } from './facts.ts'
import { forOrder } from './for-order.ts'
import type { MessagingParts } from './parts.ts'
import { requestMessage, requestMessages, type Wish } from './request-message.ts'
import { orderLinks, passSignIn, inviteMember } from './account-messages.ts'
import { withdrawOpen } from './withdraw.ts'

const OrderData = z.object({ orderId: z.string() })
const Resend = OrderData.extend({ channel: z.enum(['whatsapp', 'email']) })
const Pending = OrderData.extend({ voucher: z.object({ agreement: z.string(), reference: z.string() }).optional(), expiresAt: z.string().optional() })
const Failed = OrderData.extend({ failureCode: z.string().optional(), notify: z.boolean().optional(), paymentId: z.string().optional() })
const Refunded = OrderData.extend({ amount: Money.optional(), refundId: z.string() })
const EventData = z.object({ eventId: z.string(), reason: z.string().nullish(), deadline: z.string().nullish() })
const Invited = z.object({
  email: z.string(),
  organizationName: z.string(),
  role: z.string(),
  inviterName: z.string().nullish(),
  token: z.string().optional(),
  locale: Locale.default('es-CO'),
})
const SignIn = z.object({
  kind: z.enum(['magic_link', 'otp', 'reset', 'verify']),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  url: z.string().nullish(),
  code: z.string().nullish(),
  locale: Locale.default('es-CO'),
})
const Lookup = z.object({ contact: z.string(), locale: Locale.default('es-CO'), orderIds: z.array(z.string()) })

/** How long after a new date is announced a buyer may ask for the money: more than the five business days that the SIC asks for. */
const askRefundDays = 15

/** The tickets by WhatsApp and mail at once; the receipt is mail's alone. */
function thanks(order: OrderFacts): readonly Wish[] {
  const isPaid = order.total.minor > 0
  return [
    forOrder(order, isPaid ? 'ticket_delivery' : 'registration_confirmation', order.orderId, { parallel: ['email'] }),
    ...(isPaid ? [forOrder(order, 'payment_receipt', order.orderId, { channels: ['email'] })] : []),
  ]
}

/** What people hear of, by what happened. Only rows are written here; the sending is the jobs' work. */
export function messagingListeners(parts: MessagingParts): Listeners {
  const about = async (tx: Tx, orderId: string, wish: (order: OrderFacts) => Wish | undefined): Promise<void> => {
    const order = await parts.facts.order(tx, orderId)
    const wanted = order && wish(order)
    if (wanted) await requestMessage(tx, parts, wanted)
  }
  const paid: BatchListener = {
    all: async (tx, happenings) => {
      const orders = await parts.facts.orders(
        tx,
        happenings.map(({ data }) => OrderData.parse(data).orderId),
      )
      await requestMessages(tx, parts, orders.flatMap(thanks))
    },
  }
  const resend: Listener = async (tx, { id, data }) => {
    const { orderId, channel } = Resend.parse(data)
    await about(tx, orderId, (order) => forOrder(order, 'ticket_delivery', `resend:${id}`, { channels: [channel] }))
  }
  const pending: Listener = async (tx, { data }) => {
    const { orderId, voucher, expiresAt } = Pending.parse(data)
    if (!voucher) return // a push or a redirect: the person is looking at it
    await about(tx, orderId, (order) =>
      forOrder(order, 'payment_pending_voucher', `${orderId}:${voucher.reference}`, {
        data: { voucher, ...(expiresAt ? { deadline: expiresAt } : {}) },
      }),
    )
  }
  const failed: Listener = async (tx, { id, data }) => {
    const { orderId, failureCode, notify, paymentId } = Failed.parse(data)
    if (notify !== true) return // another attempt is still open, or the person saw it happen
    await about(tx, orderId, (order) => forOrder(order, 'payment_failed', paymentId ?? id, { data: failureCode ? { failureCode } : {} }))
  }
  const refunded: Listener = async (tx, { data }) => {
    const { orderId, amount, refundId } = Refunded.parse(data)
    await about(tx, orderId, (order) => forOrder(order, 'refund_processed', refundId, { data: amount ? { amount } : {} }))
  }
  const toAll =
    (template: string): Listener =>
    async (tx, happening) => {
      const { eventId, reason, deadline } = EventData.parse(happening.data)
      await withdrawOpen(tx, `event:${eventId}`, parts.world.now(), template)
      const until = deadline ?? new Date(happening.occurredAt.getTime() + askRefundDays * 86_400_000).toISOString()
      await requestBroadcast(tx, parts, { id: happening.id, template, eventId, data: { ...(reason ? { reason } : {}), deadline: until } })
    }
  return {
    'order.paid': [paid],
    'order.resend_requested': [resend],
    'order.lookup_requested': [async (tx, { id, data }) => await orderLinks(tx, parts, id, Lookup.parse(data))],
    'payment.pending': [pending],
    'payment.failed': [failed],
    'refund.succeeded': [refunded],
    'event.cancelled': [toAll('event_cancelled')],
    'event.postponed': [toAll('event_postponed')],
    'member.invited': [async (tx, happening) => await inviteMember(tx, parts, happening, Invited.parse(happening.data))],
    'sign_in.requested': [async (tx, { id, data }: Happened) => await passSignIn(tx, parts, id, SignIn.parse(data))],
  }
}
