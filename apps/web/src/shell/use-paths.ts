'use client'
import { useLocale } from 'next-intl'
import { isLocale } from './locale.ts'
import type { Locale } from './locale.ts'
import { pathsFor } from './paths.ts'
import type { Paths } from './paths.ts'

const made: Readonly<Record<Locale, Paths>> = { 'es-CO': pathsFor('es-CO'), en: pathsFor('en') }

export function useReaderLocale(): Locale {
  const locale = useLocale()
  return isLocale(locale) ? locale : 'es-CO'
}

/** Addresses in the reader's language. */
export const usePaths = (): Paths => made[useReaderLocale()]
