import { createHash } from 'node:crypto'
import { Refusal, type Handler, type ticketing } from '@fashionistas/contract'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { hashOf, scopeOf } from '#core/api.ts'
import { actorId, type Context } from '#core/context.ts'
import { z } from 'zod'
import type { SaleableEvent } from '#events/index.ts'
import { ordersCounter } from '#core/metrics.ts'
import { confirmFree } from './confirm.ts'
import type { HoldAnswer, HoldRequest } from './hold.ts'
import { loadOrder, type Order } from './load-order.ts'
import { viewHeld, viewOrder } from './order-view.ts'
import type { TicketingParts } from './parts.ts'
import { price, quoteView, type Priced } from './quote.ts'

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
    const now = await readyToHold(parts, context, input).catch(async (refusal: unknown) => {
      // A repeat is answered as the first time, whatever has become of the price since.
      const before = await orderOfKey(context, key)
      if (!before) throw refusal
      return before.hash === requestHash ? before : context.refuse('idempotency_key_reused')
    })
    if ('orderId' in now) return await again(parts, context, now.orderId)
    const { event, priced } = now
    const request = holdRequest(parts, context, { input, event, priced, key, requestHash, phone: phone.number })
    const answer = await parts.writer.hold(request)
    if (answer.state === 'held') {
      ordersCounter.inc({ outcome: 'held' })
      if (priced.totalMinor > 0) return viewHeld(parts, heldOrder(request, { input, event, priced, phone: phone.number }), event)
      await confirmFree(parts, answer.orderId)
      return await shown(parts, context, answer.orderId)
    }
    return answer.state === 'known' ? await again(parts, context, answer.orderId) : await explain(parts, context, input, answer)
  }

/** Why the writer did not hold. */
async function explain(parts: TicketingParts, context: Ctx, input: Input, answer: Exclude<HoldAnswer, { state: 'held' | 'known' }>): Promise<never> {
  switch (answer.state) {
    case 'key_reused':
      return context.refuse('idempotency_key_reused')
    case 'off_stage':
      parts.catalogue.forget(input.eventId)
      return context.refuse('event_not_on_sale')
    case 'too_many_open':
      return context.refuse('too_many_open_orders', { open: answer.open })
    case 'code_used_by_buyer':
      return context.refuse('code_used_up')
    case 'refused':
      ordersCounter.inc({ outcome: 'refused' })
      return await explainShortage(parts, context, input, answer.pool.kind)
  }
}

async function orderOfKey(context: Ctx, key: string): Promise<{ readonly orderId: string; readonly hash: string } | undefined> {
  return await context.system((tx) =>
    tx.selectFrom('orders').select(['id as orderId', 'request_hash as hash']).where('idempotency_key', '=', key).executeTakeFirst(),
  )
}

type Ready = { readonly event: SaleableEvent; readonly priced: Priced }

/** All that can be said without stock: the price stands, and the organizer's questions are answered. */
async function readyToHold(parts: TicketingParts, context: Ctx, input: Input): Promise<Ready> {
  const ready = await priceNow(parts, context, input)
  for (const question of ready.event.questions) {
    const value = input.answers.find(({ questionId }) => questionId === question.id)?.value ?? ''
    if (value === '' && question.isRequired) return context.refuse('answer_missing', { questionId: question.id })
    if (value !== '' && !isAnswer(question, value)) return context.refuse('answer_wrong', { questionId: question.id })
  }
  return ready
}

function isAnswer({ kind, options }: SaleableEvent['questions'][number], value: string): boolean {
  if (kind === 'yes_no') return value === 'yes' || value === 'no'
  return kind === 'text' || options.some(({ es }) => es === value)
}

/** Prices from the shared catalogue; a "no", or an event that changed since, is looked at afresh. */
async function priceNow(parts: TicketingParts, context: Ctx, input: Input): Promise<Ready> {
  const now = parts.world.now()
  const code = input.promoCode ? await parts.catalogue.code(input.eventId, input.promoCode) : undefined
  const known = await parts.catalogue.get(input.eventId)
  const first = known && price(known, input.lines, now, code)
  if (known && first && !('code' in first) && first.hash === input.quoteHash) return { event: known, priced: first }
  const event = await parts.catalogue.fresh(input.eventId)
  if (!event || event.state === 'draft') return context.refuse('not_found')
  const priced = price(event, input.lines, now, code)
  if ('code' in priced) return context.refuse(priced.code, priced.details)
  if (priced.hash !== input.quoteHash) return context.refuse('price_changed', { quote: quoteView(priced, now) })
  return { event, priced }
}

/** The stock went between pricing and holding. When only a price tier is used up, the next one is offered as a new price. */
async function explainShortage(parts: TicketingParts, context: Ctx, input: Input, poolKind: string): Promise<never> {
  if (poolKind === 'code') return context.refuse('code_used_up')
  if (poolKind !== 'tier') return context.refuse('sold_out')
  parts.catalogue.forget(input.eventId)
  const { priced } = await priceNow(parts, context, { ...input, quoteHash: '' })
  return context.refuse('price_changed', { quote: quoteView(priced, parts.world.now()) })
}

/** The order of a request that came before. A free one that is still held was left between its hold and its tickets: they follow now. */
async function again(parts: TicketingParts, context: Ctx, orderId: string) {
  const order = await shown(parts, context, orderId)
  if (order.state !== 'held' || order.total.minor > 0) return order
  await confirmFree(parts, orderId)
  return await shown(parts, context, orderId)
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

/** What was asked now and answered; answers to questions that are gone are not kept. */
const answersOf = (event: SaleableEvent, input: Input) =>
  event.questions.flatMap((question) => {
    const value = input.answers.find(({ questionId }) => questionId === question.id)?.value ?? ''
    const option = question.kind === 'choice' ? (question.options.find(({ es }) => es === value) ?? null) : null
    return value === '' ? [] : [{ id: question.id, label: question.label, kind: question.kind, value, option }]
  })

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
    takes: [...priced.lines.flatMap(({ takes }) => takes), ...(priced.promoCode ? [{ poolId: priced.promoCode.poolId, quantity: 1 }] : [])],
    buyer: { email: input.buyer.email, phone },
    promoCode:
      priced.promoCode && priced.promoCode.maxPerBuyer !== null ? { id: priced.promoCode.id, maxPerBuyer: priced.promoCode.maxPerBuyer } : null,
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
      discount_minor: priced.discountMinor,
      fees_minor: priced.feesMinor,
      taxes_minor: priced.taxesMinor,
      total_minor: priced.totalMinor,
      tax_included_minor: priced.taxIncludedMinor,
      promo_code_id: priced.promoCode?.id ?? null,
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
      discount_minor: line.discountMinor,
      fee_minor: line.feeMinor,
      tax_minor: line.taxMinor,
      total_minor: line.totalMinor,
      commission_bp: event.commissionBp ?? commissionBp(event.type),
      iva_bp: priced.ivaBp,
    })),
    answers: answersOf(event, input).map(({ id, ...answer }) => ({ order_id: orderId, question_id: id, organization_id, ...answer })),
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
    discountMinor: priced.discountMinor,
    promoCode: priced.promoCode?.code ?? null,
    answers: answersOf(event, input).map(({ label: question, kind, value, option }) => ({ question, kind, value, option })),
    taxIncludedMinor: priced.taxIncludedMinor,
    ivaBp: priced.ivaBp,
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
      discountMinor: line.discountMinor,
      feeMinor: line.feeMinor,
      taxMinor: line.taxMinor,
      totalMinor: line.totalMinor,
      commissionBp: event.commissionBp ?? commissionBp(event.type),
      ivaBp: priced.ivaBp,
    })),
  }
}
const HeldRow = z.object({ id: z.string(), code: z.string(), user_id: z.string().nullable(), expires_at: z.date(), placed_at: z.date() })

/** The entry tier of each category (commission-rules.json of the seeds, in basis points); the rule engine that picks finer tiers comes with the money issue. */
const entryTierBp: Readonly<Record<SaleableEvent['type'], number>> = { corporate: 1200, cultural: 800, fashion: 1000, concert: 800 }
const commissionBp = (type: SaleableEvent['type']): number => entryTierBp[type]
