import type { Pools, PoolStock, SaleableType, Tier } from '#events/index.ts'
import type { Chance } from '../chance.ts'
import { dayMs, later } from '../clock.ts'
import type { Row } from '../write-rows.ts'
import { plans, type TypePlan } from './plans.ts'
import type { Script } from './script.ts'

type Priced = Pick<Script, 'plan' | 'price' | 'capacity'>

/** A pool whose counters move while the season is sold. */
export type MovingPool = { -readonly [Key in keyof PoolStock]: PoolStock[Key] }
export type Stock = { readonly types: readonly SaleableType[]; readonly pools: ReadonlyMap<string, MovingPool> & Pools }
export type Selling = {
  readonly id: string
  readonly organizationId: string
  readonly publishedAt: Date
  readonly startsAt: Date
  readonly salesStartAt: Date | null
}

const longHoldShare = 0.2
const pesoStep = 5_000

/** Types, tiers and pools as the ticket editor would write them. */
export function makeStock(chance: Chance, script: Priced, selling: Selling): Stock {
  const made = later(selling.publishedAt, -5 * dayMs)
  const pools = new Map<string, MovingPool>()
  const pool = (kind: MovingPool['kind'], name: string, capacity: number): string => {
    const id = chance.id(made)
    pools.set(id, { id, kind, name, capacity, held: 0, sold: 0, blocked: 0 })
    return id
  }
  const { types, shared } = plans[script.plan]
  const whole = pool('event', 'Aforo', script.capacity)
  pool('long_hold', 'Reservas largas', Math.floor(script.capacity * longHoldShare))
  const sharedId = shared && pool('shared', shared.name, Math.round(script.capacity * shared.share))
  return {
    pools,
    types: types.map((plan, position) => {
      const units = Math.max(1, Math.floor((plan.share * script.capacity) / plan.admissions))
      const own = pool('type', plan.name.es, units)
      return {
        id: chance.id(made),
        eventId: selling.id,
        organizationId: selling.organizationId,
        name: plan.name,
        description: plan.description,
        position,
        minPerOrder: 1,
        maxPerOrder: plan.maxPerOrder,
        admissions: plan.admissions,
        isDonation: plan.isDonation ?? false,
        isVip: plan.isVip ?? false,
        visibility: plan.isHidden ? ('hidden' as const) : ('public' as const),
        salesStartAt: selling.salesStartAt,
        salesEndAt: null,
        tiers: tiersOf(plan, script, selling, units, { id: () => chance.id(made), pool: (name, capacity) => pool('tier', name, capacity) }),
        pools: [
          { poolId: whole, weight: plan.admissions },
          { poolId: own, weight: 1 },
          ...(sharedId && plan.isShared ? [{ poolId: sharedId, weight: plan.admissions }] : []),
        ],
      }
    }),
  }
}

type Making = { readonly id: () => string; readonly pool: (name: string, capacity: number) => string }

function tiersOf(
  { tiering, factor, isDonation }: TypePlan,
  { price, plan }: Priced,
  { publishedAt, startsAt }: Selling,
  units: number,
  make: Making,
): readonly Tier[] {
  const full = plan === 'open' && isDonation ? 10 : price * factor
  const after = (share: number) => later(publishedAt, Math.round(((startsAt.getTime() - publishedAt.getTime()) * share) / dayMs) * dayMs)
  const tier = (es: string, en: string, share: number, endsAt: Date | null, poolId: string | null = null): Tier => ({
    id: make.id(),
    name: { es, en },
    priceMinor: Math.round((full * share * 1000) / pesoStep) * pesoStep * 100,
    startsAt: null,
    endsAt,
    poolId,
  })
  switch (tiering) {
    case 'single':
      return [tier('Última etapa', 'Final release', 1, null)]
    case 'early':
      return [tier('Preventa', 'Presale', 0.8, after(0.35)), tier('Última etapa', 'Final release', 1, null)]
    case 'stages':
      return [
        tier('Preventa', 'Presale', 0.7, after(0.3), make.pool('Preventa', Math.ceil(units * 0.2))),
        tier('Etapa 1', 'Stage 1', 0.8, after(0.55), make.pool('Etapa 1', Math.ceil(units * 0.3))),
        tier('Etapa 2', 'Stage 2', 0.9, after(0.85)),
        tier('Última etapa', 'Final release', 1, null),
      ]
  }
}

export function stockRows(
  types: readonly SaleableType[],
  pools: Pools,
  event: { readonly id: string; readonly organizationId: string; readonly madeAt: Date },
): { readonly [table: string]: readonly Row[] } {
  const owner = { event_id: event.id, organization_id: event.organizationId }
  return {
    ticket_types: types.map((type) => ({
      id: type.id,
      ...owner,
      name: type.name,
      description: type.description,
      position: type.position,
      min_per_order: type.minPerOrder,
      max_per_order: type.maxPerOrder,
      admissions: type.admissions,
      is_donation: type.isDonation,
      is_vip: type.isVip,
      visibility: type.visibility,
      sales_start_at: type.salesStartAt,
      sales_end_at: type.salesEndAt,
      version: 1,
      created_at: event.madeAt,
    })),
    pools: [...pools.values()].map(({ id, kind, name, capacity, held, sold, blocked }) => ({
      id,
      ...owner,
      kind,
      name,
      capacity,
      held,
      sold,
      blocked,
    })),
    price_tiers: types.flatMap((type) =>
      type.tiers.map((tier, position) => ({
        id: tier.id,
        ticket_type_id: type.id,
        organization_id: event.organizationId,
        name: tier.name,
        position,
        price_minor: tier.priceMinor,
        starts_at: tier.startsAt,
        ends_at: tier.endsAt,
        pool_id: tier.poolId,
      })),
    ),
    type_pools: types.flatMap((type) =>
      type.pools.map(({ poolId, weight }) => ({ ticket_type_id: type.id, pool_id: poolId, organization_id: event.organizationId, weight })),
    ),
  }
}
