import type { TypeOnSale } from '@fashionistas/contract'
import type { Form } from './kept-form.ts'

type Sold = Pick<TypeOnSale, 'id' | 'minPerOrder' | 'maxPerOrder' | 'isDonation' | 'price' | 'sale'>
export type Wanted = {
  readonly typeId: Sold['id']
  readonly quantity: number
  readonly amount?: { readonly minor: number; readonly currency: Sold['price']['currency'] }
}

/** How many of a type one may take now: the order's limit, and what is left when the api says so. */
export const mostOf = ({ maxPerOrder, sale }: Sold): number => (sale.state === 'on_sale' ? Math.min(maxPerOrder, sale.left ?? maxPerOrder) : 0)

/** What the form asks for; a form that nobody touched asks for the first type on sale, so that the total stands there from the first moment. */
export function wantedOf(form: Form, types: readonly Sold[]): readonly Wanted[] {
  const isTouched = types.some(({ id }) => form[`quantity:${id}`] !== undefined)
  const first = types.find((type) => mostOf(type) >= type.minPerOrder)
  return types.flatMap((type) => {
    const asked = isTouched ? Number(form[`quantity:${type.id}`] ?? '0') : type === first ? type.minPerOrder : 0
    const quantity = Math.min(asked, mostOf(type))
    if (!(quantity > 0)) return []
    if (!type.isDonation) return [{ typeId: type.id, quantity }]
    const pesos = Number((form[`amount:${type.id}`] ?? '').replaceAll(/\D/g, ''))
    return [{ typeId: type.id, quantity, amount: { minor: pesos > 0 ? pesos * 100 : type.price.minor, currency: type.price.currency } }]
  })
}

/** One step more or less; under the least one may buy there is only none. */
export function nextQuantity(now: number, step: 1 | -1, { minPerOrder }: Sold, most: number): number {
  const next = now + step
  if (step === 1) return Math.min(Math.max(next, minPerOrder), most)
  return next < minPerOrder ? 0 : next
}
