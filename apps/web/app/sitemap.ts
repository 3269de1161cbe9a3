import type { MetadataRoute } from 'next'
import { pathsFor } from '../src/shell/paths.ts'
import { bothLanguages } from '../src/stage/alternates.ts'
import { eventsForSearch } from '../src/stage/cached.ts'

/** What search engines should know: the pages for everybody and what is on sale, in both languages. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const paths = pathsFor('es-CO')
  const events = await eventsForSearch()
  const organizers = [...new Set(events.map(({ organizerSlug }) => organizerSlug))]
  const all = [
    paths.home(),
    paths.events(),
    ...events.map(paths.event),
    ...organizers.map((slug) => paths.organizer({ slug })),
    paths.terms(),
    paths.privacy(),
  ]
  return all.flatMap(bothLanguages)
}
