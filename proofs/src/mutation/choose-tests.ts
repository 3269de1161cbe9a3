import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
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
/** Tests that show every rule of a kind: asked first, in this order, and for most rules they are enough. */
const madeFor: Partial<Readonly<Record<MutantKind, readonly string[]>>> = {
  check: ['constraints'],
  exclusion: ['constraints'],
  unique: ['constraints'],
  trigger: ['kept-forever'],
  security: ['policies', 'row-level-security'],
  policy: ['policies'],
  grant: ['rights'],
  lock: ['locks', 'message-locks', 'migrate-together'],
  permission: ['permissions', 'security-headers', 'live-stream'],
}
/** Holds rows itself, so that others must wait for it. */
const takesLocks = /for update|advisory/
const counted = 10

/**
 * The test files that concern a mutant, the likeliest first. `noticers`: the files that noticed rules of this kind before, the latest first;
 * they are asked after those that are made for it.
 */
export function chooseTests(mutant: Mutant, tests: readonly TestFile[], noticers: readonly string[]): readonly string[] {
  const madeForIt = madeFor[mutant.kind] ?? []
  const place = (order: readonly string[], name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return tests
    .map((test) => ({ path: test.path, name: basename(test.path, '.test.ts'), weight: weightOf(mutant, test) }))
    .filter(({ name, weight }) => weight > 0 || madeForIt.includes(name))
    .toSorted(
      (one, other) =>
        place(madeForIt, one.name) - place(madeForIt, other.name) ||
        place(noticers, one.path) - place(noticers, other.path) ||
        other.weight - one.weight,
    )
    .map(({ path }) => path)
}

function weightOf({ kind, words, change }: Mutant, { path, text }: TestFile): number {
  const isNear = 'path' in change && dirname(change.path) === dirname(path)
  const looks = ('sql' in change && readsCatalogue.test(text)) || (kind === 'lock' && takesLocks.test(text))
  const [rule = '', ...others] = words
  return (isNear ? 10 : 0) + (looks ? 4 : 0) + 2 * mentions(text, rule) + others.reduce((sum, word) => sum + mentions(text, word), 0)
}

/** Much for the first mention, little for the tenth. */
function mentions(text: string, word: string): number {
  const count = Math.min(counted, text.split(new RegExp(`(?<!\\w)${RegExp.escape(word)}(?!\\w)`)).length - 1)
  return count === 0 ? 0 : 2 + count / counted
}
