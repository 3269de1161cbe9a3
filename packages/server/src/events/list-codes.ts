import type { Handler, codes } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '#core/context.ts'
import { pageFrom } from '#core/cursor.ts'
import { codesOf, toCode } from './code-view.ts'
import { ownEvent } from './event-row.ts'
import { pageStart } from './page-start.ts'

const Start = z.tuple([z.string().max(40)])

/** In the order of the alphabet. */
export const listCodes: Handler<typeof codes.listCodes, Context> = async ({ eventId, limit, cursor }, context) => {
  await ownEvent(context, eventId, 'events.read')
  const start = pageStart(cursor, Start)
  const rows = await codesOf(
    context.tx,
    sql`c.event_id = ${eventId} ${start ? sql`and c.code > ${start[0]}` : sql``} order by c.code limit ${limit + 1}`,
  )
  return pageFrom(rows, limit, ({ code }) => [code], toCode)
}
