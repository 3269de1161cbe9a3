import type { Currency } from '@fashionistas/contract'

/** Pesos are written without cents; dollars and euros with them. */
const decimalsOf: Readonly<Record<Currency, number>> = { COP: 0, USD: 2, EUR: 2 }
const mostMinor = 100_000_000_000

/** What a person typed, in minor units: `$ 120.000`, `120 000`, `120000` are 12000000. Undefined: it is not an amount. */
export function minorOf(typed: string, currency: Currency): number | undefined {
  const bare = typed.replaceAll(/[\s$€]|COP|USD|EUR/gi, '')
  if (!/^\d[\d.,]*$/.test(bare)) return undefined
  const cents = decimalsOf[currency] === 0 ? null : /[.,](\d{1,2})$/.exec(bare)
  const whole = (cents ? bare.slice(0, cents.index) : bare).replaceAll(/[.,]/g, '')
  const minor = Number(whole) * 100 + Number((cents?.[1] ?? '0').padEnd(2, '0'))
  return minor <= mostMinor ? minor : undefined
}

/** The amount as it stands in a field: `120.000` in Spanish, `120,000` in English; cents only where the currency has them. */
export function shownAmount(minor: number, currency: Currency, locale: string): string {
  const digits = decimalsOf[currency] > 0 && minor % 100 !== 0 ? 2 : 0
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'always' }).format(minor / 100)
}
