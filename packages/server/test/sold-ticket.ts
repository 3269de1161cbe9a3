import { Secret } from '#core/secret.ts'
import { EventKeyring, ticketTokens } from '#door/index.ts'
import { loadSaleable } from '#events/index.ts'
import type { GivenEvent } from './given-event.ts'
import type { Harness } from './harness.ts'

export type SoldTicket = { readonly id: string; /** What is printed. */ readonly code: string; /** The QR code's text. */ readonly token: string }

/** A sold ticket of the event's type at this place, written by hand, with the text of its QR code. */
export async function soldTicket(h: Harness, { eventId, types }: GivenEvent, at = 0): Promise<SoldTicket> {
  const tokens = ticketTokens(new EventKeyring(new Secret(h.config.SECRET)))
  return await h.database.system(async (tx) => {
    const saleable = await loadSaleable(tx, eventId)
    const type = types[at]
    if (!saleable || !type) throw new Error('no event to sell')
    const [orderId, lineId, id] = [h.world.newId(), h.world.newId(), h.world.newId()]
    const code = tokens.newCode(h.world)
    const organization_id = saleable.organizationId
    await tx
      .insertInto('orders')
      .values({
        id: orderId,
        code: `F-${orderId.slice(-8)}`,
        organization_id,
        event_id: eventId,
        state: 'paid',
        buyer_name: 'Mariana Ríos',
        buyer_email: 'm@example.com',
        buyer_phone: '+573001112233',
        locale: 'es-CO',
        currency: 'COP',
        subtotal_minor: 100,
        fees_minor: 0,
        taxes_minor: 0,
        total_minor: 100,
        quote: '{}',
        quote_hash: 'x',
        request_hash: 'x',
        placed_at: h.world.now(),
        paid_at: h.world.now(),
        consent: '{}',
      })
      .execute()
    await tx
      .insertInto('order_lines')
      .values({
        id: lineId,
        order_id: orderId,
        organization_id,
        ticket_type_id: type.id,
        name: JSON.stringify(type.name),
        quantity: 1,
        admissions: 1,
        unit_minor: 100,
        total_minor: 100,
        commission_bp: 800,
      })
      .execute()
    await tx
      .insertInto('tickets')
      .values({
        id,
        code,
        order_id: orderId,
        order_line_id: lineId,
        organization_id,
        event_id: eventId,
        ticket_type_id: type.id,
        holder_name: 'Mariana Ríos',
        unit_minor: 100,
        created_at: h.world.now(),
      })
      .execute()
    const signed = await tokens.tokensFor(tx, saleable, [{ id, ticketTypeId: type.id, serial: 1, kid: 1 }])
    return { id, code, token: signed.get(id) ?? '' }
  })
}
