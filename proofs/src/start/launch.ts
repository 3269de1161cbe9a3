import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '@fashionistas/cli/src/free-port.ts'
import { definedEnvironment } from '@fashionistas/cli/src/product-environment.ts'
import { root } from '@fashionistas/cli/src/root.ts'

/** One start, as a person saw it. */
export type Start = {
  readonly url: string
  /** From the command to the first page that answered 200. */
  readonly seconds: number
  /** What it said to have done on the way, and how long that took. */
  readonly steps: Readonly<Record<string, number>>
  /** As Ctrl-C; resolves when all is stopped. */
  stop(): Promise<void>
}
type Wish = { readonly command: readonly [string, ...string[]]; readonly folder: string; readonly dataDir?: string; readonly withinSeconds: number }

const lookEveryMs = 50
const stoppedWithinMs = 60_000

/** Starts the product by its command and waits for the first page. */
export async function launch({ command: [program, ...parameters], folder, dataDir, withinSeconds }: Wish): Promise<Start> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const startedAt = performance.now()
  const child = spawn(program, parameters, { cwd: folder, env: freshEnvironment(port, dataDir), stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const said = listen(child, startedAt)
  const stop = async () => await stopGroup(child)
  try {
    await firstPage(url, child, withinSeconds, said.lines)
    return { url, seconds: secondsSince(startedAt), steps: said.steps, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Of a person who has just opened a terminal: nothing of ours, and nothing that npm says to those that it runs. */
function freshEnvironment(port: number, dataDir: string | undefined): Record<string, string> {
  const kept = Object.entries(definedEnvironment()).filter(
    ([name]) => !/^(?:npm_|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$|VITEST|DATABASE_URL$|DATA_DIR$|PUBLIC_URL$|TEST$)/.test(name),
  )
  const { PATH = '', ...env } = Object.fromEntries(kept)
  const path = PATH.split(':').filter((folder) => !folder.startsWith(root))
  return { ...env, PATH: path.join(':'), PORT: String(port), ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }) }
}

/** The steps that the launcher names with their seconds; installing is what comes before it speaks. */
function listen(child: ChildProcess, startedAt: number): { readonly steps: Record<string, number>; readonly lines: string[] } {
  const [steps, lines]: [Record<string, number>, string[]] = [{}, []]
  for (const stream of [child.stdout, child.stderr])
    if (stream)
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (line.includes('Fashionistas is starting')) steps['before it starts'] = secondsSince(startedAt)
        const [, step, seconds] = /· ([\w ]+) \(([\d.]+) s\)$/.exec(line) ?? []
        if (step && seconds) steps[step] = Number(seconds)
      })
  return { steps, lines }
}

async function firstPage(url: string, child: ChildProcess, withinSeconds: number, lines: readonly string[]): Promise<void> {
  const startedAt = performance.now()
  while (!(await isThere(url))) {
    if (child.exitCode !== null) throw new Error(`it ended before its first page:\n${lines.slice(-20).join('\n')}`)
    if (secondsSince(startedAt) > withinSeconds) throw new Error(`no page within ${withinSeconds} s:\n${lines.slice(-20).join('\n')}`)
    await pause(lookEveryMs)
  }
}

async function isThere(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false // nobody listens yet
  }
}

/** The whole group hears it, as with Ctrl-C in a terminal: npm, its shell and the launcher. */
async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  process.kill(-child.pid, 'SIGINT')
  const isGone = await Promise.race([gone.then(() => true), pause(stoppedWithinMs, false, { ref: false })])
  if (isGone) return
  process.kill(-child.pid, 'SIGKILL')
  throw new Error(`it had not stopped ${stoppedWithinMs / 1000} s after Ctrl-C`)
}

const secondsSince = (startedAt: number): number => Number(((performance.now() - startedAt) / 1000).toFixed(1))
