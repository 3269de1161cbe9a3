import type { Metadata } from 'next'
import { toLocale } from '../shell/locale.ts'
import { translator } from '../shell/messages.ts'

/** The title of a page's tab, from the catalogue. */
export async function titleOf(locale: string, area: 'backstage' | 'wizard' | 'door' | 'health', key: string): Promise<Metadata> {
  const t = await translator(toLocale(locale), area)
  return { title: t(key) }
}
