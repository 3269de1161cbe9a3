import type { Locale, Money } from '@fashionistas/contract'
import type { EventFacts, OrderFacts, Words } from './facts.ts'
import { dateText, momentText, moneyText, timeText } from './money-and-dates.ts'
import type { IntentData } from './intent.ts'
import { failureWords, methodWords, notSaid } from './words.ts'

/** Money of a cancelled event is back within 15 business days (order of the SIC, February 2025). */
export const refundBusinessDays = 15

/** Every variable of the library that an order can fill; the template takes those that it names. */
export function valuesOf(order: OrderFacts, data: IntentData, locale: Locale): Readonly<Record<string, string>> {
  const { event } = order
  const say = (at: Date | null | undefined) => (at ? momentText(at, event.timeZone, locale) : '')
  const types = listOf(
    order.typeNames.map((name) => wordsIn(name, locale)),
    locale,
  )
  return {
    first_name: firstName(order.buyer.name),
    event_name: wordsIn(event.title, locale),
    event_date: dateText(event.startsAt, event.timeZone, locale),
    event_time: timeText(event.startsAt, event.timeZone, locale),
    doors_time: timeText(event.doorsAt ?? event.startsAt, event.timeZone, locale),
    venue_name: event.venueName,
    venue_address: addressOf(event),
    gate: event.address,
    seat_info: types,
    ticket_count: String(order.ticketCount),
    ticket_type: types,
    order_code: order.code,
    amount: moneyText(amountOf(order, data), locale),
    payment_method: methodWords(order.method, locale),
    payment_date: say(order.paidAt),
    voucher_code: data.voucher ? `${data.voucher.agreement} · ${data.voucher.reference}` : '',
    failure_reason: failureWords(data.failureCode, locale),
    reason: data.reason ?? event.cancelReason ?? notSaid[locale],
    deadline: say(data.deadline ? new Date(data.deadline) : order.expiresAt),
    refund_days: String(refundBusinessDays),
  }
}

export const wordsIn = (words: Words, locale: Locale): string => (locale === 'en' ? (words.en ?? words.es) : words.es)
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name
const addressOf = ({ address, city }: EventFacts): string => (address.includes(city) ? address : `${address}, ${city}`)
const listOf = (names: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale === 'en' ? 'en' : 'es', { type: 'conjunction' }).format([...new Set(names)])

/** A refund speaks of its own amount, everything else of what is still with us. */
function amountOf({ total, refunded }: OrderFacts, { amount }: IntentData): Money {
  if (amount) return amount
  return refunded.minor < total.minor ? { minor: total.minor - refunded.minor, currency: total.currency } : total
}
