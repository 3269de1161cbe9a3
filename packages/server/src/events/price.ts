import type { Currency, Money, Text, TypeOnSale } from '@fashionistas/contract'
import { TicketTypeId } from '@fashionistas/contract'

export type Tier = {
  readonly id: string
  readonly name: Text
  readonly priceMinor: number
  readonly startsAt: Date | null
  readonly endsAt: Date | null
  readonly poolId: string | null
}
export type PoolStock = {
  readonly id: string
  readonly kind: 'event' | 'type' | 'tier' | 'shared' | 'long_hold'
  readonly name: string
  readonly capacity: number | null
  readonly held: number
  readonly sold: number
  readonly blocked: number
}
export type Pools = ReadonlyMap<string, PoolStock>
export type SaleableType = {
  readonly id: string
  readonly eventId: string
  readonly organizationId: string
  readonly name: Text
  readonly description: Text | null
  readonly position: number
  readonly minPerOrder: number
  readonly maxPerOrder: number
  readonly admissions: number
  readonly isDonation: boolean
  readonly isVip: boolean
  readonly visibility: 'public' | 'hidden'
  readonly salesStartAt: Date | null
  readonly salesEndAt: Date | null
  readonly tiers: readonly Tier[]
  readonly pools: readonly { readonly poolId: string; readonly weight: number }[]
}

export type TierNow =
  /** `left`: units that can still be taken, over all pools; null when nothing limits them. */
  | { readonly state: 'on_sale'; readonly tier: Tier; readonly left: number | null }
  | { readonly state: 'sold_out' }
  | { readonly state: 'soon'; readonly opensAt: Date }
  | { readonly state: 'closed' }

/** The price of a type at one instant: the first tier that is open by date and has stock of its own, as far as the type's pools reach. */
export function tierNow(
  type: Pick<SaleableType, 'tiers' | 'pools' | 'salesStartAt' | 'salesEndAt' | 'minPerOrder'>,
  pools: Pools,
  now: Date,
): TierNow {
  if (type.salesEndAt && type.salesEndAt <= now) return { state: 'closed' }
  if (type.salesStartAt && type.salesStartAt > now) return soonOrClosed(openingFrom(type, type.salesStartAt))

  const open = type.tiers.filter((tier) => isOpen(tier, now))
  const opensAt = nextStart(type, now)
  const typeLeft = Math.min(Infinity, ...type.pools.map(({ poolId, weight }) => Math.floor(freeOf(pools.get(poolId)) / weight)))
  if (typeLeft < type.minPerOrder) return open.length > 0 || opensAt ? { state: 'sold_out' } : { state: 'closed' }

  const tier = open.find(({ poolId }) => tierFree(poolId, pools) >= type.minPerOrder)
  if (tier) return { state: 'on_sale', tier, left: finite(Math.min(typeLeft, tierFree(tier.poolId, pools))) }
  return open.length > 0 && !opensAt ? { state: 'sold_out' } : soonOrClosed(opensAt)
}

const soonOrClosed = (opensAt: Date | undefined): TierNow => (opensAt ? { state: 'soon', opensAt } : { state: 'closed' })

/** What a unit of stock still has; a pool that is not there has nothing. */
export function freeOf(pool: PoolStock | undefined): number {
  if (!pool) return 0
  return pool.capacity === null ? Infinity : Math.max(0, pool.capacity - pool.held - pool.sold - pool.blocked)
}

const tierFree = (poolId: string | null, pools: Pools): number => (poolId === null ? Infinity : freeOf(pools.get(poolId)))
const finite = (units: number): number | null => (units === Infinity ? null : units)
const isOpen = (tier: Tier, now: Date): boolean => (!tier.startsAt || tier.startsAt <= now) && (!tier.endsAt || tier.endsAt > now)

type Window = Pick<SaleableType, 'tiers' | 'salesEndAt'>
const openingFrom = (type: Window, from: Date): Date | undefined => (type.tiers.some((tier) => isOpen(tier, from)) ? from : nextStart(type, from))

/** The next instant after `from` at which a tier begins, while the type is still sold. */
function nextStart(type: Window, from: Date): Date | undefined {
  const starts = type.tiers.flatMap(({ startsAt }) =>
    startsAt && startsAt > from && (!type.salesEndAt || startsAt < type.salesEndAt) ? [startsAt] : [],
  )
  return starts.toSorted((a, b) => a.getTime() - b.getTime())[0]
}

/** At most so many left are told: a number is shown when it helps to decide, never to press. */
const fewLeft = 20
type Selling = { readonly state: string; readonly currency: Currency; readonly endsAt: Date; readonly pools: Pools }

/** A type as the public sees it. Nothing of an event that is not on stage is on sale. */
export function onSale(type: SaleableType, event: Selling, now: Date): TypeOnSale {
  const found = saleOf(type, event, now)
  const shown = shownTier(type, found, now)
  const next = type.tiers[type.tiers.indexOf(shown) + 1]
  const money = (minor: number): Money => ({ minor, currency: event.currency })
  return {
    id: TicketTypeId.parse(type.id),
    name: type.name,
    description: type.description,
    price: money(shown.priceMinor),
    tierName: type.tiers.length > 1 ? shown.name : null,
    tierEndsAt: found.state === 'on_sale' ? (shown.endsAt?.toISOString() ?? null) : null,
    nextPrice: found.state === 'on_sale' && next ? money(next.priceMinor) : null,
    minPerOrder: type.minPerOrder,
    maxPerOrder: type.maxPerOrder,
    admissions: type.admissions,
    isDonation: type.isDonation,
    sale: toSale(found),
  }
}

export function saleOf(type: SaleableType, event: Pick<Selling, 'state' | 'endsAt' | 'pools'>, now: Date): TierNow {
  const isOnStage = event.state === 'active' || event.state === 'sold_out'
  return isOnStage && event.endsAt > now ? tierNow(type, event.pools, now) : { state: 'closed' }
}

/** The tier whose price stands on the card: the one on sale, else the one to come, else the last there was. */
function shownTier(type: SaleableType, found: TierNow, now: Date): Tier {
  const toCome = type.tiers.find((tier) => !tier.endsAt || tier.endsAt > now)
  const shown =
    found.state === 'on_sale'
      ? found.tier
      : found.state === 'soon'
        ? (type.tiers.find((tier) => isOpen(tier, found.opensAt)) ?? toCome)
        : (type.tiers.findLast((tier) => isOpen(tier, now)) ?? toCome)
  const tier = shown ?? type.tiers.at(-1)
  if (!tier) throw new Error(`ticket type ${type.id} has no tier`)
  return tier
}

function toSale(found: TierNow): TypeOnSale['sale'] {
  switch (found.state) {
    case 'on_sale':
      return { state: 'on_sale', left: found.left !== null && found.left <= fewLeft ? found.left : null }
    case 'soon':
      return { state: 'soon', opensAt: found.opensAt.toISOString() }
    case 'sold_out':
      return found
    case 'closed':
      return found
  }
}

/** The lowest price on sale now among the public types; null when nothing is. */
export function priceFrom(event: Selling & { readonly types: readonly SaleableType[] }, now: Date): Money | null {
  const prices = event.types
    .filter(({ visibility }) => visibility === 'public')
    .map((type) => saleOf(type, event, now))
    .flatMap((found) => (found.state === 'on_sale' ? [found.tier.priceMinor] : []))
  return prices.length > 0 ? { minor: Math.min(...prices), currency: event.currency } : null
}

/** Nobody can buy, now or later: every public type that was ever to be sold is gone. */
export function isSoldOut(event: Pick<Selling, 'pools'> & { readonly types: readonly SaleableType[] }, now: Date): boolean {
  const states = event.types.filter(({ visibility }) => visibility === 'public').map((type) => tierNow(type, event.pools, now).state)
  return states.includes('sold_out') && states.every((state) => state === 'sold_out' || state === 'closed')
}
