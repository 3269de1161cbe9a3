import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { root } from './root.ts'

export type NatsServer = { readonly url: string; readonly port: number; stop(): Promise<void> }
/** Either where the program is, or why this machine has none. */
export type NatsProgram = { readonly path: string } | { readonly missing: string }

const cache = join(root, 'node_modules/.cache/fashionistas')
const kept = join(cache, 'nats-server')
const downloadMs = 60_000
const startMs = 10_000

/** The nats-server of the system; else Debian's package, unpacked into the project's cache, which needs no rights. */
export function natsProgram(): NatsProgram {
  const known = ['nats-server', join(kept, 'usr/sbin/nats-server'), join(kept, 'usr/bin/nats-server')].find(runs)
  if (known) return { path: known }
  const trouble = unpackDebian()
  const fetched = [join(kept, 'usr/sbin/nats-server'), join(kept, 'usr/bin/nats-server')].find(runs)
  return fetched ? { path: fetched } : { missing: `no nats-server on the PATH, and apt-get could not fetch it: ${trouble ?? 'it does not run here'}` }
}

const runs = (path: string): boolean => spawnSync(path, ['--version']).status === 0

function unpackDebian(): string | undefined {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'unpacking-'))
  try {
    const trouble = run(folder, 'apt-get', ['download', 'nats-server'])
    const packed = readdirSync(folder).find((name) => name.endsWith('.deb'))
    if (!packed) return trouble ?? 'there is no such package'
    const unpacked = run(folder, 'dpkg-deb', ['-x', packed, 'whole'])
    if (unpacked !== undefined) return unpacked
    if (!existsSync(kept)) renameSync(join(folder, 'whole'), kept)
    return undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What went wrong, in the program's own words. */
function run(cwd: string, program: string, parameters: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(program, parameters, { cwd, encoding: 'utf8', timeout: downloadMs })
  return status === 0 ? undefined : (error?.message ?? stderr.trim())
}

/** A bus of one's own on loopback; a wanted port makes the same one again after it was stopped. */
export async function startNatsServer(path: string, wantedPort?: number): Promise<NatsServer> {
  const port = wantedPort ?? (await freePort())
  const server = spawn(path, ['-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const deadline = performance.now() + startMs
  while (!(await listens(port))) {
    if (server.exitCode !== null || performance.now() > deadline) throw new Error(`nats-server does not listen at ${port}`)
    await pause(20)
  }
  const leave = (): void => void server.kill('SIGKILL')
  process.once('exit', leave) // whoever forgets to stop it leaves no server behind
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    stop: async () => {
      process.off('exit', leave)
      if (server.exitCode !== null || server.signalCode !== null) return
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
    },
  }
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
