import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { areas } from './messages.ts'

type Catalogue = { readonly [name: string]: string | Catalogue }
const folder = new URL('../../messages/', import.meta.url)
const read = (locale: string, area: string): Catalogue => JSON.parse(readFileSync(new URL(`${locale}/${area}.json`, folder), 'utf8'))

/** Every message by its whole name: `problem.name` -> text. */
function flat(catalogue: Catalogue, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([name, found]) =>
      typeof found === 'string' ? [[`${prefix}${name}`, found] as const] : [...flat(found, `${prefix}${name}.`)],
    ),
  )
}

/** What a message leaves open: `{name}`, `{count, plural, ...}` and tags; not the words inside a plural's braces. */
const openings = (text: string) =>
  [...new Set([...text.matchAll(/(?<!(?:\bone|\bother|=\d+) )\{(\w+)[,}]|<(\w+)>/g)].map(([, value, tag]) => value ?? `<${tag}>`))].toSorted()

for (const area of areas) {
  test(`Languages: ${area} says everything in Spanish and in English`, () => {
    const [es, en] = [flat(read('es-CO', area)), flat(read('en', area))]
    expect(es.size).toBeGreaterThan(0)
    expect([...en.keys()].toSorted()).toEqual([...es.keys()].toSorted())
    for (const [name, text] of es) {
      expect(text.trim(), name).not.toBe('')
      expect(openings(en.get(name) ?? ''), name).toEqual(openings(text))
    }
  })

  test(`Languages: ${area} speaks without exclamation marks`, () => {
    for (const locale of ['es-CO', 'en']) for (const [name, text] of flat(read(locale, area))) expect(text, name).not.toMatch(/[!¡]/)
  })
}

test('Languages: every catalogue on disk belongs to a known area', () => {
  for (const locale of ['es-CO', 'en'])
    expect(readdirSync(new URL(`${locale}/`, folder)).toSorted()).toEqual(areas.map((area) => `${area}.json`).toSorted())
})
