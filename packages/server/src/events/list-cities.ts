import type { Handler, events } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'

type CityRow = { readonly slug: string; readonly name: string; readonly latitude: number; readonly longitude: number; readonly events: number }

/** The cities that we know with what is to come there; a city that nobody placed on the map has no point to show. */
export const listCities: Handler<typeof events.listCities, Context> = async (_, context) => {
  const { rows } = await sql<CityRow>`
    select c.slug, c.name, c.latitude, c.longitude, coalesce(e.events, 0)::int as events
      from cities c left join (
        select private.slug(city) as slug, sum(events) as events from (
          select city, count(*) as events from events where state in ('active', 'sold_out', 'postponed') and ends_at > ${context.now()} group by city) spelled group by 1) e on e.slug = c.slug
     order by events desc, c.name`.execute(context.tx)
  return { data: rows }
}
