import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from './postgres-orphan.ts'

const heldHere = new Set<string>()

/** Takes a lock file that is worth as long as this process lives; answers the process that has it instead, if one does. */
export function tryLock(path: string): { readonly holder: number } | { release(): void } {
  mkdirSync(dirname(path), { recursive: true })
  for (let attempt = 0; attempt < 3; attempt++) {
    if (createExclusively(path)) return take(path)
    const holder = livingHolder(path)
    if (holder !== undefined) return { holder }
    rmSync(path, { force: true })
  }
  throw new Error(`cannot lock ${path}`)
}

export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = tryLock(path)
    if ('release' in lock) return await work().finally(() => lock.release())
    await pause(100) // ends with the holder: a dead one loses its lock
  }
}

function take(path: string): { release(): void } {
  heldHere.add(path)
  const release = (): void => {
    heldHere.delete(path)
    rmSync(path, { force: true })
  }
  return { release }
}

function createExclusively(path: string): boolean {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, `${process.pid} ${birthOf(process.pid)}`)
    closeSync(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** In containers the same few numbers come again after each restart, so the number alone does not name a process. */
function livingHolder(path: string): number | undefined {
  const [number, birth = ''] = read(path).split(' ')
  const pid = Number(number)
  if (!pid || !isAlive(pid) || birth !== birthOf(pid)) return undefined
  return pid !== process.pid || heldHere.has(path) ? pid : undefined
}

/** When a process began, in ticks since the machine started; empty where there is no /proc. */
function birthOf(pid: number): string {
  return read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[19] ?? ''
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it went in between, or this is not Linux
  }
}
