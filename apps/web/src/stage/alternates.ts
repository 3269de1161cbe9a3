import type { Metadata, MetadataRoute } from 'next'
import { inLocale } from '../shell/paths.ts'
import { locales } from '../shell/locale.ts'
import type { Locale } from '../shell/locale.ts'

/** Where the product is seen from outside. */
export const publicUrl = () => process.env['PUBLIC_URL'] ?? 'http://localhost:3000'

const twins = (path: string) => ({ 'es-CO': path, en: inLocale(path, 'en'), 'x-default': path })

/** The canonical address of a page and its twin in the other language; `path` is the Spanish one. */
export const alternates = (locale: Locale, path: string): NonNullable<Metadata['alternates']> => ({
  canonical: inLocale(path, locale),
  languages: twins(path),
})

/** A page's two addresses for the sitemap, each with the other one. */
export function bothLanguages(path: string): MetadataRoute.Sitemap {
  const languages = Object.fromEntries(Object.entries(twins(path)).map(([language, twin]) => [language, `${publicUrl()}${twin}`]))
  return locales.map((locale) => ({ url: `${publicUrl()}${inLocale(path, locale)}`, alternates: { languages } }))
}
