/**
 * What runs before anything is installed: plain JavaScript for Node 18 and later. It installs what package-lock.json says,
 * and goes on with the program under the Node 24 that came with it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const stamp = join(root, 'node_modules/.fashionistas-lock-hash')

/** Installs if need be, then runs a TypeScript program of ours to its end, with our own arguments. */
export function runPrepared(program) {
  if (!isInstalled()) install()
  const child = spawn(findNode(), [join(root, program), ...process.argv.slice(2)], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
  })
  process.on('SIGINT', () => {}) // Ctrl-C reaches the program by itself; it says when all is stopped
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) whenNpmIsGone(() => child.kill('SIGTERM'))
  child.on('error', (error) => fail(error.message))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
}

/** npm puts a shell between itself and us that passes no signal on: a killed npm would leave everything running. */
function whenNpmIsGone(leave) {
  const shell = process.ppid
  const npm = parentOf(shell)
  const watch = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return
    clearInterval(watch)
    leave()
  }, 300)
  watch.unref()
}

/** From /proc; elsewhere always the same answer. */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')[1]
  } catch {
    return ''
  }
}

function isInstalled() {
  const hash = lockHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true
  if (!matchesLock()) return false
  writeFileSync(stamp, hash) // somebody ran `npm ci` by hand
  return true
}

/** npm's own note of what lies in node_modules, against the lockfile; what is for other machines does not count. */
function matchesLock() {
  const note = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(note)) return false
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages)
  return wanted.every(([path, entry]) => !path.startsWith('node_modules/') || isElsewhere(entry) || isThere(path, entry, installed[path]))
}

function isThere(path, entry, found) {
  if (!found) return (entry.optional === true || entry.peer === true) && !isNative(entry)
  return entry.link === true || (found.version === entry.version && existsSync(join(root, path, 'package.json')))
}

/** An optional package that names its machine is one that this machine needs: npm leaves it out where the Node that ran it was too old. */
const isNative = (entry) => entry.os !== undefined && entry.cpu !== undefined && (entry.libc === undefined || entry.libc.includes(libc()))
const isElsewhere = (entry) => excludes(entry.os, process.platform) || excludes(entry.cpu, process.arch) || excludes(entry.libc, libc())
const excludes = (list, value) => list !== undefined && !list.includes(value)

function libc() {
  if (process.platform !== 'linux') return 'none'
  return process.report?.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

function install() {
  console.log('Instalando lo necesario con npm ci; solo la primera vez. · Installing with npm ci; only the first time.')
  runNpm(process.execPath)
  if (!matchesLock()) installWithNewerNode()
  writeFileSync(stamp, lockHash())
}

/** npm leaves out optional packages that the Node it runs on is too old for, native parts among them: again, with the Node that it brought. */
function installWithNewerNode() {
  const folder = mkdtempSync(join(tmpdir(), 'fashionistas-node-'))
  const copy = join(folder, process.platform === 'win32' ? 'node.exe' : 'node')
  copyFileSync(realpathSync(findNode()), copy) // npm ci removes node_modules while it runs
  runNpm(copy)
  rmSync(folder, { recursive: true, force: true })
  if (!matchesLock()) fail('npm ci left packages out that this machine needs: delete node_modules and run it again with Node 22.18 or newer.')
}

function runNpm(node) {
  const npm = [process.env.npm_execpath, join(dirname(realpathSync(process.execPath)), '../lib/node_modules/npm/bin/npm-cli.js')].find(
    (path) => path && path.endsWith('.js') && existsSync(path),
  )
  const [command, first] = npm ? [node, [npm]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  const parameters = [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const done = spawnSync(command, parameters, { cwd: root, stdio: 'inherit', env: environmentForNpm() })
  if (done.status !== 0) fail('npm ci failed: see above. It needs a package registry that answers.')
}

/** Inside `npm start`, npm's own settings are variables too; of those, NODE_ENV=production would leave out what builds the web app. */
function environmentForNpm() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV'))
}

function findNode() {
  const own = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const candidates = [own, ...platformNodes(), process.execPath]
  const found = candidates.find((path) => existsSync(path) && isNewEnough(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout))
  if (found) return found
  return fail(
    `Node 22.18 or newer is needed. This is ${process.version}, and npm has no Node 24 for ${process.platform}-${process.arch}. Install it from https://nodejs.org`,
  )
}

const platformNodes = () => [join(root, `node_modules/node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}/bin/node`)]

function isNewEnough(version) {
  const [major, minor] = String(version).replace('v', '').split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')

function fail(reason) {
  console.error(`\nFashionistas no puede arrancar. · Fashionistas cannot start.\n${reason}\n`)
  return process.exit(1)
}
