/** `npm run check`: types, lint, format, unused code, documents; side by side, as many as there are cores. Fails when a check looked at nothing. */
import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const workspaces = globSync(['packages/*/tsconfig.json', 'apps/*/tsconfig.json', '{e2e,bench,proofs}/tsconfig.json'], { cwd: root }).map((path) =>
  path.replace('/tsconfig.json', ''),
)
const bin = (name) => join(root, 'node_modules/.bin', name)

/** `counted` answers how many files a check saw, from what it printed. */
const checks = [
  { name: 'lint', command: [bin('oxlint')], counted: (output) => numberIn(/on (\d+) files/, output) },
  ...workspaces.map((folder) => ({
    name: `types ${folder}`,
    command: [bin('tsc'), '-p', folder, '--listFiles'],
    counted: (output) => ownFiles(folder, output),
    shown: withoutFileList,
  })),
  { name: 'format', command: [bin('oxfmt'), '--check'], counted: (output) => numberIn(/on (\d+) files/, output) },
  { name: 'unused', command: [bin('knip'), '--no-progress', '--no-config-hints'], counted: countSources },
  {
    name: 'lockfile',
    command: [process.execPath, 'tools/complete-lockfile.mjs', '--check'],
    counted: (output) => numberIn(/(\d+) packages/, output),
  },
  { name: 'docs', command: [process.execPath, 'tools/check-docs.mjs'], counted: (output) => numberIn(/(\d+) documents/, output) },
]

const startedAt = performance.now()
const waiting = [...checks]
const failed = []
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, workThrough))
console.log(`${failed.length === 0 ? 'all good' : `failed: ${failed.join(', ')}`} (${seconds(startedAt)})`)
process.exitCode = failed.length === 0 ? 0 : 1

async function workThrough() {
  for (let check = waiting.shift(); check; check = waiting.shift()) report(check, await run(check))
}

function run({ command: [program, ...parameters] }) {
  const began = performance.now()
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd: root, env: { ...process.env, NO_COLOR: '1' } })
    const chunks = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (error) => resolve({ code: 1, output: error.message, took: seconds(began) }))
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString('utf8'), took: seconds(began) }))
  })
}

function report({ name, counted, shown = (text) => text }, { code, output, took }) {
  const files = counted(output)
  const isGood = code === 0 && files > 0
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name.padEnd(24)} ${took.padStart(7)}  ${files} files`)
  if (isGood) return
  failed.push(name)
  console.log(code === 0 ? 'It looked at no file, so it proved nothing.' : shown(output).trimEnd())
}

function ownFiles(folder, output) {
  const own = join(root, folder)
  return output.split('\n').filter((line) => line.startsWith(own) && !line.includes('/node_modules/')).length
}

/** tsc prints absolute paths of the files that it read, and relative ones in its errors. */
function withoutFileList(output) {
  return output
    .split('\n')
    .filter((line) => !line.startsWith('/'))
    .join('\n')
}

function numberIn(pattern, output) {
  return Number(pattern.exec(output)?.[1] ?? 0)
}

/** knip does not say how many files it read: count what its configuration tells it to read. */
function countSources() {
  const { workspaces: folders } = JSON.parse(readFileSync(join(root, 'knip.json'), 'utf8'))
  return Object.entries(folders).flatMap(([folder, { project }]) => project.flatMap((pattern) => globSync(`${folder}/${pattern}`, { cwd: root })))
    .length
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
