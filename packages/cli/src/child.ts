import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Program = {
  readonly name: string
  /** Node's own settings. */
  readonly node?: readonly string[]
  readonly arguments: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly logs: string
  /** Shown beside the log file's lines in development. */
  readonly echo?: boolean
}
export type Child = { readonly name: string; stop(): Promise<void>; lastLines(): string; pid(): number | undefined }
export type Keeping = {
  readonly giveUp: (reason: Error) => void
  /** Waits for what the program cannot live without; says whether it was away. A crash for want of it is not the program's own. */
  readonly wasAway?: (signal: AbortSignal) => Promise<boolean>
}

const stopTimeoutMs = 10_000
const crashesInARow = 5
const healthyAfterMs = 30_000
/** EX_CONFIG: another try would end the same. */
const wrongConfiguration = 78
const leaveWithParent = new URL('leave-with-parent.ts', import.meta.url).href

/** Keeps a Node program running: a crash starts it anew, each time a little later; crashes in a row end in `giveUp`. */
export function superviseChild(program: Program, { giveUp, wasAway = nothingIsMissing }: Keeping): Child {
  const leaving = new AbortController()
  let current: ChildProcess | undefined
  let crashes = 0

  const run = (): void => {
    const startedAt = performance.now()
    current = startProgram(program)
    current.once('exit', (code, signal) => void again(performance.now() - startedAt, code, signal).catch(giveUp))
  }
  const again = async (livedMs: number, code: number | null, signal: string | null): Promise<void> => {
    if (leaving.signal.aborted) return
    const isBlameless = code !== wrongConfiguration && (await wasAway(leaving.signal))
    crashes = isBlameless ? 0 : livedMs > healthyAfterMs ? 1 : crashes + 1
    if (crashes >= crashesInARow || code === wrongConfiguration)
      return giveUp(new Error(`${program.name} ended ${crashes} times in a row (${signal ?? code}):\n${lastLines(program)}`))
    setTimeout(() => !leaving.signal.aborted && run(), 100 * 2 ** crashes).unref()
  }
  run()
  const stop = async (): Promise<void> => {
    leaving.abort()
    if (current) await stopChild(current)
  }
  return { name: program.name, stop, lastLines: () => lastLines(program), pid: () => current?.pid }
}

const nothingIsMissing = async (): Promise<boolean> => false

/** Runs a program once, to its end. */
export async function runToEnd(program: Program, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const child = startProgram(program)
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
  const [code, by] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${program.name} failed (${by ?? code}):\n${lastLines(program)}`)
}

/** In its own process group: Ctrl-C reaches the launcher alone, which then stops everyone in order. */
export function startProgram(program: Program): ChildProcess {
  mkdirSync(program.logs, { recursive: true })
  const log = openSync(logOf(program), isLong(logOf(program)) ? 'w' : 'a', 0o600)
  const child = spawn(process.execPath, [...(program.node ?? []), '--import', leaveWithParent, ...program.arguments], {
    cwd: program.cwd,
    env: program.env,
    detached: true,
    stdio: ['ignore', program.echo ? 'inherit' : log, program.echo ? 'inherit' : log, 'ipc'],
  })
  closeSync(log)
  return child
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const late = new AbortController()
  const outcome = await Promise.race([ended.then(() => 'ended'), pause(stopTimeoutMs, 'late', { signal: late.signal }).catch(() => 'ended')])
  late.abort()
  if (outcome === 'late') child.kill('SIGKILL')
  await ended
}

export function lastLines(program: Program): string {
  return readFileSync(logOf(program), 'utf8').split('\n').slice(-20).join('\n')
}

const logOf = ({ logs, name }: Program): string => join(logs, `${name}.log`)
const isLong = (log: string): boolean => (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 20_000_000
