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

/** How a receipt's amount came about: what a code took off and the tax inside. WhatsApp's template is approved as it stands, so mail alone says it. */
export function priceNotes({ discount, promoCode, taxIncluded, ivaBp }: Priced, locale: Locale): readonly string[] {
  const { [locale]: say } = words
  const lines = [
    ...(discount.minor > 0 ? [say.discount(promoCode, moneyText({ ...discount, minor: -discount.minor }, locale))] : []),
    ...(taxIncluded.minor > 0 ? [say.tax(ivaBp / 100, moneyText(taxIncluded, locale))] : []),
  ]
  return lines.length === 0 ? [] : [lines.join('\n')]
}
