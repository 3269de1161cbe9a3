import type { Handler, events } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import { fromCursor, pageFrom } from '#core/cursor.ts'
import { VenueId } from '@fashionistas/contract'

type VenueRow = {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly city: string
  readonly latitude: number | null
  readonly longitude: number | null
  readonly capacity: number | null
}

export const listVenues: Handler<typeof events.listVenues, Context> = async ({ q, city, limit, cursor }, context) => {
  const [afterName, afterId] = fromCursor(cursor) ?? []
  const { rows } = await sql<VenueRow>`
    select id, name, address, city, latitude, longitude, capacity from venues
     where (${q ?? null}::text is null or private.plain(name || ' ' || city || ' ' || address) like '%' || private.plain(${escapeLike(q)}) || '%')
       and (${city ?? null}::text is null or private.slug(city) = private.slug(${city ?? null}))
       and (${afterId ?? null}::uuid is null or (name, id) > (${afterName ?? null}, ${afterId ?? null}::uuid))
     order by name, id limit ${limit + 1}`.execute(context.tx)
  return pageFrom(
    rows,
    limit,
    ({ name, id }) => [name, id],
    (row) => ({ ...row, id: VenueId.parse(row.id) }),
  )
}

const escapeLike = (text: string | undefined): string => (text ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)
