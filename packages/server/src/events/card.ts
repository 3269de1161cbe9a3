import { EventId, OrganizationId, VenueId, type EventCard, type EventDetail } from '@fashionistas/contract'
import type { SaleableEvent } from './catalogue.ts'
import { isSoldOut, onSale, priceFrom } from './price.ts'

export const posterUrl = (event: { readonly id: string; readonly version: number }): string =>
  `/api/v1/events/${event.id}/poster/portrait?width=800&v=${event.version}`

/** An event as a list shows it. */
export function toCard(event: SaleableEvent, now: Date): EventCard {
  return {
    id: EventId.parse(event.id),
    slug: event.slug,
    title: event.title,
    type: event.type,
    state: event.state,
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt.toISOString(),
    timeZone: event.timeZone,
    city: event.city,
    venueName: event.venueName,
    organizerName: event.organizerName,
    organizerSlug: event.organizerSlug,
    accent: event.accent,
    priceFrom: priceFrom(event, now),
    isSoldOut: event.state === 'sold_out' || isSoldOut(event, now),
    posterUrl: posterUrl(event),
  }
}

/** An event as its page shows it, with the types that everybody may buy. */
export function toDetail(event: SaleableEvent, now: Date): EventDetail {
  const { venueId, venueName: name, address, city, latitude, longitude } = event
  return {
    ...toCard(event, now),
    summary: event.summary,
    description: event.description,
    doorsAt: event.doorsAt?.toISOString() ?? null,
    organizationId: OrganizationId.parse(event.organizationId),
    place: { venueId: venueId === null ? null : VenueId.parse(venueId), name, address, city, latitude, longitude },
    dressCode: event.dressCode,
    ageLimit: event.ageLimit,
    accessibility: event.accessibility,
    refundPolicy: event.refundPolicy,
    capacity: event.capacity,
    currency: event.currency,
    types: publicTypes(event, now),
    ivaBp: event.ivaBp,
    questions: [...event.questions],
    pulepCode: event.pulepCode,
    agenda: event.agenda,
    lineUp: event.lineUp,
    postponedFrom: event.postponedFrom?.toISOString() ?? null,
    cancelReason: event.cancelReason,
    publishedAt: event.publishedAt?.toISOString() ?? null,
    version: event.version,
  }
}

export const publicTypes = (event: SaleableEvent, now: Date) =>
  event.types.filter(({ visibility }) => visibility === 'public').map((type) => onSale(type, event, now))
