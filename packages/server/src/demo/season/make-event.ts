import type { Chance } from '../chance.ts'
import { ceilTo, dayMs, floorTo, hourMs, later, localHour, localMidnight, localOf, minuteMs } from '../clock.ts'
import type { House } from '../people/houses.ts'
import type { Row } from '../write-rows.ts'
import { makeStock, type Stock } from './make-stock.ts'
import { agendaOf, dressCodes, practical } from './program.ts'
import type { Script, Words } from './script.ts'
import { arrivals, type Venue } from './venues.ts'

export type VenueRow = Venue & { readonly id: string }
export type SeasonEvent = Stock & {
  readonly id: string
  readonly slug: string
  readonly script: Script
  readonly house: House
  readonly venue: VenueRow
  readonly publishedAt: Date
  readonly doorsAt: Date
  readonly startsAt: Date
  readonly endsAt: Date
  /** When a cancellation or a new date ended the sale. */
  readonly stoppedAt: Date | null
  readonly postponedFrom: Date | null
}

/** The event with its stock, at its dates. */
export function makeEvent(chance: Chance, now: Date, script: Script, place: { readonly house: House; readonly venue: VenueRow }): SeasonEvent {
  const startsAt = startOf(script, now)
  const doorsAt = script.day === 'tonight' ? floorTo(later(now, -20 * minuteMs), 30 * minuteMs) : later(startsAt, -script.doorsMinutes * minuteMs)
  const publishedAt = later(localHour(startsAt, -script.openDays, '10:00'), chance.between(0, 45) * minuteMs)
  const id = chance.id(later(publishedAt, -6 * dayMs))
  const endsAt = later(startsAt, script.hours * hourMs)
  return {
    ...makeStock(chance, script, {
      id,
      organizationId: place.house.id,
      publishedAt,
      startsAt,
      salesStartAt: script.salesInDays === undefined ? null : localHour(now, script.salesInDays, '12:00'),
    }),
    ...place,
    id,
    slug: slugOf(script.title.es),
    script,
    publishedAt,
    doorsAt,
    startsAt,
    endsAt,
    stoppedAt: stoppedAt(script, now, startsAt),
    postponedFrom: script.fate === 'postponed' ? localHour(now, 9, script.at) : null,
  }
}

/** The weekdays on which people go out for each type. */
const goodWeekdays = { fashion: [4, 5, 6], concert: [5, 6], cultural: [4, 5, 6, 0], corporate: [2, 3, 4] } as const
const nearby = [0, 1, -1, 2, -2, 3, -3] as const

function startOf(script: Script, now: Date): Date {
  const { day, at, type } = script
  if (day === 'tonight') return ceilTo(later(now, 150 * minuteMs), 30 * minuteMs)
  if (Math.abs(day) < 4) return localHour(now, day, at)
  const good: readonly number[] = goodWeekdays[type]
  const shift = nearby.find((days) => good.includes(localOf(later(localMidnight(now, day + days), 12 * hourMs)).weekday)) ?? 0
  return localHour(now, day + shift, at)
}

function stoppedAt({ fate }: Script, now: Date, startsAt: Date): Date | null {
  if (fate === undefined) return null
  if (fate === 'postponed') return localHour(now, -11, '16:05')
  return startsAt < now ? later(startsAt, -29 * hourMs) : localHour(now, -5, '11:20')
}

export const slugOf = (title: string): string =>
  title
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, '')

/** The story, who takes part, the place and how to get there, what to know, and who makes it. */
export function descriptionOf(script: Script, { venue, house }: { readonly venue: Venue; readonly house: House }): Words {
  const inLanguage = (language: 'es' | 'en'): string => {
    const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(script.lineUp.map(([name]) => name))
    return [
      `${script.story[language]} ${takePart[language]} ${names}.`,
      `${venue.about[language]} ${arrivals[venue.city]?.[language] ?? ''}`.trim(),
      `${practical[script.plan][language]} ${house.note[language]}`,
    ].join('\n\n')
  }
  return { es: inLanguage('es'), en: inLanguage('en') }
}

const takePart = { es: 'En el programa:', en: 'On the programme:' } as const

export function eventRow(event: SeasonEvent, now: Date, state: string): Row {
  const { script, venue, house } = event
  const isCancelled = script.fate === 'cancelled'
  return {
    id: event.id,
    organization_id: house.id,
    slug: event.slug,
    state,
    type: script.type,
    title: script.title,
    summary: script.summary,
    description: descriptionOf(script, event),
    starts_at: event.startsAt,
    ends_at: event.endsAt,
    doors_at: event.doorsAt,
    postponed_from: event.postponedFrom,
    time_zone: 'America/Bogota',
    venue_id: venue.id,
    venue_name: venue.name,
    address: venue.address,
    city: venue.city,
    latitude: venue.latitude,
    longitude: venue.longitude,
    capacity: script.capacity,
    dress_code: dressCodes[script.plan],
    age_limit: script.ageLimit,
    accessibility: venue.access,
    accent: script.accent,
    pulep_code: script.pulep ?? null,
    agenda: agendaOf(script, event),
    line_up: script.lineUp.map(([name, es, en]) => ({ name, role: { es, en } })),
    currency: 'COP',
    refund_policy: script.refunds ?? 'standard',
    commission_bp: null,
    cancel_reason: isCancelled ? (script.reason ?? null) : null,
    published_at: event.publishedAt,
    cancelled_at: isCancelled ? event.stoppedAt : null,
    created_at: later(event.publishedAt, -6 * dayMs),
    updated_at: event.stoppedAt ?? (event.endsAt < now ? event.endsAt : event.publishedAt),
    version: 3,
  }
}
