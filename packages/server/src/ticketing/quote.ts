import type { Money, Quote, RefusalCode, Text } from '@fashionistas/contract'
import { EventId, TicketTypeId } from '@fashionistas/contract'
import { saleOf, type SaleableEvent, type SaleableType, type Tier } from '#events/index.ts'
import { hashOf } from '#core/api.ts'

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
  readonly feeMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  readonly takes: readonly { readonly poolId: string; readonly quantity: number }[]
}
export type Priced = {
  readonly eventId: string
  readonly currency: Money['currency']
  readonly lines: readonly PricedLine[]
  readonly subtotalMinor: number
  readonly feesMinor: number
  readonly taxesMinor: number
  readonly totalMinor: number
  readonly hash: string
}
type Code = Extract<RefusalCode, 'not_found' | 'event_not_on_sale' | 'sales_closed' | 'sales_not_open' | 'quantity_out_of_range' | 'sold_out'>
export type Refused = { readonly code: Code; readonly details: Readonly<Record<string, unknown>> }
const maxDonationMinor = 5_000_000_000

/** What the wanted tickets cost at one instant, or why they cannot be bought. Pure: the same event, wish and instant price the same. */
export function price(event: SaleableEvent, wanted: readonly Wanted[], now: Date): Priced | Refused {
  if ((event.state !== 'active' && event.state !== 'sold_out') || event.endsAt <= now) return { code: 'event_not_on_sale', details: {} }
  const lines: PricedLine[] = []
  for (const wish of merge(wanted)) {
    const line = priceLine(event, wish, now)
    if ('code' in line) return line
    lines.push(line)
  }
  const sum = (of: (line: PricedLine) => number) => lines.reduce((total, line) => total + of(line), 0)
  const amounts = {
    subtotalMinor: sum((line) => line.unitMinor * line.quantity),
    feesMinor: sum((line) => line.feeMinor),
    taxesMinor: sum((line) => line.taxMinor),
    totalMinor: sum((line) => line.totalMinor),
  }
  const body = { eventId: event.id, currency: event.currency, lines, ...amounts }
  return { ...body, hash: hashOf(body) }
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
    subtotal: money(priced.subtotalMinor),
    fees: money(priced.feesMinor),
    taxes: money(priced.taxesMinor),
    total: money(priced.totalMinor),
    lines: priced.lines.map((line) => ({
      typeId: TicketTypeId.parse(line.typeId),
      name: line.name,
      tierName: line.tierName,
      quantity: line.quantity,
      admissions: line.admissions,
      unit: money(line.unitMinor),
      fee: money(line.feeMinor),
      tax: money(line.taxMinor),
      total: money(line.totalMinor),
    })),
  }
}
