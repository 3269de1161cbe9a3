import type { Handler, Locale, Text, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { eventCalendar } from '#media/index.ts'
import { getPublic } from './public-event.ts'

const alarm = { 'es-CO': 'Tu evento empieza en tres horas', en: 'Your event starts in three hours' } as const

export const getEventCalendar =
  (publicUrl: string): Handler<typeof events.getEventCalendar, Context> =>
  async ({ eventId }, context) => {
    const event = await getPublic(context, eventId)
    const { locale } = context
    const file = eventCalendar({
      id: event.id,
      title: said(event.title, locale),
      startsAt: event.startsAt,
      endsAt: event.endsAt,
      timeZone: event.timeZone,
      venueName: event.venueName,
      address: event.address,
      city: event.city,
      description: event.summary ? said(event.summary, locale) : '',
      url: new URL(`/eventos/${event.slug}`, publicUrl).href,
      ...(event.latitude !== null && event.longitude !== null ? { geo: { latitude: event.latitude, longitude: event.longitude } } : {}),
      organizerName: event.organizerName,
      changedAt: context.now(),
      alarmText: alarm[locale],
    })
    return { contentType: 'text/calendar; charset=utf-8', filename: `${event.slug}.ics`, bytes: Buffer.from(file) }
  }

const said = (text: Text, locale: Locale): string => (locale === 'en' && text.en ? text.en : text.es)
