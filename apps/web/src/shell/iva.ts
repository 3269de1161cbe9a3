type Amount = { readonly minor: number }

/** The rates of the IVA that tickets are sold with. */
const rates = [5, 19] as const

/** The rate behind the tax inside a total: amounts are rounded to the cent, so the nearest rate of the law is the one. */
export function ivaPercentOf(total: Amount, taxIncluded: Amount): number {
  const found = (100 * taxIncluded.minor) / Math.max(1, total.minor - taxIncluded.minor)
  return rates.toSorted((one, other) => Math.abs(one - found) - Math.abs(other - found))[0] ?? 19
}
