import { join } from 'node:path'
import { startProgram, stopChild } from '@fashionistas/cli/src/child.ts'
import { freePort } from '@fashionistas/cli/src/free-port.ts'
import type { ProductUnderTest } from '../product-under-test.ts'

const root = join(import.meta.dirname, '../../..')
const patienceMs = 30_000
const lookEveryMs = 100

/** Another api process of the same product, on a port of its own. */
export async function secondApi({ env }: ProductUnderTest): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const child = startProgram({
    name: 'api-2',
    arguments: ['packages/server/src/main.ts', 'api'],
    cwd: root,
    env: { ...env, PORT: String(port) },
    logs: `${env['DATA_DIR']}/logs`,
  })
  const endsAt = performance.now() + patienceMs
  while (!(await isReady(url))) {
    if (performance.now() > endsAt || child.exitCode !== null) throw new Error('the second api does not start')
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
  return { url, stop: () => stopChild(child) }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false, // it does not listen yet
  )
