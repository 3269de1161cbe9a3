import type { Locale } from '@fashionistas/contract'
import ical, { ICalCalendarMethod } from 'ical-generator'
import type { Attachment } from './channel.ts'
import type { OrderFacts } from './facts.ts'
import { pathOf } from './links.ts'
import { wordsIn } from './values.ts'

/** The event as a calendar entry; the order is its identity, so that a second mail moves the entry instead of making another. */
export function calendarFile(order: OrderFacts, locale: Locale, publicUrl: string, now: Date): Attachment {
  const { event } = order
  const calendar = ical({
    prodId: { company: 'Fashionistas', product: 'Boletas', language: locale === 'en' ? 'EN' : 'ES' },
    method: ICalCalendarMethod.PUBLISH,
  })
  calendar.createEvent({
    id: `${order.orderId}@fashionistas`,
    stamp: now,
    start: event.startsAt,
    summary: wordsIn(event.title, locale),
    location: [event.venueName, event.address, event.city].join(', '),
    url: `${publicUrl}${pathOf(locale, `/t/${order.linkToken}`)}`,
  })
  return { filename: 'evento.ics', contentType: 'text/calendar; charset=utf-8', bytes: new TextEncoder().encode(calendar.toString()) }
}
