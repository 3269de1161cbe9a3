import type { Handler, ticketing } from '@fashionistas/contract'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { Refusal } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { loadOrder, lockOrder } from './load-order.ts'
import { viewOrder } from './order-view.ts'
import { hasTickets, holdsStock, mayMove } from './order-states.ts'
import type { TicketingParts } from './parts.ts'
import { reachToChange } from './reach-order.ts'
import { releaseStock } from './stock.ts'

/** The buyer changed their mind: stock is free at once instead of at the end of the hold. */
export const releaseOrder =
  (parts: TicketingParts): Handler<typeof ticketing.releaseOrder, Context> =>
  async ({ orderId, token }, context) => {
    await reachToChange(parts, context, orderId, token)
    return await context.elevated(async () => {
      const order = await lockOrder(context.tx, orderId)
      if (!order) return context.refuse('not_found')
      if (order.state === 'released') return {}
      if (!mayMove(order.state, 'released')) return context.refuse('order_state_wrong')
      await context.tx
        .updateTable('orders')
        .set((e) => ({ state: 'released', version: e('version', '+', 1) }))
        .where('id', '=', orderId)
        .execute()
      await releaseStock(context.tx, [orderId])
      await context.emit(context.tx, {
        type: 'order.released',
        organizationId: order.organizationId,
        data: { orderId, eventId: order.eventId },
        topics: [`order:${orderId}`, `event:${order.eventId}:sales`],
      })
      context.note({ organizationId: order.organizationId, target: `order:${orderId}`, before: { state: order.state }, after: { state: 'released' } })
      return {}
    })
  }

/** Corrects buyer and names. A new email or phone makes the old links void: they may be with a stranger. */
export const changeOrder =
  (parts: TicketingParts): Handler<typeof ticketing.changeOrder, Context> =>
  async ({ orderId, token, buyer, holders }, context) => {
    await reachToChange(parts, context, orderId, token)
    const phone = buyer?.phone === undefined ? undefined : parsePhoneNumberFromString(buyer.phone, 'CO')
    if (buyer?.phone !== undefined && !phone?.isValid())
      throw new Refusal('input_invalid', { errors: [{ path: 'buyer.phone', code: 'phone_invalid', message: 'phone_invalid' }] })
    return await context.elevated(async () => {
      const order = await lockOrder(context.tx, orderId)
      if (!order) return context.refuse('not_found')
      if (order.version !== context.ifMatch) throw new Refusal('version_stale', { version: order.version })
      if (!hasTickets(order.state) && !holdsStock(order.state)) return context.refuse('order_state_wrong')
      const isMoved = (buyer?.email !== undefined && buyer.email !== order.buyer.email) || (phone !== undefined && phone.number !== order.buyer.phone)
      await context.tx
        .updateTable('orders')
        .set((e) => ({
          buyer_name: buyer?.name ?? order.buyer.name,
          buyer_email: buyer?.email ?? order.buyer.email,
          buyer_phone: phone?.number ?? order.buyer.phone,
          link_version: isMoved ? (order.linkVersion % 255) + 1 : order.linkVersion,
          version: e('version', '+', 1),
        }))
        .where('id', '=', orderId)
        .execute()
      for (const { ticketId, name } of holders ?? [])
        await context.tx
          .updateTable('tickets')
          .set({ holder_name: name })
          .where('id', '=', ticketId)
          .where('order_id', '=', orderId)
          .where('state', '=', 'active')
          .execute()
      context.note({
        organizationId: order.organizationId,
        target: `order:${orderId}`,
        after: { buyer: buyer ? Object.keys(buyer) : [], holders: holders?.length ?? 0, linkRevoked: isMoved },
      })
      const changed = await loadOrder(context.tx, orderId)
      return changed ? await viewOrder(context.tx, parts, changed, context.now()) : context.refuse('not_found')
    })
  }

export const resendTickets =
  (parts: TicketingParts): Handler<typeof ticketing.resendTickets, Context> =>
  async ({ orderId, token, channel }, context) => {
    const order = await reachToChange(parts, context, orderId, token)
    if (!hasTickets(order.state)) return context.refuse('order_state_wrong')
    await context.emit(context.tx, {
      type: 'order.resend_requested',
      organizationId: order.organizationId,
      data: { orderId, eventId: order.eventId, channel, requestId: context.newId() },
    })
    context.note({ organizationId: order.organizationId, target: `order:${orderId}`, after: { channel } })
    return {}
  }

/** Answers the same whether the contact bought anything: who asks learns nothing; the links go to the contact itself. */
export const findMyOrders =
  (parts: TicketingParts): Handler<typeof ticketing.findMyOrders, Context> =>
  async ({ contact, locale }, context) => {
    const phone = parsePhoneNumberFromString(contact, 'CO')
    await context.system(async (tx) => {
      const found = await tx
        .selectFrom('orders')
        .innerJoin('events', 'events.id', 'orders.event_id')
        .select('orders.id')
        .where('events.ends_at', '>', parts.world.now())
        .where('orders.state', 'in', ['held', 'pending_payment', 'paid', 'partially_refunded'])
        .where((e) => e.or([e('buyer_email', '=', contact.toLowerCase()), ...(phone?.isValid() ? [e('buyer_phone', '=', phone.number)] : [])]))
        .orderBy('events.starts_at')
        .limit(20)
        .execute()
      if (found.length > 0)
        await context.emit(tx, {
          type: 'order.lookup_requested',
          organizationId: null,
          data: {
            contact: phone?.isValid() ? phone.number : contact.toLowerCase(),
            locale,
            orderIds: found.map(({ id }) => id),
            requestId: context.newId(),
          },
        })
      await context.audit(tx, { target: 'orders', after: { found: found.length } })
    })
    return {}
  }
