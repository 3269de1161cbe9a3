import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const folder = 'packages/server/migrations/'

export type Version = { readonly commit: string; readonly migrations: readonly string[]; readonly missing: readonly string[] }

/** The newest commit whose schema is older than that of the files here. */
export function findVersionBefore(): Version {
  const here = numbered(readdirSync(join(root, folder)))
  const commits = git('log', '--format=%H', '--', folder).split('\n')
  for (const commit of commits) {
    const there = numbered(
      git('ls-tree', '--name-only', commit, folder)
        .split('\n')
        .map((path) => path.slice(folder.length)),
    )
    const missing = here.filter((name) => !there.includes(name))
    if (there.length > 0 && missing.length > 0) return { commit, migrations: there, missing }
  }
  throw new Error('the version before is not in this clone: its history is cut short (git fetch --unshallow)')
}

/** Unpacks that version so that it runs: its own packages, the installed dependencies. */
export function unpack({ commit }: Version, into: string): void {
  const archive = join(into, 'version.tar')
  git('archive', '--format=tar', `--output=${archive}`, commit, 'package.json', 'packages')
  execFileSync('tar', ['-xf', archive, '-C', into])
  const modules = join(root, 'node_modules')
  mkdirSync(join(into, 'node_modules/@fashionistas'), { recursive: true })
  for (const name of readdirSync(modules)) if (name !== '@fashionistas') symlinkSync(join(modules, name), join(into, 'node_modules', name))
  for (const name of readdirSync(join(into, 'packages'))) {
    symlinkSync(join(into, 'packages', name), join(into, 'node_modules/@fashionistas', name))
    const own = join(root, 'packages', name, 'node_modules')
    if (existsSync(own)) symlinkSync(own, join(into, 'packages', name, 'node_modules'))
  }
}

const numbered = (names: readonly string[]): readonly string[] => names.filter((name) => /^\d{4}_.*\.sql$/.test(name)).toSorted()

function git(...parameters: readonly string[]): string {
  return execFileSync('git', parameters, { cwd: root, encoding: 'utf8' }).trim()
}
