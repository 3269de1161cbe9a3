export type Locale = 'es-CO' | 'en'

export interface Money {
  readonly minor: number
  readonly currency: string
}

/** Intl separates with no-break spaces that differ between versions; people and tests expect plain ones. */
function plain(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, ' ')
}

const kept = new Map<string, Intl.NumberFormat>()

/** Building a formatter costs a hundred times more than using it, so each is built once. */
function moneyFormat(locale: Locale, currency: string): Intl.NumberFormat {
  const key = `${locale}/${currency}`
  const found = kept.get(key)
  if (found) return found
  const whole = currency === 'COP' ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}
  const built = new Intl.NumberFormat(locale, { style: 'currency', currency, ...whole })
  kept.set(key, built)
  return built
}

/** "$ 120.000" in Spanish, "COP 120,000" in English, where a bare dollar sign would promise dollars. */
export function formatMoney({ minor, currency }: Money, locale: Locale): string {
  return plain(moneyFormat(locale, currency).format(minor / minorUnits(currency)))
}

const withoutCents = new Set(['CLP', 'JPY', 'KRW', 'PYG', 'VND'])

function minorUnits(currency: string): number {
  return withoutCents.has(currency) ? 1 : 100
}

const moments = new Map<string, Intl.DateTimeFormat>()

function momentFormat(locale: Locale, timeZone: string, kind: 'short' | 'long'): Intl.DateTimeFormat {
  const key = `${locale}/${timeZone}/${kind}`
  const found = moments.get(key)
  if (found) return found
  const words = kind === 'short' ? 'short' : 'long'
  const built = new Intl.DateTimeFormat(locale === 'en' ? 'en-US' : locale, {
    timeZone,
    weekday: words,
    day: 'numeric',
    month: words,
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
  })
  moments.set(key, built)
  return built
}

interface Moment {
  readonly weekday: string
  readonly day: string
  readonly month: string
  readonly year: string
  readonly time: string
}

function read(at: Date, locale: Locale, timeZone: string, kind: 'short' | 'long'): Moment {
  const parts = new Map(
    momentFormat(locale, timeZone, kind)
      .formatToParts(at)
      .map(({ type, value }) => [type, plain(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => (parts.get(name) ?? '').replace(/(?<=\p{L}{2})\.$/u, '')
  const half = locale === 'en' ? (parts.get('dayPeriod') ?? '').toLowerCase() : (parts.get('dayPeriod') ?? '')
  return { weekday: part('weekday'), day: part('day'), month: part('month'), year: part('year'), time: `${part('hour')}:${part('minute')} ${half}` }
}

/** "sáb 14 nov, 7:30 p. m." or "Sat 14 Nov, 7:30 pm". */
export function formatMoment(at: Date, locale: Locale, timeZone: string): string {
  const { weekday, day, month, time } = read(at, locale, timeZone, 'short')
  return `${weekday} ${day} ${month}, ${time}`
}

/** "sábado 14 de noviembre de 2026" or "Saturday 14 November 2026". */
export function formatDay(at: Date, locale: Locale, timeZone: string): string {
  const { weekday, day, month, year } = read(at, locale, timeZone, 'long')
  return locale === 'en' ? `${weekday} ${day} ${month} ${year}` : `${weekday} ${day} de ${month} de ${year}`
}

/** "7:30 p. m." or "7:30 pm". */
export function formatTime(at: Date, locale: Locale, timeZone: string): string {
  return read(at, locale, timeZone, 'short').time
}
