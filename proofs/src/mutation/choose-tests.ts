import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Copy } from './copy.ts'
import type { Mutant, MutantKind } from './mutant.ts'

export type TestFile = { readonly path: string; readonly text: string }

/** Each test with what it says, also through tables of cases that it alone imports. */
export function readTests(copy: Copy, paths: readonly string[]): readonly TestFile[] {
  const imports = paths.map((path) => importsOf(copy, path))
  const all = imports.flat()
  return paths.map((path, at) => {
    const own = (imports[at] ?? []).filter((file) => all.filter((other) => other === file).length === 1)
    return { path, text: [path, ...own].map((file) => copy.read(file)).join('\n') }
  })
}

const importsOf = (copy: Copy, path: string): readonly string[] =>
  [...copy.read(path).matchAll(/from '(\.[^']+\.ts)'/g)]
    .map(([, target = '']) => join(dirname(path), target))
    .filter((file) => !file.includes('/src/') && existsSync(join(copy.folder, file)))

/** Looks into the catalogue of the database: speaks of every table without naming one. */
const readsCatalogue = /\bpg_(class|constraint|policy|trigger|index)\b/
/** Tests that show every rule of a kind: asked first, and for most rules they are enough. */
const madeFor: Partial<Readonly<Record<MutantKind, RegExp>>> = {
  check: /\/constraints\.test/,
  exclusion: /\/constraints\.test/,
  unique: /\/constraints\.test/,
  trigger: /\/kept-forever\.test/,
  security: /\/(policies|row-level-security)\.test/,
  policy: /\/policies\.test/,
  grant: /\/rights\.test/,
  lock: /\/((message-)?locks|migrate-together)\.test/,
  permission: /\/(permissions|security-headers)\.test/,
}
/** Holds rows itself, so that others must wait for it. */
const takesLocks = /for update|advisory/
const counted = 10

/** The test files that concern a mutant, the likeliest first. `noticers`: the files that noticed rules of this kind before, the latest first. */
export function chooseTests(mutant: Mutant, tests: readonly TestFile[], noticers: readonly string[]): readonly string[] {
  const place = (path: string) => (noticers.includes(path) ? noticers.indexOf(path) : noticers.length)
  return tests
    .map((test) => ({ path: test.path, weight: weightOf(mutant, test) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => place(one.path) - place(other.path) || other.weight - one.weight)
    .map(({ path }) => path)
}

function weightOf({ kind, words, change }: Mutant, { path, text }: TestFile): number {
  const isNear = 'path' in change && dirname(change.path) === dirname(path)
  const looks = ('sql' in change && readsCatalogue.test(text)) || (kind === 'lock' && takesLocks.test(text))
  const [rule = '', ...others] = words
  const weight = (isNear ? 10 : 0) + (looks ? 4 : 0) + 2 * mentions(text, rule) + others.reduce((sum, word) => sum + mentions(text, word), 0)
  return madeFor[kind]?.test(path) ? weight + 100 : weight
}

/** Much for the first mention, little for the tenth. */
function mentions(text: string, word: string): number {
  const count = Math.min(counted, text.split(new RegExp(`(?<!\\w)${RegExp.escape(word)}(?!\\w)`)).length - 1)
  return count === 0 ? 0 : 2 + count / counted
}
