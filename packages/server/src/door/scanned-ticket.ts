import { Text } from '@fashionistas/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'

const Row = z.object({
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
  minSerial: z.int(),
})
export type ScannedTicket = z.infer<typeof Row>

/** A ticket as the door sees it, held until the scan is decided. `minSerial`: older QR codes of it are dead. */
export async function lockTicket(
  tx: Tx,
  by: { readonly by: 'token'; readonly ticketId: string } | { readonly by: 'code'; readonly code: string },
): Promise<ScannedTicket | undefined> {
  const { rows: held } = await sql<{
    id: string
  }>`select id from tickets where ${by.by === 'token' ? sql`id = ${by.ticketId}` : sql`code = ${by.code}`} for no key update`.execute(tx)
  const id = held[0]?.id
  return id === undefined ? undefined : await getTicket(tx, id)
}

export async function getTicket(tx: Tx, id: string): Promise<ScannedTicket> {
  const { rows } = await sql`
    select t.id, t.code, t.event_id as "eventId", t.ticket_type_id as "typeId", t.state, t.serial, coalesce(t.holder_name, o.buyer_name) as "holderName", y.name as "typeName", y.is_vip as "isVip", o.code as "orderCode",
      coalesce((select max(min_serial) from revocations r where r.ticket_id = t.id), 0) as "minSerial"
      from tickets t join orders o on o.id = t.order_id join ticket_types y on y.id = t.ticket_type_id where t.id = ${id}`.execute(tx)
  return Row.parse(rows[0])
}
