import type { Locale } from '@fashionistas/contract'

/** Spanish stands at the root of the web app, English under /en. */
export const pathOf = (locale: Locale, path: string): string => (locale === 'en' ? `/en${path}` : path)

/** The address behind a template's button, with our own host and the reader's language; `{{1}}` is still in it. */
export function buttonUrl(pattern: string, publicUrl: string, locale: Locale): string {
  return `${publicUrl}${pathOf(locale, pattern.replace('https://{APP_HOST}', ''))}`
}
