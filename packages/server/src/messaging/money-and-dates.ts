import type { Locale, Money } from '@fashionistas/contract'

const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ')
const format = (locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions) => (at: Date) =>
  plain(new Intl.DateTimeFormat(locale === 'en' ? 'en-US' : 'es-CO', { timeZone, ...options }).format(at))

/** "sábado 14 de marzo", "Saturday, March 14". */
export const dateText = (at: Date, timeZone: string, locale: Locale): string => {
  const text = format(locale, timeZone, { weekday: 'long', day: 'numeric', month: 'long' })(at)
  return locale === 'en' ? text : text.replace(',', '')
}
/** "7:30 p. m.", "7:30 PM". */
export const timeText = (at: Date, timeZone: string, locale: Locale): string =>
  format(locale, timeZone, { hour: 'numeric', minute: '2-digit', hour12: true })(at)
/** "13 de febrero, 8:00 p. m.", "February 13, 8:00 PM". */
export const momentText = (at: Date, timeZone: string, locale: Locale): string =>
  `${format(locale, timeZone, { day: 'numeric', month: 'long' })(at)}, ${timeText(at, timeZone, locale)}`
/** The calendar day there, to tell "tomorrow" from "today". */
export const dayThere = (at: Date, timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)

/** "$ 170.000", "COP 170,000": pesos without decimals. */
export function moneyText({ minor, currency }: Money, locale: Locale): string {
  const digits = currency === 'COP' ? 0 : 2
  return plain(
    new Intl.NumberFormat(locale === 'en' ? 'en-US' : 'es-CO', {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(minor / 100),
  )
}
