import type { City, EventCard, EventDetail } from '@fashionistas/contract'
import type { z } from 'zod'
import { cacheLife, cacheTag } from 'next/cache'
import { serverApi } from '../shell/api.ts'
import type { Locale } from '../shell/locale.ts'
import { Refusal } from '../shell/wire.ts'

export type Front = { readonly events: readonly EventCard[]; readonly nextCursor: string | null; readonly cities: readonly z.infer<typeof City>[] }
export type OrganizerPage = {
  readonly organizer: Awaited<ReturnType<ReturnType<typeof serverApi>['getOrganizer']>>
  readonly upcoming: readonly EventCard[]
  readonly past: readonly EventCard[]
}

/** There is no api then. */
const isBuild = () => process.env['NEXT_PHASE'] === 'phase-production-build'
const untilFirstView = { stale: 60, revalidate: 1, expire: 3600 }

/** The first page of what is on sale. At build there is no api: the page is then made anew at its first view, and lists by itself until it is. */
export async function frontPage(locale: Locale): Promise<Front | null> {
  'use cache'
  cacheTag('events')
  if (isBuild()) {
    cacheLife(untilFirstView)
    return null
  }
  cacheLife({ stale: 60, revalidate: 300, expire: 86_400 })
  const api = serverApi(locale)
  const [events, cities] = await Promise.all([api.listEvents({ limit: 12, sort: 'date' }), api.listCities({})])
  return { events: events.data, nextCursor: events.nextCursor, cities: cities.data }
}

const mostPages = 20

/** What is on sale, for the sitemap: it may be an hour old, and it ends after the two thousand that come first. */
export async function eventsForSearch(): Promise<readonly EventCard[]> {
  'use cache'
  if (isBuild()) {
    cacheLife(untilFirstView)
    return []
  }
  cacheLife({ stale: 60, revalidate: 3600, expire: 86_400 })
  const api = serverApi('es-CO')
  const events: EventCard[] = []
  let cursor: string | null = null
  for (let page = 0; page < mostPages && (page === 0 || cursor !== null); page++) {
    const found: Awaited<ReturnType<typeof api.listEvents>> = await api.listEvents({
      limit: 100,
      sort: 'date',
      ...(cursor === null ? {} : { cursor }),
    })
    events.push(...found.data)
    cursor = found.nextCursor
  }
  return events
}

/** One public event; null when there is none, which is remembered too until the tag says otherwise. */
export async function eventBySlug(slug: string, locale: Locale): Promise<EventDetail | null> {
  'use cache'
  cacheTag(`event:${slug}`)
  cacheLife({ stale: 60, revalidate: 600, expire: 86_400 })
  const event = await orNull(serverApi(locale).getEvent({ idOrSlug: slug }))
  if (event) cacheTag(`event:${event.id}`)
  return event
}

/** What else the organizer showed, for the foot of an event's page. */
export async function pastOf(organizerSlug: string, locale: Locale): Promise<readonly EventCard[]> {
  'use cache'
  cacheTag(`organizer:${organizerSlug}`)
  cacheLife({ stale: 60, revalidate: 3600, expire: 86_400 })
  const page = await orNull(serverApi(locale).listEvents({ organizer: organizerSlug, past: 'true', limit: 4 }))
  return page?.data ?? []
}

export async function organizerPage(slug: string, locale: Locale): Promise<OrganizerPage | null> {
  'use cache'
  cacheTag(`organizer:${slug}`, 'events')
  cacheLife({ stale: 60, revalidate: 600, expire: 86_400 })
  const api = serverApi(locale)
  const organizer = await orNull(api.getOrganizer({ slug }))
  if (!organizer) return null
  const [upcoming, past] = await Promise.all([
    api.listEvents({ organizer: slug, limit: 24 }),
    api.listEvents({ organizer: slug, past: 'true', limit: 12 }),
  ])
  return { organizer, upcoming: upcoming.data, past: past.data }
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'not_found' || error.code === 'input_invalid')) return null
    throw error
  }
}
