import { Refusal, type Locale } from '@fashionistas/contract'
import english from '@fashionistas/contract/texts/en.json' with { type: 'json' }
import spanish from '@fashionistas/contract/texts/es-CO.json' with { type: 'json' }
import { IntlMessageFormat } from 'intl-messageformat'

const texts = { 'es-CO': spanish, en: english }

/** RFC 9457 in the caller's language. */
export function problemOf(refusal: Refusal, locale: Locale, requestId: string): Record<string, unknown> {
  const words = texts[locale][refusal.code]
  return {
    ...refusal.details,
    type: `/errors/${refusal.code}`,
    title: words.title,
    status: refusal.status,
    detail: fill(words.detail, refusal.details, locale),
    code: refusal.code,
    requestId,
  }
}

function fill(text: string, details: Readonly<Record<string, unknown>>, locale: Locale): string {
  if (!text.includes('{')) return text
  const values = Object.fromEntries(
    Object.entries(details).filter((pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number'),
  )
  return String(new IntlMessageFormat(text, locale).format({ seconds: 1, ...values }))
}

/** The first language of Accept-Language that we speak; Spanish when none is. */
export function localeOf(header: string | undefined | null): Locale {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', quality] = part.trim().split(';q=')
    return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
  })
  const known = wanted.filter(({ tag }) => tag.startsWith('es') || tag.startsWith('en')).toSorted((a, b) => b.quality - a.quality)
  return known[0]?.tag.startsWith('en') ? 'en' : 'es-CO'
}
