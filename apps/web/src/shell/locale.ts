import type { Locale } from '@fashionistas/contract'

export type { Locale }
export const locales = ['es-CO', 'en'] as const satisfies readonly Locale[]
export const isLocale = (text: string): text is Locale => text === 'es-CO' || text === 'en'
/** The zone in which a person reads when a page has no event of its own. */
export const homeZone = 'America/Bogota'
/** The page's text in the reader's language; Spanish always exists. */
export const textOf = (text: { readonly es: string; readonly en?: string | undefined }, locale: Locale): string =>
  locale === 'en' && text.en ? text.en : text.es
/** The locale in a page's params; the root layout has answered any other with "not found". */
export const toLocale = (segment: string): Locale => (segment === 'en' ? 'en' : 'es-CO')
