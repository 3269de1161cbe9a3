import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

type Stage = { readonly title: string; readonly arguments: readonly string[]; readonly report?: string }
type Outcome = { readonly title: string; readonly seconds: number; readonly problem: string | undefined }

const reports = join(root, '.tmp')
const vitest = 'node_modules/vitest/vitest.mjs'
const stages: readonly Stage[] = [
  { title: 'check: types, lint, format, unused, docs', arguments: ['tools/check.mjs'] },
  vitestStage('server', 'rules and acts, on a real PostgreSQL'),
  { title: 'browser', arguments: ['e2e/src/ensure-browser.ts'] },
  vitestStage('e2e', 'journeys through the whole product'),
  vitestStage('proofs', 'short forms of the proofs: crashes, faults, growth, mutation'),
]

/** Everything that must hold before a change is merged. Every stage runs, also after one that failed: one run tells all. */
mkdirSync(reports, { recursive: true })
const outcomes: Outcome[] = []
for (const stage of stages) outcomes.push(await run(stage))

const total = outcomes.reduce((sum, { seconds }) => sum + seconds, 0)
console.log(`\n━━ ${total.toFixed(0)} s in all`)
for (const { title, seconds, problem } of outcomes)
  console.log(`  ${problem === undefined ? 'ok  ' : 'FAIL'} ${title} (${seconds.toFixed(1)} s)${problem === undefined ? '' : `: ${problem}`}`)
process.exitCode = outcomes.some(({ problem }) => problem !== undefined) ? 1 : 0

async function run({ title, arguments: parameters, report }: Stage): Promise<Outcome> {
  console.log(`\n━━ ${title}\n`)
  if (report !== undefined) rmSync(report, { force: true })
  const startedAt = performance.now()
  const child = spawn(process.execPath, parameters, { cwd: root, stdio: 'inherit' })
  const [code, signal] = await once(child, 'exit')
  const problem = code === 0 ? emptiness(report) : `ended with ${signal ?? code}`
  return { title, seconds: (performance.now() - startedAt) / 1000, problem }
}

function vitestStage(project: string, what: string): Stage {
  const report = join(reports, `vitest-${project}.json`)
  return {
    title: `${project}: ${what}`,
    report,
    arguments: [vitest, 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  }
}

/** A stage that ran no test proved nothing. */
function emptiness(report: string | undefined): string | undefined {
  if (report === undefined) return undefined
  const { numPassedTests } = JSON.parse(readFileSync(report, 'utf8'))
  return numPassedTests > 0 ? undefined : 'no test ran'
}
