import type { Locale } from '@fashionistas/contract'
import type { OrderFacts } from './facts.ts'
import { moneyText } from './money-and-dates.ts'

type Priced = Pick<OrderFacts, 'discount' | 'promoCode' | 'taxIncluded' | 'ivaBp'>
const words = {
  'es-CO': {
    discount: (code: string | null, amount: string) => `Descuento${code ? ` ${code}` : ''}: ${amount}`,
    tax: (percent: number, amount: string) => `Incluye IVA ${percent} %: ${amount}`,
  },
  en: {
    discount: (code: string | null, amount: string) => `Discount${code ? ` ${code}` : ''}: ${amount}`,
    tax: (percent: number, amount: string) => `Includes ${percent}% IVA: ${amount}`,
  },
}

/** How a receipt's amount came about, in lines of its own: what a code took off and the tax inside. */
export function priceNotes(order: Priced, locale: Locale): readonly string[] {
  const { taxIncluded, ivaBp } = order
  const lines = [...discountLine(order, locale), ...(taxIncluded.minor > 0 ? [words[locale].tax(ivaBp / 100, moneyText(taxIncluded, locale))] : [])]
  return lines.length === 0 ? [] : [lines.join('\n')]
}

/** WhatsApp's template is approved as it stands, without a line for a discount: the amount itself says what was taken off. */
export const amountWithDiscount = (amount: string, order: Priced, locale: Locale): string =>
  [amount, ...discountLine(order, locale).map((line) => `(${line})`)].join(' ')

const discountLine = ({ discount, promoCode }: Priced, locale: Locale): readonly string[] =>
  discount.minor > 0 ? [words[locale].discount(promoCode, moneyText({ ...discount, minor: -discount.minor }, locale))] : []
