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
const areas = ['account', 'backstage', 'checkout', 'door', 'event', 'health', 'shell', 'stage', 'tickets', 'wizard'] as const

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
    like: (key) => new RegExp(`^\\s*${patternOf(text(key))}\\s*$`, 'u'),
  }
}

/** An ICU text as a pattern: any value for `{name}`, one of its branches for a plural. */
function patternOf(text: string): string {
  const open = text.indexOf('{')
  if (open === -1)
    return text
      .split('#')
      .map((part) => RegExp.escape(part))
      .join(String.raw`[\d.,]+`)
  const close = closingOf(text, open)
  return patternOf(text.slice(0, open)) + valueOf(text.slice(open + 1, close)) + patternOf(text.slice(close + 1))
}

function valueOf(argument: string): string {
  const branches = []
  for (let open = argument.indexOf('{'); open !== -1;) {
    const close = closingOf(argument, open)
    branches.push(patternOf(argument.slice(open + 1, close)))
    open = argument.indexOf('{', close)
  }
  return branches.length === 0 ? '.+' : `(?:${branches.join('|')})`
}

/** Where the brace that opens here is closed. */
function closingOf(text: string, open: number): number {
  let depth = 0
  for (let place = open; place < text.length; place++) {
    if (text[place] === '{') depth++
    if (text[place] === '}' && --depth === 0) return place
  }
  throw new Error(`unbalanced: ${text}`)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
