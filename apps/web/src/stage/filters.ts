import { isDateChoice, rangeOf } from './date-range.ts'
import type { DateChoice } from './date-range.ts'

export const eventTypes = ['fashion', 'concert', 'cultural', 'corporate'] as const
type EventType = (typeof eventTypes)[number]
/** Upper prices in pesos; zero is free. */
export const priceChoices = ['0', '50000', '100000', '200000', '500000'] as const

export type Filters = { readonly q: string; readonly type: EventType | ''; readonly city: string; readonly when: DateChoice; readonly price: string }
export const allCities = 'todas'

/** What the address asks for; the city falls back to the one the person chose last. */
export function filtersOf(query: URLSearchParams, rememberedCity: string): Filters {
  const type = eventTypes.find((known) => known === query.get('type')) ?? ''
  const when = query.get('when')
  const city = query.get('city') ?? rememberedCity
  return {
    q: query.get('q') ?? '',
    type,
    city: city === allCities ? '' : city,
    when: isDateChoice(when) ? when : 'any',
    price: priceChoices.find((known) => known === query.get('price')) ?? '',
  }
}

export const isUnfiltered = ({ q, type, city, when, price }: Filters) => q === '' && type === '' && city === '' && when === 'any' && price === ''

/** The same, as the api asks it. */
export function askedOf({ q, type, city, when, price }: Filters, now: Date) {
  return {
    ...(q === '' ? {} : { q }),
    ...(type === '' ? {} : { type }),
    ...(city === '' ? {} : { city }),
    ...rangeOf(when, now),
    ...(price === '' ? {} : { priceMax: Number(price) * 100 }),
    sort: q === '' ? ('date' as const) : ('relevance' as const),
  }
}
