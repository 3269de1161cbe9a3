'use client'
import { formatDateTime } from '../shell/format.ts'
import { homeZone } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'

/** An instant in the reader's words and the house's zone. */
export function useMoment(): (iso: string) => string {
  const locale = useReaderLocale()
  return (iso) => formatDateTime(iso, homeZone, locale)
}
