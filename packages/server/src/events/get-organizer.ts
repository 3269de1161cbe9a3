import { OrganizationId, type Handler, type events } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'

type OrganizerRow = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly description: string | null
  readonly city: string | null
  readonly website: string | null
  readonly events: number
  readonly since: Date | null
}

export const getOrganizer: Handler<typeof events.getOrganizer, Context> = async ({ slug }, context) => {
  // As the system: the public face of an organization is for everyone, and the columns are named here.
  const { rows } = await context.elevated(() =>
    sql<OrganizerRow>`
    select o.id, o.slug, o.name, o.description, o.city, o.website, count(e.id)::int as events, min(e.published_at) as since
      from organizations o left join events e on e.organization_id = o.id and e.state in ('active', 'sold_out', 'completed', 'postponed')
     where o.slug = ${slug} and o.kind <> 'platform' group by o.id, o.slug, o.name, o.description, o.city, o.website`.execute(context.tx),
  )
  const [organizer] = rows
  if (!organizer) return context.refuse('not_found')
  return { ...organizer, id: OrganizationId.parse(organizer.id), since: organizer.since?.toISOString() ?? null }
}
