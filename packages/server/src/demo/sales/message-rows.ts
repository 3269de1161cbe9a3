import type { Chance } from '../chance.ts'
import { dayMs, hourMs, later, minuteMs } from '../clock.ts'
import type { SeasonEvent } from '../season/make-event.ts'
import type { Row } from '../write-rows.ts'
import { isPaid, type PaidSale } from './sale.ts'
import type { Sold } from './ledger-rows.ts'

const recentMs = 3 * dayMs
const mostRecent = 160
type Message = { readonly intent: Row; readonly deliveries: readonly Row[] }

/** What people were told lately: their tickets, and the reminder of tonight's event. */
export function messageRows(sold: readonly Sold[], now: Date, chance: Chance): { readonly [table: string]: readonly Row[] } {
  const paid = sold.flatMap(({ event, sales }) =>
    sales
      .filter(isPaid)
      .filter(({ refund }) => refund === null)
      .map((sale) => ({ event, sale })),
  )
  const recent = paid
    .filter(({ sale }) => now.getTime() - sale.paidAt.getTime() < recentMs)
    .toSorted((a, b) => b.sale.paidAt.getTime() - a.sale.paidAt.getTime())
    .slice(0, mostRecent)
  const tonight = paid.filter(({ event, sale }) => event.script.day === 'tonight' && sale.paidAt < later(event.startsAt, -25 * hourMs))
  const messages = [...recent.map((one) => tickets(one, now, chance)), ...tonight.map((one) => reminder(one, now, chance))]
  return { message_intents: messages.map(({ intent }) => intent), deliveries: messages.flatMap(({ deliveries }) => deliveries) }
}

type One = { readonly event: SeasonEvent; readonly sale: PaidSale }

function tickets({ event, sale }: One, now: Date, chance: Chance): Message {
  const template = sale.totalMinor > 0 ? 'ticket_delivery' : 'registration_confirmation'
  const message = intentOf(
    { event, sale },
    { template, key: `${template}:${sale.id}`, at: sale.paidAt, data: { parallel: ['email'], fallbackMinutes: 10 }, cancellationKey: null },
    chance,
  )
  const at = later(sale.paidAt, chance.between(2, 20) * 1000)
  return {
    intent: message,
    deliveries: [
      whatsApp(message, at, now, chance),
      delivery(message, { channel: 'email', address: sale.buyer.email, state: 'sent', rank: 1, at }, chance),
    ],
  }
}

function reminder({ event, sale }: One, now: Date, chance: Chance): Message {
  const startsAt = event.startsAt.toISOString()
  const at = later(event.startsAt, -24 * hourMs)
  const message = intentOf(
    { event, sale },
    {
      template: 'event_reminder_24h',
      key: `event_reminder_24h:${sale.id}:${startsAt}`,
      at,
      data: { parallel: [], startsAt },
      cancellationKey: `event:${event.id}`,
    },
    chance,
  )
  return { intent: message, deliveries: [whatsApp(message, later(at, chance.between(5, 90) * 1000), now, chance)] }
}

type Intent = { readonly template: string; readonly key: string; readonly at: Date; readonly data: Row; readonly cancellationKey: string | null }

const intentOf = ({ event, sale }: One, { template, key, at, data, cancellationKey }: Intent, chance: Chance) => ({
  id: chance.id(at),
  dedupe_key: key,
  template,
  organization_id: event.house.id,
  event_id: event.id,
  order_id: sale.id,
  user_id: sale.buyer.userId,
  locale: sale.buyer.locale,
  recipient_name: sale.buyer.name,
  email: sale.buyer.email,
  phone: sale.buyer.phone,
  channels: ['whatsapp', 'email'],
  data,
  cancellation_key: cancellationKey,
  not_before: at,
  created_at: at,
})
type IntentRow = ReturnType<typeof intentOf>

function whatsApp(intent: IntentRow, at: Date, now: Date, chance: Chance): Row {
  const isRead = chance.isLucky(0.72) && later(at, 30 * minuteMs) < now
  return delivery(intent, { channel: 'whatsapp', address: intent.phone, state: isRead ? 'read' : 'delivered', rank: isRead ? 3 : 2, at }, chance)
}

type Sent = { readonly channel: string; readonly address: string; readonly state: string; readonly rank: number; readonly at: Date }

const delivery = (intent: IntentRow, { channel, address, state, rank, at }: Sent, chance: Chance): Row => ({
  id: chance.id(intent.created_at),
  intent_id: intent.id,
  organization_id: intent.organization_id,
  event_id: intent.event_id,
  channel,
  address,
  state,
  rank,
  attempts: 1,
  not_before: intent.not_before,
  provider_id: `demo.${channel}.${intent.id.slice(-12)}`,
  created_at: intent.created_at,
  updated_at: at,
})
