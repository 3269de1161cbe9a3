import type { Locale } from './locale.ts'

type Amount = { readonly minor: number; readonly currency: 'COP' | 'USD' | 'EUR' }

const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

/** `$ 120.000` in Spanish, `COP 120,000` in English: a bare dollar sign would lie to an English reader. */
export function formatMoney({ minor, currency }: Amount, locale: Locale): string {
  const digits = currency === 'COP' && minor % 100 === 0 ? 0 : 2
  const number = numbers(`${locale}:${digits}`, locale, digits).format(Math.abs(minor) / 100)
  const sign = minor < 0 ? '-' : ''
  if (locale === 'en' || currency === 'EUR') return `${sign}${currency}\u00A0${number}`
  return `${sign}${currency === 'COP' ? '$' : 'US$'}\u00A0${number}`
}

export const formatNumber = (number: number, locale: Locale): string => numbers(`${locale}:any`, locale).format(number)

/** "sáb 14 nov, 7:30 p. m." / "Sat 14 Nov, 7:30 pm" */
export const formatDateTime = (iso: string, timeZone: string, locale: Locale): string =>
  `${formatDay(iso, timeZone, locale)}, ${formatTime(iso, timeZone, locale)}`

/** "sáb 14 nov" / "Sat 14 Nov" */
export function formatDay(iso: string, timeZone: string, locale: Locale): string {
  const parts = dayParts(iso, timeZone, locale)
  return `${parts.weekday} ${parts.day} ${parts.month}`
}

/** "sábado 14 de noviembre de 2026" / "Saturday 14 November 2026" */
export function formatLongDay(iso: string, timeZone: string, locale: Locale): string {
  const { weekday, day, month, year } = partsOf(
    dates(`${locale}:long:${timeZone}`, locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone }),
    iso,
  )
  return locale === 'en' ? `${weekday} ${day} ${month} ${year}` : `${weekday} ${day} de ${month} de ${year}`
}

/** "7:30 p. m." / "7:30 pm" */
export function formatTime(iso: string, timeZone: string, locale: Locale): string {
  const {
    hour,
    minute,
    dayPeriod = '',
  } = partsOf(dates(`time:${timeZone}`, 'en', { hour: 'numeric', minute: '2-digit', hour12: true, timeZone }), iso)
  const half = dayPeriod.toLowerCase().startsWith('p') ? 'p' : 'a'
  return `${hour}:${minute}\u00A0${locale === 'en' ? `${half}m` : `${half}.\u00A0m.`}`
}

/** The pieces of a date for large numerals: `{ weekday: 'sáb', day: '14', month: 'nov', year: '2026' }`. */
export function dayParts(iso: string, timeZone: string, locale: Locale): { weekday: string; day: string; month: string; year: string } {
  const {
    weekday = '',
    day = '',
    month = '',
    year = '',
  } = partsOf(dates(`${locale}:short:${timeZone}`, locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone }), iso)
  const bare = (text: string) => text.replaceAll('.', '').replace(/^sept$/, 'sep')
  return { weekday: bare(weekday), day, month: bare(month), year }
}

/** "+57 300 123 4567" for Colombian mobiles, any other number as it is. */
export const formatPhone = (phone: string): string => phone.replace(/^\+57(\d{3})(\d{3})(\d{4})$/, '+57 $1 $2 $3')

function partsOf(format: Intl.DateTimeFormat, iso: string): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]))
}

function dates(key: string, locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const found = made.get(key)
  if (found instanceof Intl.DateTimeFormat) return found
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options)
  made.set(key, format)
  return format
}

function numbers(key: string, locale: Locale, digits?: number): Intl.NumberFormat {
  const found = made.get(key)
  if (found instanceof Intl.NumberFormat) return found
  // `always`: the newer Spanish data leaves 1200 ungrouped, and a price list wants one look.
  const format = new Intl.NumberFormat(locale, {
    useGrouping: 'always',
    ...(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  })
  made.set(key, format)
  return format
}
