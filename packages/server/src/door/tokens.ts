import { sql } from 'kysely'
import type { TicketTokens } from '#ticketing/index.ts'
import type { EventKeyring } from './event-keys.ts'
import { makeHumanCode } from './human-code.ts'
import { signTicketToken } from './sign-token.ts'
import { eventPrefixOf, typePrefixOf } from './token.ts'

const codeBytes = 6
const hour = 3_600_000
/** A phone without network judges the time by the token alone, and its clock may be wrong: a day around the event. */
const slack = 24 * hour

/** The door's part of a ticket: what is printed under the QR code, and what is in it. All run as the system. */
export const ticketTokens = (keyring: EventKeyring): TicketTokens => ({
  newCode: (world) => makeHumanCode(world.random(codeBytes)),
  async tokensFor(tx, event, tickets) {
    const validity = {
      notBefore: new Date(Math.min(event.startsAt.getTime(), event.doorsAt?.getTime() ?? Infinity) - slack),
      notAfter: new Date(event.endsAt.getTime() + slack),
    }
    const keys = new Map<number, string>()
    for (const kid of new Set(tickets.map((ticket) => ticket.kid))) keys.set(kid, await keyring.privateKey(tx, event.id, kid))
    return new Map(
      tickets.map((ticket) => {
        const payload = {
          kid: ticket.kid,
          eventPrefix: eventPrefixOf(event.id),
          ticketId: ticket.id,
          typePrefix: typePrefixOf(ticket.ticketTypeId),
          flags: 0,
          ...validity,
          serial: ticket.serial,
        }
        return [ticket.id, signTicketToken(payload, keys.get(ticket.kid) ?? '')]
      }),
    )
  },
  async revoke(tx, event, tickets) {
    const rows = tickets.map(({ id, serial }) => ({ ticket_id: id, min_serial: serial + 1 }))
    await sql`insert into revocations (event_id, organization_id, ticket_id, min_serial)
      select ${event.id}::uuid, ${event.organizationId}::uuid, ticket_id, min_serial from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(ticket_id uuid, min_serial int)`.execute(
      tx,
    )
  },
})
