import type { EventDetail } from '@fashionistas/contract'
import type { Metadata } from 'next'
import { formatLongDay, formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import type { Locale } from '../shell/locale.ts'
import { inLocale, pathsFor } from '../shell/paths.ts'
import { alternates, publicUrl } from './alternates.ts'

/** Title, description and the picture that messengers show. */
export function eventMetadata(event: EventDetail, locale: Locale): Metadata {
  const title = textOf(event.title, locale)
  const when = `${formatLongDay(event.startsAt, event.timeZone, locale)}, ${formatTime(event.startsAt, event.timeZone, locale)}`
  const description = `${when}. ${event.venueName}, ${event.city}.${event.summary ? ` ${textOf(event.summary, locale)}` : ''}`
  const picture = { url: `${publicUrl()}/api/v1/events/${event.id}/share.png`, width: 1200, height: 630, alt: title }
  const path = pathsFor('es-CO').event({ slug: event.slug })
  return {
    title,
    description,
    alternates: alternates(locale, path),
    openGraph: {
      type: 'website',
      siteName: 'Fashionistas',
      title,
      description,
      url: `${publicUrl()}${inLocale(path, locale)}`,
      locale: locale === 'en' ? 'en_US' : 'es_CO',
      images: [picture],
    },
    twitter: { card: 'summary_large_image', title, description, images: [picture] },
  }
}

const availability = { on_sale: 'InStock', sold_out: 'SoldOut', soon: 'PreOrder', closed: 'Discontinued' } as const

/** schema.org Event for search engines. */
export function eventJsonLd(event: EventDetail, locale: Locale): string {
  const url = `${publicUrl()}${pathsFor(locale).event({ slug: event.slug })}`
  const status =
    event.state === 'cancelled'
      ? 'EventCancelled'
      : event.postponedFrom !== null || event.state === 'postponed'
        ? 'EventRescheduled'
        : 'EventScheduled'
  const { place } = event
  const described = {
    '@context': 'https://schema.org',
    '@type': event.type === 'concert' ? 'MusicEvent' : event.type === 'corporate' ? 'BusinessEvent' : 'Event',
    name: textOf(event.title, locale),
    url,
    inLanguage: locale,
    description: textOf(event.summary ?? event.description ?? event.title, locale),
    image: [`${publicUrl()}/api/v1/events/${event.id}/share.png`],
    startDate: event.startsAt,
    endDate: event.endsAt,
    ...(event.doorsAt ? { doorTime: event.doorsAt } : {}),
    ...(event.postponedFrom ? { previousStartDate: event.postponedFrom } : {}),
    eventStatus: `https://schema.org/${status}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: {
      '@type': 'Place',
      name: place.name,
      address: { '@type': 'PostalAddress', streetAddress: place.address, addressLocality: place.city, addressCountry: 'CO' },
      ...(place.latitude === null || place.longitude === null
        ? {}
        : { geo: { '@type': 'GeoCoordinates', latitude: place.latitude, longitude: place.longitude } }),
    },
    organizer: {
      '@type': 'Organization',
      name: event.organizerName,
      url: `${publicUrl()}${pathsFor(locale).organizer({ slug: event.organizerSlug })}`,
    },
    performer: event.lineUp.map(({ name }) => ({ '@type': 'PerformingGroup', name })),
    offers: event.types.map(({ name, price, sale }) => ({
      '@type': 'Offer',
      name: textOf(name, locale),
      price: (price.minor / 100).toFixed(2),
      priceCurrency: price.currency,
      url,
      availability: `https://schema.org/${event.state === 'cancelled' ? 'Discontinued' : availability[sale.state]}`,
      ...(event.publishedAt ? { validFrom: sale.state === 'soon' ? sale.opensAt : event.publishedAt } : {}),
    })),
  }
  return JSON.stringify(described).replaceAll('<', String.raw`\u003c`) // a title may hold "</script>"; in JSON this says the same
}
