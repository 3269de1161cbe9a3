/**
 * A registry that holds only some platforms' packages makes npm leave the others out of package-lock.json, and `npm ci` then
 * refuses that very file. This adds what is missing: name, version and machine, which is all that npm needs to pass them over.
 * `--check` only says whether something is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const path = join(import.meta.dirname, '../package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const missing = Object.entries(lock.packages).flatMap(([at, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isLocked(at, name))
    .map(([name, version]) => ({ name, version, dev })),
)

console.log(`${Object.keys(lock.packages).length} packages, ${missing.length} missing: ${missing.map(({ name }) => name).join(', ')}`)
if (process.argv.includes('--check')) process.exitCode = missing.length === 0 ? 0 : 1
else if (missing.length > 0)
  writeFileSync(
    path,
    `${JSON.stringify({ ...lock, packages: sorted({ ...lock.packages, ...Object.fromEntries(missing.map(entry)) }) }, undefined, 2)}\n`,
  )

/** As Node looks for it: beside the package that asks, then in each folder above. */
function isLocked(at, name) {
  const parts = at.split('/')
  return (
    parts.some((_, index) => `${parts.slice(0, index + 1).join('/')}/node_modules/${name}` in lock.packages) ||
    `node_modules/${name}` in lock.packages
  )
}

function entry({ name, version, dev }) {
  return [`node_modules/${name}`, { version: exact(name, version), ...machineOf(name), ...(dev ? { dev: true } : {}), optional: true }]
}

function exact(name, version) {
  if (!/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) throw new Error(`${name}@${version} is not one version: install it where the registry has it`)
  return version
}

/** `binding-linux-x64-musl` runs on linux, x64, musl. */
function machineOf(name) {
  const [, os, machine, rest] = /(android|darwin|freebsd|linux|openharmony|win32|windows|win)-([a-z0-9]+)(?:-([a-z0-9]+))?$/.exec(name) ?? []
  if (!os) throw new Error(`${name} does not say which machine it is for`)
  const libc = rest?.startsWith('musl') ? ['musl'] : rest === 'gnu' || rest === 'gnueabihf' ? ['glibc'] : undefined
  return { os: [os.startsWith('win') ? 'win32' : os], cpu: [machine], ...(os === 'linux' && libc ? { libc } : {}) }
}

function sorted(packages) {
  return Object.fromEntries(Object.entries(packages).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
