import type { EventState, Money, TypeOnSale } from '@fashionistas/contract'

export type Sale = 'on_sale' | 'sold_out' | 'soon' | 'closed' | 'ended'

/** How the whole event stands on sale. */
export function saleOf(state: EventState, types: readonly Pick<TypeOnSale, 'sale'>[]): Sale {
  if (state === 'cancelled' || state === 'completed' || state === 'draft') return 'ended'
  const has = (wanted: TypeOnSale['sale']['state']) => types.some(({ sale }) => sale.state === wanted)
  if (has('on_sale') && state !== 'postponed') return 'on_sale'
  if (has('soon')) return 'soon'
  return has('sold_out') || state === 'sold_out' ? 'sold_out' : 'closed'
}

/** The lowest price that one can buy now. */
export function lowestPrice(types: readonly Pick<TypeOnSale, 'sale' | 'price'>[]): Money | undefined {
  return types
    .filter(({ sale }) => sale.state === 'on_sale')
    .map(({ price }) => price)
    .toSorted((a, b) => a.minor - b.minor)[0]
}
