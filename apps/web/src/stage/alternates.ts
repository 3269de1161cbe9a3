import type { Metadata } from 'next'
import { inLocale } from '../shell/paths.ts'
import type { Locale } from '../shell/locale.ts'

/** The canonical address of a page and its twin in the other language; `path` is the Spanish one. */
export const alternates = (locale: Locale, path: string): NonNullable<Metadata['alternates']> => ({
  canonical: inLocale(path, locale),
  languages: { 'es-CO': path, en: inLocale(path, 'en'), 'x-default': path },
})
