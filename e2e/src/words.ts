import { readFileSync } from 'node:fs'
import type { Locale } from '@fashionistas/contract'

/** The words that a person reads, from the catalogues of the pages: a journey finds things by them, in either language. */
export type Words = {
  /** Plain text with its values filled in. */
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string
  /** The whole text with anything in place of its values: for totals, counts and plurals. */
  readonly like: (key: string) => RegExp
}

const catalogues = new URL('../../apps/web/messages/', import.meta.url)
const areas = ['account', 'backstage', 'checkout', 'door', 'event', 'shell', 'stage', 'tickets', 'wizard'] as const

export function wordsIn(locale: Locale): Words {
  const texts = Object.fromEntries(areas.map((area) => [area, JSON.parse(readFileSync(new URL(`${locale}/${area}.json`, catalogues), 'utf8'))]))
  const text = (key: string): string => {
    const found = key.split('.').reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), texts)
    if (typeof found !== 'string') throw new Error(`no text ${key} in ${locale}`)
    return found.replaceAll(/<\/?\w+>/g, '')
  }
  return {
    say: (key, values = {}) => {
      const said = text(key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`))
      if (said.includes('{')) throw new Error(`${key} needs more than ${Object.keys(values).join(', ')}: use like()`)
      return said
    },
    like: (key) => new RegExp(`^\\s*${partsOf(text(key)).map((part) => RegExp.escape(part)).join('.+')}\\s*$`, 'u'),
  }
}

/** The fixed parts of an ICU text, split where a value or a plural stands, however deep its braces go. */
function partsOf(text: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const letter of text) {
    if (letter === '{' && depth++ === 0) parts.push('')
    if (depth === 0) parts.push((parts.pop() ?? '') + letter)
    if (letter === '}') depth--
  }
  return parts
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
