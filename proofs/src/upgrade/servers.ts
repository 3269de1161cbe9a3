import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { runToEnd, startProgram, stopChild, type Program } from '@fashionistas/cli/src/child.ts'
import { freePort } from '@fashionistas/cli/src/free-port.ts'

const main = 'packages/server/src/main.ts'
const readyMs = 60_000

export type Installation = { readonly cwd: string; readonly dataDir: string; readonly databaseUrl: string }

/** Runs `migrate` or `seed` of one version to its end. */
export async function runRole(role: 'migrate' | 'seed', installation: Installation): Promise<void> {
  await runToEnd(program(role, installation, await freePort()), AbortSignal.timeout(10 * 60_000))
}

/** The api of one version, until the work is over. */
export async function withApi<T>(installation: Installation, work: (origin: string) => Promise<T>): Promise<T> {
  const port = await freePort()
  const api = startProgram(program('api', installation, port))
  try {
    const origin = `http://127.0.0.1:${port}`
    await becomesReady(origin)
    return await work(origin)
  } finally {
    await stopChild(api)
  }
}

function program(role: string, { cwd, dataDir, databaseUrl }: Installation, port: number): Program {
  const { PATH = '', HOME = '' } = process.env
  const env = {
    PATH,
    HOME,
    NODE_ENV: 'development',
    DEMO: 'true',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SECRET: 'a secret of the upgrade proof, 32 bytes and more',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_FACTOR: '1000000',
  }
  return { name: role, arguments: [main, role], cwd, env, logs: join(dataDir, 'logs'), echo: false }
}

async function becomesReady(origin: string): Promise<void> {
  const deadline = performance.now() + readyMs
  while (performance.now() < deadline) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined) // it does not listen yet
    if (answer?.ok) return
    await pause(50)
  }
  throw new Error(`${origin} did not become ready within a minute`)
}
