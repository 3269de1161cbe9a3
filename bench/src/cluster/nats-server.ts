import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { freePort } from '@fashionistas/cli/src/free-port.ts'
import { until } from './patience.ts'

const program = 'nats-server'
const startWithinMs = 10_000

/** A bus for this bench alone, from the nats-server of the system (Debian: apt-get install nats-server). */
export async function startNats(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  if (spawnSync(program, ['--version']).status !== 0) throw new Error('there is no nats-server on the PATH: apt-get install nats-server')
  const port = await freePort()
  const server = spawn(program, ['-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  await until(startWithinMs, async () => ((await listens(port)) ? undefined : 'nats-server does not listen'))
  return {
    url: `nats://127.0.0.1:${port}`,
    stop: async () => {
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
