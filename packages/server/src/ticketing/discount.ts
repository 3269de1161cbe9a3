import type { Currency } from '@fashionistas/contract'

/** What a code takes off: a share in basis points, or an amount in minor units for the whole order. */
export type Worth = { readonly percentBp: number } | { readonly amountMinor: number }

/** Pesos have no centavos at the till: banks refuse them. */
const stepOf = (currency: Currency): number => (currency === 'COP' ? 100 : 1)

/**
 * What comes off each line, in minor units, given the full amounts of the lines that the code is for (zero for the others). Rounded down to
 * whole pesos; an amount is shared by the lines' weight, and its parts add up. No line ever becomes cheaper than free.
 */
export function discountsOf(amounts: readonly number[], worth: Worth, currency: Currency): readonly number[] {
  const step = stepOf(currency)
  const down = (minor: number): number => Math.floor(minor / step) * step
  if ('percentBp' in worth) return amounts.map((amount) => down(partOf(amount, worth.percentBp, 10_000)))
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  if (total === 0) return amounts.map(() => 0)
  const off = Math.min(down(worth.amountMinor), total)
  const upTo = (reached: number): number => (reached === total ? off : down(partOf(off, reached, total)))
  let before = 0
  return amounts.map((amount) => {
    const reached = before + amount
    const share = Math.min(amount, upTo(reached) - upTo(before))
    before = reached
    return share
  })
}

/** `amount * numerator / denominator`, rounded down; in bigint, since the product may leave the safe integers. */
const partOf = (amount: number, numerator: number, denominator: number): number => Number((BigInt(amount) * BigInt(numerator)) / BigInt(denominator))
