import { createTranslator } from 'next-intl'
import type { useTranslations } from 'next-intl'
import { homeZone } from './locale.ts'
import type { Locale } from './locale.ts'
import type { Messages } from './with-messages.tsx'

export const areas = ['shell', 'stage', 'event', 'checkout', 'tickets', 'account', 'legal', 'backstage', 'wizard', 'door', 'health'] as const
export type Area = (typeof areas)[number]

/** The named areas of the catalogue, on the server; pages hand them to `Providers` or `WithMessages`. */
export async function messagesOf(locale: Locale, wanted: readonly Area[]): Promise<Messages> {
  const found = await Promise.all(wanted.map(async (area) => [area, await load(locale, area)] as const))
  return Object.fromEntries(found)
}

/** What `useTranslations` gives in the browser, for server components. */
export type Translator = ReturnType<typeof useTranslations>

/** `const t = await translator(locale, 'stage'); t('title')` */
export async function translator(locale: Locale, area: Area): Promise<Translator> {
  const loaded = await import(`../../messages/${locale}/${area}.json`)
  return createTranslator({ locale, messages: loaded.default, timeZone: homeZone })
}

async function load(locale: Locale, area: Area): Promise<Messages> {
  const loaded: { readonly default: Messages } = await import(`../../messages/${locale}/${area}.json`)
  return loaded.default
}
