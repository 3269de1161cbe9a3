import { ScanVerdict, Text } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'
import type { Wanted } from './lock-door.ts'

const At = z.string().transform((text) => new Date(text))
const Ticket = z.object({
  id: z.string(),
  code: z.string(),
  eventId: z.string(),
  typeId: z.string(),
  state: z.enum(['active', 'cancelled', 'transferred']),
  serial: z.int(),
  holderName: z.string(),
  typeName: Text,
  isVip: z.boolean(),
  orderCode: z.string(),
  /** Older QR codes of it are dead. */
  minSerial: z.int(),
})
const Entry = z.object({
  listId: z.string(),
  ticketId: z.string(),
  entry: z.int(),
  admittedAt: At,
  exitedAt: At.nullable(),
  gate: z.string().nullable(),
})
const Known = z.object({
  id: z.string(),
  eventId: z.string(),
  listId: z.string(),
  ticketId: z.string().nullable(),
  verdict: ScanVerdict,
  scannedAt: At,
})
const List = z.object({
  id: z.string(),
  type_ids: z.array(z.string()),
  allows_reentry: z.boolean(),
  opens_at: At.nullable(),
  closes_at: At.nullable(),
})
const Facts = z.object({
  permits: z.array(z.object({ isPermitted: z.boolean(), isInside: z.boolean(), hasEnded: z.boolean() })),
  lists: z.array(List),
  known: z.array(Known),
  tickets: z.array(Ticket),
  entries: z.array(Entry),
  counts: z.object({ admitted: z.int(), inside: z.int() }),
  expected: z.int().nullable(),
})
export type ScanFacts = z.infer<typeof Facts>
export type ScannedTicket = z.infer<typeof Ticket>
export type KnownScan = z.infer<typeof Known>
export type DoorList = z.infer<typeof List>
export type KnownEntry = z.infer<typeof Entry>

type Asked = {
  readonly eventId: string
  readonly organizationId: string
  readonly wanted: Wanted
  readonly scanIds: readonly string[]
  /** As `private.callers_permitted` takes them. */
  readonly callers: string
  readonly now: Date
  /** The live tickets of an event are thousands: they are counted now and then. */
  readonly countsExpected: boolean
}

/** Everything that the scans of a batch are decided by, in one statement: each more is a round trip that all of them wait for. */
export async function readFacts(tx: Tx, { eventId, organizationId, wanted, scanIds, callers, now, countsExpected }: Asked): Promise<ScanFacts> {
  const { rows } = await sql`
    with known as (select id, event_id as "eventId", list_id as "listId", ticket_id as "ticketId", verdict, scanned_at as "scannedAt" from scans where id = any(${[...scanIds]}::uuid[])),
      shown as (select id from tickets where id = any(${[...wanted.ids]}::uuid[]) union select id from tickets where code = any(${[...wanted.codes]}::text[]) union select "ticketId" from known),
      seen as (select t.id, t.code, t.event_id as "eventId", t.ticket_type_id as "typeId", t.state, t.serial, coalesce(t.holder_name, o.buyer_name) as "holderName", y.name as "typeName",
          y.is_vip as "isVip", o.code as "orderCode", coalesce((select max(min_serial) from revocations r where r.ticket_id = t.id), 0) as "minSerial"
        from tickets t join orders o on o.id = t.order_id join ticket_types y on y.id = t.ticket_type_id where t.id = any(array(select id from shown))),
      entered as (select list_id as "listId", ticket_id as "ticketId", entry, admitted_at as "admittedAt", exited_at as "exitedAt", gate
        from admissions where ticket_id = any(array(select id from shown))),
      lists as (select id, type_ids, allows_reentry, opens_at, closes_at from check_in_lists where event_id = ${eventId} order by created_at, id)
    select (select coalesce(jsonb_agg(jsonb_build_object('isPermitted', is_permitted, 'isInside', is_inside, 'hasEnded', has_ended) order by place), '[]')
          from private.callers_permitted(${callers}::jsonb, ${organizationId}, 'door.scan', ${now})) as permits,
      (select coalesce(jsonb_agg(l), '[]') from lists l) as lists, (select coalesce(jsonb_agg(k), '[]') from known k) as known,
      (select coalesce(jsonb_agg(s), '[]') from seen s) as tickets, (select coalesce(jsonb_agg(e order by entry), '[]') from entered e) as entries,
      (select jsonb_build_object('admitted', admitted, 'inside', inside) from check_in_counts where event_id = ${eventId}) as counts,
      ${countsExpected ? sql`(select count(*)::int from tickets where event_id = ${eventId} and state = 'active')` : sql`null`} as expected`.execute(
    tx,
  )
  return Facts.parse(rows[0])
}
