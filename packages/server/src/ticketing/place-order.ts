import { createHash } from 'node:crypto'
import { Refusal, type Handler, type ticketing } from '@fashionistas/contract'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { hashOf, scopeOf } from '#core/api.ts'
import { actorId, type Context } from '#core/context.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { SaleableEvent } from '#events/index.ts'
import { ordersCounter } from '#core/metrics.ts'
import { confirmFree } from './confirm.ts'
import type { HoldRequest } from './hold.ts'
import { loadOrder, type Order } from './load-order.ts'
import { viewHeld, viewOrder } from './order-view.ts'
import type { TicketingParts } from './parts.ts'
import { price, quoteView, type Priced } from './quote.ts'

/** Unpaid holds that one buyer may have open for one event. */
const maxOpenOrders = 4
export const termsVersion = '2026-11'
type Placing = Handler<typeof ticketing.placeOrder, Context>
type Input = Parameters<Placing>[0]
type Ctx = Parameters<Placing>[1]

export const placeOrder =
  (parts: TicketingParts): Placing =>
  async (input, context) => {
    const key = context.idempotencyKey ? `${scopeOf(context)}:${context.idempotencyKey}` : null
    if (!key) throw new Refusal('idempotency_key_missing')
    const phone = parsePhoneNumberFromString(input.buyer.phone, 'CO')
    if (!phone?.isValid()) throw new Refusal('input_invalid', { errors: [{ path: 'buyer.phone', code: 'phone_invalid', message: 'phone_invalid' }] })

    const requestHash = hashOf(input)
    const before = await lookBefore(context, { key, eventId: input.eventId, email: input.buyer.email, phone: phone.number })
    if (before.orderId)
      return before.requestHash === requestHash ? await shown(parts, context, before.orderId) : context.refuse('idempotency_key_reused')
    if (before.openOrders >= maxOpenOrders) return context.refuse('too_many_open_orders', { open: before.openOrders })

    const { event, priced } = await priceNow(parts, context, input, before.eventState)
    const request = holdRequest(parts, context, { input, event, priced, key, requestHash, phone: phone.number })
    const answer = await parts.writer.hold(request)
    switch (answer.state) {
      case 'key_reused':
        return context.refuse('idempotency_key_reused')
      case 'refused':
        ordersCounter.inc({ outcome: 'refused' })
        return await explainShortage(parts, context, input, answer.pool.kind)
      case 'known':
        return await shown(parts, context, answer.orderId)
      case 'held':
        ordersCounter.inc({ outcome: 'held' })
        if (priced.totalMinor > 0) return viewHeld(parts, heldOrder(request, { input, event, priced, phone: phone.number }), event)
        await confirmFree(parts, answer.orderId)
        return await shown(parts, context, answer.orderId)
    }
  }

type Before = {
  readonly orderId: string | null
  readonly requestHash: string | null
  readonly openOrders: number
  readonly eventState: string | null
}

/** One look at what decides before any stock is asked for: the key's order, the buyer's unpaid ones, the event's state. */
async function lookBefore(
  context: Ctx,
  { key, eventId, email, phone }: { readonly key: string; readonly eventId: string; readonly email: string; readonly phone: string },
): Promise<Before> {
  const { rows } = await context.system((tx) =>
    sql<Before>`
    select known.id as "orderId", known.request_hash as "requestHash", (select state from events where id = ${eventId}) as "eventState",
      (select count(*)::int from orders where event_id = ${eventId} and state in ('held', 'pending_payment') and expires_at > ${context.now()} and (buyer_email = ${email} or buyer_phone = ${phone})) as "openOrders"
    from (select 1) one left join orders known on known.idempotency_key = ${key}`.execute(tx),
  )
  const [row] = rows
  if (!row) throw new Error('a look without tables has one row')
  return row
}

/** Prices from the shared catalogue; a "no", or an event that changed since, is looked at afresh. */
async function priceNow(parts: TicketingParts, context: Ctx, input: Input, state: string | null): Promise<{ event: SaleableEvent; priced: Priced }> {
  const now = parts.world.now()
  const known = await parts.catalogue.get(input.eventId)
  const first = known?.state === state && known ? price(known, input.lines, now) : undefined
  if (known && first && !('code' in first) && first.hash === input.quoteHash) return { event: known, priced: first }
  const event = await parts.catalogue.fresh(input.eventId)
  if (!event || event.state === 'draft') return context.refuse('not_found')
  const priced = price(event, input.lines, now)
  if ('code' in priced) return context.refuse(priced.code, priced.details)
  if (priced.hash !== input.quoteHash) return context.refuse('price_changed', { quote: quoteView(priced, now) })
  return { event, priced }
}

/** The stock went between pricing and holding. When only a price tier is used up, the next one is offered as a new price. */
async function explainShortage(parts: TicketingParts, context: Ctx, input: Input, poolKind: string): Promise<never> {
  if (poolKind !== 'tier') return context.refuse('sold_out')
  parts.catalogue.forget(input.eventId)
  const { priced } = await priceNow(parts, context, { ...input, quoteHash: '' }, null)
  return context.refuse('price_changed', { quote: quoteView(priced, parts.world.now()) })
}

async function shown(parts: TicketingParts, context: Ctx, orderId: string) {
  return await context.system(async (tx) => {
    const order = await loadOrder(tx, orderId)
    return order ? await viewOrder(tx, parts, order, parts.world.now()) : context.refuse('not_found')
  })
}

const codeAlphabet = '23456789ABCDEFGHJKLMNPQRSTVWXYZ'
/** What people read out on the phone: no 0, 1, I, O or U. */
function orderCode(bytes: Uint8Array): string {
  return `FSH-${[...bytes].map((byte) => codeAlphabet[byte % codeAlphabet.length]).join('')}`
}

type Making = {
  readonly input: Input
  readonly event: SaleableEvent
  readonly priced: Priced
  readonly key: string
  readonly requestHash: string
  readonly phone: string
}

function holdRequest(parts: TicketingParts, context: Ctx, { input, event, priced, key, requestHash, phone }: Making): HoldRequest {
  const now = context.now()
  const orderId = context.newId()
  const userId = context.actor.kind === 'user' ? context.actor.userId : null
  const expiresAt = new Date(now.getTime() + parts.holdMinutes * 60_000)
  const organization_id = event.organizationId
  const consent = (purpose: string, granted: boolean) => ({
    id: context.newId(),
    user_id: userId,
    contact: input.buyer.email,
    purpose,
    channel: 'web',
    granted,
    text_version: termsVersion,
    proof: { orderId, userAgent: context.userAgent ?? null },
    ip: context.ip ?? null,
    at: now,
  })
  return {
    orderId,
    eventId: event.id,
    idempotencyKey: key,
    requestHash,
    takes: priced.lines.flatMap(({ takes }) => takes),
    order: {
      id: orderId,
      code: orderCode(context.random(7)),
      organization_id,
      event_id: event.id,
      state: 'held',
      user_id: userId,
      buyer_name: input.buyer.name,
      buyer_email: input.buyer.email,
      buyer_phone: phone,
      document_type: input.buyer.documentType ?? null,
      document_number: input.buyer.documentNumber ?? null,
      locale: input.locale,
      currency: priced.currency,
      subtotal_minor: priced.subtotalMinor,
      fees_minor: priced.feesMinor,
      taxes_minor: priced.taxesMinor,
      total_minor: priced.totalMinor,
      quote: priced,
      quote_hash: priced.hash,
      idempotency_key: key,
      request_hash: requestHash,
      channel: context.actor.kind === 'key' ? 'api' : 'web',
      referral: input.referral ?? null,
      expires_at: expiresAt,
      placed_at: now,
      consent: { ...input.consents, version: termsVersion },
    },
    lines: priced.lines.map((line) => ({
      id: context.newId(),
      order_id: orderId,
      organization_id,
      ticket_type_id: line.typeId,
      tier_id: line.tierId,
      name: line.name,
      tier_name: line.tierName,
      quantity: line.quantity,
      admissions: line.admissions,
      unit_minor: line.unitMinor,
      fee_minor: line.feeMinor,
      tax_minor: line.taxMinor,
      total_minor: line.totalMinor,
      commission_bp: event.commissionBp ?? commissionBp(event.type),
    })),
    consents: [consent('terms', true), consent('personal_data', true), consent('marketing', input.consents.marketing)],
    audit: {
      at: now,
      actor_kind: context.actor.kind,
      actor_id: actorId(context.actor),
      organization_id,
      operation: 'placeOrder',
      target: `order:${orderId}`,
      request_id: context.requestId,
      ip: context.ip ?? null,
      after: { state: 'held', totalMinor: priced.totalMinor, buyer: createHash('sha256').update(input.buyer.email).digest('hex').slice(0, 16) },
    },
    happening: {
      id: context.newId(),
      type: 'order.held',
      organizationId: organization_id,
      data: { orderId, eventId: event.id },
      topics: [`event:${event.id}:sales`],
      occurredAt: now.toISOString(),
    },
  }
}

/** The order that the writer just wrote, without asking for it again: nobody else knows it yet. */
function heldOrder(request: HoldRequest, { input, event, priced, phone }: Pick<Making, 'input' | 'event' | 'priced' | 'phone'>): Order {
  const { id, code, user_id, expires_at, placed_at } = HeldRow.parse(request.order)
  return {
    id,
    code,
    organizationId: event.organizationId,
    eventId: event.id,
    state: 'held',
    userId: user_id,
    buyer: {
      name: input.buyer.name,
      email: input.buyer.email,
      phone,
      documentType: input.buyer.documentType ?? null,
      documentNumber: input.buyer.documentNumber ?? null,
    },
    locale: input.locale,
    currency: priced.currency,
    subtotalMinor: priced.subtotalMinor,
    feesMinor: priced.feesMinor,
    taxesMinor: priced.taxesMinor,
    totalMinor: priced.totalMinor,
    refundedMinor: 0,
    expiresAt: expires_at,
    placedAt: placed_at,
    paidAt: null,
    paidWith: null,
    linkVersion: 1,
    version: 1,
    tickets: [],
    lines: priced.lines.map((line, at) => ({
      id: String(request.lines[at]?.['id']),
      typeId: line.typeId,
      tierId: line.tierId,
      name: line.name,
      tierName: line.tierName,
      quantity: line.quantity,
      admissions: line.admissions,
      unitMinor: line.unitMinor,
      feeMinor: line.feeMinor,
      taxMinor: line.taxMinor,
      totalMinor: line.totalMinor,
      commissionBp: event.commissionBp ?? commissionBp(event.type),
    })),
  }
}
const HeldRow = z.object({ id: z.string(), code: z.string(), user_id: z.string().nullable(), expires_at: z.date(), placed_at: z.date() })

/** The entry tier of each category (commission-rules.json of the seeds, in basis points); the rule engine that picks finer tiers comes with the money issue. */
const entryTierBp: Readonly<Record<SaleableEvent['type'], number>> = { corporate: 1200, cultural: 800, fashion: 1000, concert: 800 }
const commissionBp = (type: SaleableEvent['type']): number => entryTierBp[type]
