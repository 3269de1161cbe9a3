import { ScanId, ScanVerdict, Text, type Handler, type door } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import { ownEvent } from '#events/index.ts'
import { countsOf } from './counts.ts'
import { listsOf, toList } from './lists.ts'

const shown = 30

/** As the system: who stands at the door may see the names of those who come, not their orders. */
export const getDoor: Handler<typeof door.getDoor, Context> = async ({ eventId }, context) => {
  const event = await ownEvent(context, eventId, 'door.scan')
  if (!event.starts_at) return context.refuse('not_found')
  const { title, starts_at, time_zone } = event
  return await context.elevated(async () => ({
    title: Text.parse(title),
    startsAt: starts_at.toISOString(),
    timeZone: time_zone,
    counts: await countsOf(context.tx, eventId),
    lists: (await listsOf(context.tx, eventId)).map((list) => toList(list)),
    last: await lastScans(context.tx, eventId),
  }))
}

const ScanRow = z.object({
  scanId: ScanId,
  verdict: ScanVerdict,
  holderName: z.string().nullable(),
  typeName: Text.nullable(),
  gate: z.string().nullable(),
  scannedAt: z.date().transform((at) => at.toISOString()),
})

async function lastScans(tx: Tx, eventId: string) {
  const { rows } = await sql`
    select s.id as "scanId", s.verdict, coalesce(t.holder_name, o.buyer_name) as "holderName", y.name as "typeName", s.gate, s.scanned_at as "scannedAt"
      from scans s left join tickets t on t.id = s.ticket_id left join orders o on o.id = t.order_id left join ticket_types y on y.id = t.ticket_type_id
     where s.event_id = ${eventId} and s.undone_at is null order by s.scanned_at desc, s.id desc limit ${shown}`.execute(tx)
  return rows.map((row) => ScanRow.parse(row))
}
