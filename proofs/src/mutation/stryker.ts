import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import { copyOfSources } from './copy.ts'

const config = z.object({ mutate: z.array(z.string()), thresholds: z.object({ break: z.number() }) })
const report = z.object({ files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })) })

export type Score = { readonly file: string; readonly killed: number; readonly mutants: number; readonly percent: number }
export type Scores = { readonly scores: readonly Score[]; readonly least: number }

/** Stryker on money, stock and ticket tokens, in place: our copy of the sources is there to be spoiled, and has its links in order. `only`: parts of their paths with commas between. */
export async function strykerScores(only: string): Promise<Scores> {
  const copy = copyOfSources()
  try {
    const { mutate, thresholds } = config.parse(JSON.parse(copy.read('stryker.config.json')))
    const chosen = mutate.filter((file) => only.split(',').some((part) => file.includes(part)))
    const stryker = 'node_modules/@stryker-mutator/core/bin/stryker.js'
    const env = { ...process.env, STRYKER_SOURCES: chosen.join(',') }
    const child = spawn(process.execPath, [stryker, 'run', '--inPlace', '--mutate', chosen.join(',')], {
      cwd: copy.folder,
      stdio: ['ignore', 2, 2],
      env,
    })
    await once(child, 'exit')
    const { files } = report.parse(JSON.parse(copy.read('.tmp/stryker.json')))
    return { scores: Object.entries(files).map(([file, { mutants }]) => scoreOf(file, mutants)), least: thresholds.break }
  } finally {
    copy.remove()
  }
}

function scoreOf(file: string, spoiled: readonly { readonly status: string }[]): Score {
  const counted = spoiled.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status))
  const killed = counted.filter(({ status }) => status === 'Killed' || status === 'Timeout').length
  return { file, killed, mutants: counted.length, percent: Math.round((1000 * killed) / Math.max(1, counted.length)) / 10 }
}
