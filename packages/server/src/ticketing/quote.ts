import type { Money, Quote, RefusalCode, Text } from '@fashionistas/contract'
import { EventId, TicketTypeId } from '@fashionistas/contract'
import { saleOf, type Code, type SaleableEvent, type SaleableType, type Tier } from '#events/index.ts'
import { hashOf } from '#core/api.ts'
import { ratio } from '#ledger/index.ts'
import { discountsOf } from './discount.ts'

export type Wanted = { readonly typeId: string; readonly quantity: number; readonly amount?: Money | undefined }
/** One priced line with what it takes from stock. */
export type PricedLine = {
  readonly typeId: string
  readonly tierId: string
  readonly name: Text
  readonly tierName: Text | null
  readonly quantity: number
  readonly admissions: number
  readonly unitMinor: number
  readonly discountMinor: number
  readonly feeMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  readonly takes: readonly { readonly poolId: string; readonly quantity: number }[]
}
export type Priced = {
  readonly eventId: string
  readonly currency: Money['currency']
  readonly lines: readonly PricedLine[]
  /** The code that was applied: one use of its pool goes with the order. */
  readonly promoCode: { readonly id: string; readonly code: string; readonly poolId: string; readonly maxPerBuyer: number | null } | null
  readonly subtotalMinor: number
  readonly discountMinor: number
  readonly feesMinor: number
  readonly taxesMinor: number
  readonly totalMinor: number
  readonly taxIncludedMinor: number
  readonly ivaBp: number
  readonly hash: string
}
type Reason = Extract<
  RefusalCode,
  | 'not_found'
  | 'event_not_on_sale'
  | 'sales_closed'
  | 'sales_not_open'
  | 'quantity_out_of_range'
  | 'sold_out'
  | 'code_unknown'
  | 'code_not_now'
  | 'code_used_up'
  | 'code_not_applicable'
>
export type Refused = { readonly code: Reason; readonly details: Readonly<Record<string, unknown>> }
const maxDonationMinor = 5_000_000_000

/**
 * What the wanted tickets cost at one instant, or why they cannot be bought. Pure: the same event, wish, code and instant price the same.
 * `promoCode` is undefined when none was typed, null when the typed one is not known.
 */
export function price(event: SaleableEvent, wanted: readonly Wanted[], now: Date, promoCode?: Code | null): Priced | Refused {
  if ((event.state !== 'active' && event.state !== 'sold_out') || event.endsAt <= now) return { code: 'event_not_on_sale', details: {} }
  const full: PricedLine[] = []
  for (const wish of merge(wanted)) {
    const line = priceLine(event, wish, now)
    if ('code' in line) return line
    full.push(line)
  }
  const reason = promoCode === undefined ? undefined : whyNot(promoCode, full, now)
  if (reason) return { code: reason, details: {} }
  const lines = promoCode ? discounted(promoCode, full, event) : full
  const sum = (of: (line: PricedLine) => number) => lines.reduce((total, line) => total + of(line), 0)
  const totalMinor = sum((line) => line.totalMinor)
  const body = {
    eventId: event.id,
    currency: event.currency,
    lines,
    promoCode: promoCode ? { id: promoCode.id, code: promoCode.code, poolId: promoCode.poolId, maxPerBuyer: promoCode.maxPerBuyer } : null,
    subtotalMinor: sum((line) => line.unitMinor * line.quantity),
    discountMinor: sum((line) => line.discountMinor),
    feesMinor: sum((line) => line.feeMinor),
    taxesMinor: sum((line) => line.taxMinor),
    totalMinor,
    taxIncludedMinor: totalMinor - ratio(totalMinor, 10_000, 10_000 + event.ivaBp),
    ivaBp: event.ivaBp,
  }
  return { ...body, hash: hashOf(body) }
}

function whyNot(code: Code | null, lines: readonly PricedLine[], now: Date): Reason | undefined {
  if (!code?.isActive) return 'code_unknown'
  if ((code.startsAt && code.startsAt > now) || (code.endsAt && code.endsAt <= now)) return 'code_not_now'
  if (code.maxUses !== null && code.held + code.used >= code.maxUses) return 'code_used_up'
  return lines.some((line) => isFor(code, line)) ? undefined : 'code_not_applicable'
}

const isFor = (code: Code, line: PricedLine): boolean => code.typeIds.length === 0 || code.typeIds.some((id) => id === line.typeId)

function discounted(code: Code, lines: readonly PricedLine[], event: SaleableEvent): readonly PricedLine[] {
  const worth = code.percentBp === null ? { amountMinor: code.amountMinor ?? 0 } : { percentBp: code.percentBp }
  const off = discountsOf(
    lines.map((line) => (isFor(code, line) ? line.unitMinor * line.quantity : 0)),
    worth,
    event.currency,
  )
  return lines.map((line, at) => ({ ...line, discountMinor: off[at] ?? 0, totalMinor: line.totalMinor - (off[at] ?? 0) }))
}

function priceLine(event: SaleableEvent, wish: Wanted, now: Date): PricedLine | Refused {
  const type = event.types.find(({ id }) => id === wish.typeId)
  if (!type) return { code: 'not_found', details: { typeId: wish.typeId } }
  const details = { typeId: type.id, name: type.name.es }
  if (wish.quantity < type.minPerOrder || wish.quantity > type.maxPerOrder)
    return { code: 'quantity_out_of_range', details: { ...details, min: type.minPerOrder, max: type.maxPerOrder } }
  const found = saleOf(type, event, now)
  if (found.state === 'soon') return { code: 'sales_not_open', details: { ...details, opensAt: found.opensAt.toISOString() } }
  if (found.state === 'closed') return { code: 'sales_closed', details }
  if (found.state === 'sold_out' || (found.left !== null && found.left < wish.quantity))
    return { code: 'sold_out', details: { ...details, left: found.state === 'sold_out' ? 0 : found.left } }
  const unitMinor = type.isDonation && wish.amount ? donation(wish.amount, event, found.tier) : found.tier.priceMinor
  return {
    typeId: type.id,
    tierId: found.tier.id,
    name: type.name,
    tierName: type.tiers.length > 1 ? found.tier.name : null,
    quantity: wish.quantity,
    admissions: type.admissions,
    unitMinor,
    discountMinor: 0,
    feeMinor: 0,
    taxMinor: 0,
    totalMinor: unitMinor * wish.quantity,
    takes: takesOf(type, found.tier, wish.quantity),
  }
}

/** A donation is at least the tier's price and whole pesos: banks refuse centavos. */
function donation(amount: Money, event: SaleableEvent, tier: Tier): number {
  if (amount.currency !== event.currency) return tier.priceMinor
  const whole = event.currency === 'COP' ? Math.floor(amount.minor / 100) * 100 : amount.minor
  return Math.min(maxDonationMinor, Math.max(tier.priceMinor, whole))
}

function takesOf(type: SaleableType, tier: Tier, quantity: number): PricedLine['takes'] {
  const own = type.pools.map(({ poolId, weight }) => ({ poolId, quantity: weight * quantity }))
  return tier.poolId ? [...own, { poolId: tier.poolId, quantity }] : own
}

/** The same type asked for in two lines is one wish, so that limits per order hold. */
function merge(wanted: readonly Wanted[]): readonly Wanted[] {
  const byType = Map.groupBy(wanted, (wish) => wish.typeId)
  return [...byType.values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, quantity: [first, ...rest].reduce((sum, wish) => sum + wish.quantity, 0) }] : [],
  )
}

export function quoteView(priced: Priced, now: Date): Quote {
  const money = (minor: number): Money => ({ minor, currency: priced.currency })
  return {
    eventId: EventId.parse(priced.eventId),
    hash: priced.hash,
    quotedAt: now.toISOString(),
    promoCode: priced.promoCode?.code ?? null,
    subtotal: money(priced.subtotalMinor),
    discount: money(priced.discountMinor),
    fees: money(priced.feesMinor),
    taxes: money(priced.taxesMinor),
    total: money(priced.totalMinor),
    taxIncluded: money(priced.taxIncludedMinor),
    ivaBp: priced.ivaBp,
    lines: priced.lines.map((line) => ({
      typeId: TicketTypeId.parse(line.typeId),
      name: line.name,
      tierName: line.tierName,
      quantity: line.quantity,
      admissions: line.admissions,
      unit: money(line.unitMinor),
      discount: money(line.discountMinor),
      fee: money(line.feeMinor),
      tax: money(line.taxMinor),
      total: money(line.totalMinor),
    })),
  }
}
