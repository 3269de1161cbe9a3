import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import type { Binaries, Runner } from './postgres-binaries.ts'

/** What the launcher remembers of a cluster, beside it and readable by its owner alone. */
export type Cluster = { readonly folder: string; readonly home: string; readonly password: string; readonly port: number | undefined }

/** The cluster of `dataDir`, made the first time. */
export function openCluster(dataDir: string, binaries: Binaries, durable: boolean): Cluster {
  const home = reachableHome(resolve(dataDir), binaries.runner)
  const folder = join(home, 'cluster')
  if (!existsSync(join(folder, 'PG_VERSION'))) createCluster(home, binaries, durable)
  const made = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  const major = binaries.version.split('.')[0]
  if (made !== major) throw new Error(`${folder} was made by PostgreSQL ${made}, and this is ${major}: restore a backup into a new folder`)
  return { folder, home, ...remembered(home) }
}

export function rememberPort({ home, password }: Cluster, port: number, runner: Runner): void {
  writePrivately(join(home, 'launcher.json'), JSON.stringify({ password, port }), runner)
}

function remembered(home: string): { readonly password: string; readonly port: number | undefined } {
  const { password, port } = JSON.parse(readFileSync(join(home, 'launcher.json'), 'utf8'))
  return { password: String(password), port: typeof port === 'number' ? port : undefined }
}

/** Under a private folder the runner could not reach its data: they live in /var/lib then, and a link says where. */
function reachableHome(wanted: string, runner: Runner): string {
  mkdirSync(wanted, { recursive: true, mode: 0o700 })
  own(wanted, runner)
  if (!runner || enters(wanted, runner)) return wanted
  const home = join('/var/lib/fashionistas', createHash('sha256').update(wanted).digest('hex').slice(0, 12))
  mkdirSync(home, { recursive: true, mode: 0o755 })
  own(home, runner)
  if (!enters(home, runner)) throw new Error(`neither ${wanted} nor ${home} can be reached by the user that runs PostgreSQL`)
  const link = join(wanted, 'moved-to')
  if (!existsSync(link)) symlinkSync(home, link)
  return home
}

const enters = (folder: string, runner: Runner): boolean => spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { cwd: '/', ...runner }).status === 0

/** Into a folder of another name first: an interrupted start leaves nothing that looks like a database. */
function createCluster(home: string, { folder, runner }: Binaries, durable: boolean): void {
  const partial = join(home, 'cluster.partial')
  const secret = join(home, 'password')
  rmSync(partial, { recursive: true, force: true })
  const password = randomBytes(24).toString('base64url')
  writePrivately(secret, password, runner)
  const done = spawnSync(join(folder, 'bin/initdb'), initdbArguments(partial, secret, durable), { cwd: '/', encoding: 'utf8', ...runner })
  rmSync(secret)
  if (done.status !== 0) throw new Error(`initdb failed in ${partial}: ${done.error?.message ?? done.stderr}`)
  writePrivately(join(home, 'launcher.json'), JSON.stringify({ password }), runner)
  renameSync(partial, join(home, 'cluster'))
}

/** The built-in C.UTF-8 needs no locale of the system and is the same everywhere; Spanish order comes from ICU collations by name. */
function initdbArguments(partial: string, secret: string, durable: boolean): readonly string[] {
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${secret}`]
  return ['-D', partial, ...locale, ...access, '--no-instructions', ...(durable ? [] : ['--no-sync'])]
}

function writePrivately(path: string, text: string, runner: Runner): void {
  const partial = `${path}.partial`
  writeFileSync(partial, text, { mode: 0o600 })
  own(partial, runner)
  renameSync(partial, path)
}

function own(path: string, runner: Runner): void {
  if (runner && existsSync(dirname(path))) chownSync(path, runner.uid, runner.gid)
}
