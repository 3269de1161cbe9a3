import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Running = { readonly pid: number; readonly port: number }

/** The server that a killed launcher left behind, from its postmaster.pid. A stale file is removed: its number may belong to anyone by now. */
export function findOrphan(cluster: string): Running | undefined {
  const path = join(cluster, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  const [pid, , , port] = readFileSync(path, 'utf8').split('\n').map(Number)
  if (pid && port && isPostgres(pid)) return { pid, port }
  rmSync(path, { force: true })
  return undefined
}

/** In a new container with an old volume the number in the file may be another program's. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false // it ended between the two questions
  }
}

export async function endProcess(pid: number, timeoutMs: number): Promise<void> {
  signal(pid, 'SIGINT') // PostgreSQL's fast shutdown
  const deadline = Date.now() + timeoutMs
  while (isAlive(pid) && Date.now() < deadline) await pause(20)
  if (isAlive(pid)) signal(pid, 'SIGQUIT')
}

/** Resolves when a process that is not our child is gone. */
export async function hasEnded(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(500, undefined, { ref: false })
}

export function isAlive(pid: number): boolean {
  return signal(pid, 0)
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
