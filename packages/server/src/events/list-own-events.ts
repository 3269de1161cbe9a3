import type { Handler, events } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '#core/context.ts'
import { pageFrom } from '#core/cursor.ts'
import { isAllowed, permit } from '#people/index.ts'
import { ownEventsOf, toOwnEvent } from './own-events.ts'
import { pageStart } from './page-start.ts'

const Start = z.tuple([z.iso.datetime(), z.uuid()])

/** What is to come with the nearest first, all else with the newest first; a draft without a date stands where it was begun. */
export const listOwnEvents: Handler<typeof events.listOwnEvents, Context> = async ({ organizationId, state, when, q, limit, cursor }, context) => {
  await permit(context, organizationId, 'events.read')
  const start = pageStart(cursor, Start)
  const now = context.now()
  const isComing = when === 'upcoming'
  const filter = sql.join(
    [
      sql`e.organization_id = ${organizationId}`,
      ...(state ? [sql`e.state = ${state}`] : []),
      ...(when === 'drafts' ? [sql`e.state = 'draft'`] : []),
      ...(isComing ? [sql`e.state in ('active', 'sold_out', 'postponed') and e.ends_at > ${now}`] : []),
      ...(when === 'past' ? [sql`e.state <> 'draft' and (e.ends_at <= ${now} or e.state in ('completed', 'cancelled'))`] : []),
      ...(q ? [sql`e.search_text like '%' || private.plain(${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}) || '%'`] : []),
      ...(start ? [sql`(${at}, e.id) ${isComing ? sql`>` : sql`<`} (${start[0]}::timestamptz, ${start[1]}::uuid)`] : []),
    ],
    sql` and `,
  )
  // As the system: sold tickets are counted for people who may see the event but not who bought.
  const rows = await context.elevated(() =>
    ownEventsOf(
      context.tx,
      sql`${filter} order by ${at} ${isComing ? sql`asc` : sql`desc`}, e.id ${isComing ? sql`asc` : sql`desc`} limit ${limit + 1}`,
    ),
  )
  const seesMoney = await isAllowed(context, organizationId, 'sales.read')
  return pageFrom(
    rows,
    limit,
    (row) => [row.startsAt ?? row.createdAt, row.id],
    (row) => (seesMoney ? toOwnEvent(row) : { ...toOwnEvent(row), revenue: null }),
  )
}

const at = sql`date_trunc('milliseconds', coalesce(e.starts_at, e.created_at))`
