import type { Locale, Money, Text } from '@fashionistas/contract'
import type { SaleableEvent } from '#events/index.ts'
import { eventCalendar, ticketPdfBeside } from '#media/index.ts'
import type { Order } from './load-order.ts'
import type { TicketPrinter } from './parts.ts'

const inLanguage = (text: Text, locale: Locale): string => (locale === 'en' ? (text.en ?? text.es) : text.es)
const reminderText = { 'es-CO': 'Tu evento empieza pronto. Ten tu boleta a la mano.', en: 'Your event starts soon. Keep your ticket at hand.' }

/** Draws the files of an order from what the order and its event say. */
export const printer = (publicUrl: string, linkOf: (order: Order, event: SaleableEvent) => string): TicketPrinter => ({
  pdf: async (order, event, tokens, locale, only) => {
    const money = (minor: number): Money => ({ minor, currency: order.currency })
    const lineOf = new Map(order.lines.map((line) => [line.id, line]))
    const tickets = order.tickets.filter(({ id, state }) => state === 'active' && (only === undefined || only.includes(id)))
    return await ticketPdfBeside({
      locale,
      order: { code: order.code },
      event: printedEvent(event, locale),
      tickets: tickets.map((ticket) => ({
        code: ticket.code,
        typeName: inLanguage(lineOf.get(ticket.lineId)?.name ?? { es: '' }, locale),
        holderName: ticket.holderName ?? order.buyer.name,
        qrPayload: tokens.get(ticket.id) ?? ticket.code,
        price: money(ticket.unitMinor),
        isComplimentary: ticket.unitMinor === 0,
      })),
      receipt: {
        lines: order.lines.map((line) => ({
          name: [inLanguage(line.name, locale), line.tierName ? inLanguage(line.tierName, locale) : ''].filter(Boolean).join(' · '),
          quantity: line.quantity,
          unit: money(line.unitMinor),
          total: money(line.totalMinor + line.discountMinor),
        })),
        ...(order.discountMinor > 0 ? { discount: { code: order.promoCode, amount: money(order.discountMinor) } } : {}),
        fees: money(order.feesMinor),
        taxes: money(order.taxesMinor),
        total: money(order.totalMinor),
        ...(order.taxIncludedMinor > 0 ? { taxIncluded: { percent: order.ivaBp / 100, amount: money(order.taxIncludedMinor) } } : {}),
        ...(order.paidAt ? { paidAt: order.paidAt } : {}),
      },
    })
  },
  calendar: (order, event, locale) =>
    eventCalendar({
      id: event.id,
      title: inLanguage(event.title, locale),
      startsAt: event.startsAt,
      endsAt: event.endsAt,
      timeZone: event.timeZone,
      venueName: event.venueName,
      address: event.address,
      city: event.city,
      description: order.code,
      url: `${publicUrl}/o/${linkOf(order, event)}`,
      organizerName: event.organizerName,
      changedAt: order.paidAt ?? order.placedAt,
      alarmText: reminderText[locale],
      ...(event.latitude !== null && event.longitude !== null ? { geo: { latitude: event.latitude, longitude: event.longitude } } : {}),
    }),
})

function printedEvent(event: SaleableEvent, locale: Locale) {
  return {
    id: event.id,
    title: inLanguage(event.title, locale),
    type: event.type,
    startsAt: event.startsAt,
    timeZone: event.timeZone,
    venueName: event.venueName,
    address: event.address,
    city: event.city,
    organizerName: event.organizerName,
    ...(event.doorsAt ? { doorsAt: event.doorsAt } : {}),
    ...(event.dressCode ? { dressCode: inLanguage(event.dressCode, locale) } : {}),
    ...(event.ageLimit === null ? {} : { ageLimit: event.ageLimit }),
    ...(event.pulepCode ? { pulepCode: event.pulepCode } : {}),
    ...(isColor(event.accent) ? { accent: event.accent } : {}),
  }
}
const isColor = (text: string | null): text is `#${string}` => text !== null && /^#[0-9a-f]{6}$/i.test(text)
