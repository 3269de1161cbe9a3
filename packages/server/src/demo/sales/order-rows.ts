import { hashOf } from '#core/api.ts'
import type { Chance } from '../chance.ts'
import type { SeasonEvent } from '../season/make-event.ts'
import type { Row } from '../write-rows.ts'
import { takesOf, type Sale, type SaleLine } from './sale.ts'

/** The terms that a buyer of the season accepted. */
const termsVersion = '2026-11'
/** The entry rate of each type, in basis points, as orders take it. */
export const commissionBp = { corporate: 1200, cultural: 800, fashion: 1000, concert: 800 } as const
const marketingShare = 0.34

export function orderRows(event: SeasonEvent, sales: readonly Sale[], chance: Chance): { readonly [table: string]: readonly Row[] } {
  const organization_id = event.house.id
  return {
    orders: sales.map((sale) => orderRow(event, sale, chance)),
    order_lines: sales.flatMap((sale) =>
      sale.lines.map((line) => ({
        id: line.id,
        order_id: sale.id,
        organization_id,
        ticket_type_id: line.type.id,
        tier_id: line.tier.id,
        name: line.type.name,
        tier_name: tierName(line),
        quantity: line.quantity,
        admissions: line.type.admissions,
        unit_minor: line.unitMinor,
        fee_minor: 0,
        tax_minor: 0,
        total_minor: line.totalMinor,
        commission_bp: commissionBp[event.script.type],
      })),
    ),
    order_pools: sales.flatMap((sale) =>
      takesOf(sale).map(({ poolId, quantity }) => ({ order_id: sale.id, pool_id: poolId, organization_id, quantity })),
    ),
    tickets: sales.flatMap((sale) => {
      if (sale.outcome !== 'paid') return []
      const gone = new Set(sale.refund?.tickets)
      return sale.tickets.map((ticket) => ({
        id: ticket.id,
        code: ticket.code,
        order_id: sale.id,
        order_line_id: ticket.line.id,
        organization_id,
        event_id: event.id,
        ticket_type_id: ticket.line.type.id,
        holder_name: sale.buyer.name,
        state: gone.has(ticket) ? 'cancelled' : 'active',
        serial: 1,
        kid: 1,
        unit_minor: ticket.unitMinor,
        created_at: sale.paidAt,
        cancelled_at: gone.has(ticket) ? (sale.refund?.at ?? null) : null,
      }))
    }),
    revocations: sales.flatMap((sale) =>
      sale.outcome === 'paid' && sale.refund
        ? sale.refund.tickets.map(({ id }) => ({ event_id: event.id, organization_id, ticket_id: id, min_serial: 2, at: sale.refund?.at }))
        : [],
    ),
    consents: sales.flatMap((sale) =>
      ['terms', 'personal_data', 'marketing'].map((purpose) => ({
        id: chance.id(sale.placedAt),
        user_id: sale.buyer.userId,
        contact: sale.buyer.email,
        purpose,
        channel: 'web',
        granted: purpose !== 'marketing' || agreesToMarketing(sale),
        text_version: termsVersion,
        proof: { orderId: sale.id },
        at: sale.placedAt,
      })),
    ),
  }
}

/** A person answers the same each time: it hangs on the phone number. */
const agreesToMarketing = ({ buyer }: Sale): boolean => Number(buyer.phone.slice(-3)) / 1000 < marketingShare
const tierName = ({ type, tier }: SaleLine) => (type.tiers.length > 1 ? tier.name : null)

function orderRow(event: SeasonEvent, sale: Sale, chance: Chance): Row {
  const quote = quoteOf(event, sale)
  const isPaid = sale.outcome === 'paid'
  const refund = isPaid ? sale.refund : null
  return {
    id: sale.id,
    code: sale.code,
    organization_id: event.house.id,
    event_id: event.id,
    state: stateOf(sale),
    user_id: sale.buyer.userId,
    buyer_name: sale.buyer.name,
    buyer_email: sale.buyer.email,
    buyer_phone: sale.buyer.phone,
    document_type: sale.buyer.document ? 'CC' : null,
    document_number: sale.buyer.document,
    locale: sale.buyer.locale,
    currency: 'COP',
    subtotal_minor: sale.totalMinor,
    fees_minor: 0,
    taxes_minor: 0,
    total_minor: sale.totalMinor,
    refunded_minor: refund?.amountMinor ?? 0,
    quote,
    quote_hash: quote.hash,
    request_hash: quote.hash,
    channel: 'web',
    referral: chance.weighted([
      [null, 62],
      ['instagram', 17],
      ['whatsapp', 14],
      ['newsletter', 7],
    ]),
    expires_at: isPaid ? null : sale.expiresAt,
    placed_at: sale.placedAt,
    paid_at: isPaid ? sale.paidAt : null,
    link_version: 1,
    consent: { terms: true, personalData: true, marketing: agreesToMarketing(sale), version: termsVersion },
    version: isPaid ? 3 + (refund ? 1 : 0) : 2,
  }
}

function stateOf(sale: Sale): string {
  switch (sale.outcome) {
    case 'paid':
      return sale.refund ? (sale.refund.isWhole ? 'refunded' : 'partially_refunded') : 'paid'
    case 'waiting':
      return 'pending_payment'
    case 'held':
    case 'expired':
      return sale.outcome
  }
}

function quoteOf(event: SeasonEvent, sale: Sale) {
  const lines = sale.lines.map((line) => ({
    typeId: line.type.id,
    tierId: line.tier.id,
    name: line.type.name,
    tierName: tierName(line),
    quantity: line.quantity,
    admissions: line.type.admissions,
    unitMinor: line.unitMinor,
    feeMinor: 0,
    taxMinor: 0,
    totalMinor: line.totalMinor,
    takes: line.takes,
  }))
  const body = { eventId: event.id, currency: 'COP', lines, subtotalMinor: sale.totalMinor, feesMinor: 0, taxesMinor: 0, totalMinor: sale.totalMinor }
  return { ...body, hash: hashOf(body) }
}

/** What the audit log remembers of the events and of money that was given back. */
export function auditRows(event: SeasonEvent, sales: readonly Sale[], userId: string): readonly Row[] {
  const by = (at: Date, operation: string, target: string, after: Row): Row => ({
    at,
    actor_kind: 'user',
    actor_id: userId,
    organization_id: event.house.id,
    operation,
    target,
    after,
  })
  const moved =
    event.stoppedAt === null
      ? []
      : [by(event.stoppedAt, event.script.fate === 'postponed' ? 'postponeEvent' : 'cancelEvent', `event:${event.id}`, { state: event.script.fate })]
  const refunds = sales.flatMap((sale) =>
    sale.outcome === 'paid' && sale.refund && sale.refund.reason !== 'event_cancelled'
      ? [by(sale.refund.at, 'refundOrder', `order:${sale.id}`, { tickets: sale.refund.tickets.length, reason: sale.refund.reason })]
      : [],
  )
  return [by(event.publishedAt, 'publishEvent', `event:${event.id}`, { state: 'active' }), ...moved, ...refunds]
}
