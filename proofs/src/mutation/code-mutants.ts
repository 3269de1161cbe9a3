import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Copy } from './copy.ts'
import type { Mutant, MutantKind } from './mutant.ts'

type Source = { readonly path: string; readonly text: string }
type Pattern = { readonly kind: MutantKind; readonly of: RegExp; readonly to: string; readonly says: string }

/** How a rule looks in our sources, and how the same place looks without it. */
const patterns: readonly Pattern[] = [
  { kind: 'lock', of: / for (no key )?(update|share)( of \w+)?( skip locked)?(?=[`)])/g, to: '', says: 'row lock' },
  { kind: 'lock', of: /(?<= for (no key )?update) skip locked/g, to: '', says: 'skip locked' },
  { kind: 'lock', of: /\s*\.for(NoKey)?(Update|Share)\(\)(\s*\.skipLocked\(\))?/g, to: '', says: 'row lock' },
  { kind: 'lock', of: /\s*\.skipLocked\(\)/g, to: '', says: 'skip locked' },
  { kind: 'lock', of: /pg_(try_)?advisory_(xact_)?lock(?=\()/g, to: 'abs', says: 'advisory lock' },
  { kind: 'signature', of: /timingSafeEqual(?=\()/g, to: '(() => true)', says: 'comparison' },
  { kind: 'signature', of: /ed25519\.verify(?=\()/g, to: '(() => true)', says: 'Ed25519' },
  { kind: 'signature', of: /zip215: false/g, to: 'zip215: true', says: 'strict Ed25519' },
  { kind: 'signature', of: /(?<=if \().*(?=\) throw new Forged\w+\()/g, to: 'false', says: 'forgery is refused' },
  { kind: 'signature', of: /!\w+\.verifyPrefix\([^)]*\)/g, to: 'false', says: 'HMAC of a link' },
  { kind: 'signature', of: /link\.version !== order\.linkVersion/g, to: 'false', says: 'withdrawn link' },
  { kind: 'signature', of: /link\.expiresAt < parts\.world\.now\(\)/g, to: 'false', says: 'end of a link' },
  { kind: 'signature', of: /\w+\.link\.version === order\.linkVersion/g, to: 'true', says: 'withdrawn link' },
  { kind: 'signature', of: /\w+\.link\.expiresAt >= now/g, to: 'true', says: 'end of a link' },
  { kind: 'permission', of: /(?<!function )\bpermit(?=\()/g, to: '(async (..._) => {})', says: 'permit' },
  { kind: 'permission', of: /(?<!function )\bisAllowed(?=\()/g, to: '(async (..._) => true)', says: 'isAllowed' },
  { kind: 'permission', of: /permit\.isPermitted/g, to: 'true', says: 'isPermitted' },
  {
    kind: 'permission',
    of: /(?<=if \()(?!status ===)[^\n]*(?=\)\s+(throw new Refusal|return new Refusal|return context\.refuse)\([^\n]*'(permission_missing|sign_in_needed)')/g,
    to: 'false',
    says: 'refusal',
  },
]
const sources = 'packages/server/src'
/** Shown data is made once, by us, on an empty database. */
const outsideTheSlice = /^packages\/server\/src\/demo\//

/** One mutant for each place in the server's sources that locks, checks a signature or asks for a permission. */
export function codeMutants(copy: Copy): readonly Mutant[] {
  const paths = readdirSync(join(copy.folder, sources), { recursive: true, encoding: 'utf8' }).map((name) => `${sources}/${name}`)
  const files = paths
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !outsideTheSlice.test(path))
    .toSorted()
    .map((path) => ({ path, text: copy.read(path) }))
  return files.flatMap((file) => mutantsOf(file, files))
}

function mutantsOf({ path, text }: Source, all: readonly Source[]): readonly Mutant[] {
  const users = usersOf(path, all)
  // Who uses a user is often the first that a test speaks of.
  const theirs = users.flatMap((user) => usersOf(user.path, all))
  return patterns.flatMap(({ kind, of, to, says }) =>
    [...text.matchAll(of)]
      .filter(({ index }) => isCode(text, index))
      .map(({ 0: found, index }, nth) => ({
        kind,
        name: `${kind} ${path.slice(sources.length + 1)} ${says}${nth > 0 ? ` ${nth + 1}` : ''}`,
        words: [...new Set([...functionsOf(text), ...[...users, ...theirs].flatMap((user) => functionsOf(user.text)), basename(path, '.ts')])],
        change: { path, text: text.slice(0, index) + to + text.slice(index + found.length) },
      })),
  )
}

const usersOf = (path: string, all: readonly Source[]): readonly Source[] =>
  all.filter(({ text }) => new RegExp(`from '[^']*/${RegExp.escape(basename(path))}'`).test(text))

function isCode(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', index) + 1, text.indexOf('\n', index)).trim()
  return !/^(\*|\/\/|\/\*|import |export \{)/.test(line)
}

const functionsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].flatMap(([, name]) => name ?? [])
