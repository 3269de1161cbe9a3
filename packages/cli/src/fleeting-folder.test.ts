import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { fleetingFolder } from './fleeting-folder.ts'
import { isAlive } from './postgres-orphan.ts'

const prefix = join(tmpdir(), 'fashionistas-fleeting-')
const trial = `
  import { fleetingFolder } from ${JSON.stringify(new URL('fleeting-folder.ts', import.meta.url).href)}
  import { startPostgres } from ${JSON.stringify(new URL('postgres.ts', import.meta.url).href)}
  const folder = fleetingFolder(${JSON.stringify(prefix)})
  const { pid } = await startPostgres({ dataDir: folder.path + '/postgres', durable: true })
  console.log(JSON.stringify({ path: folder.path, pid }))
  setInterval(() => {}, 1000)`

test('X-08 a trial that is killed leaves neither its database nor its folder behind', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', trial], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { path, pid }: { path: string; pid: number } = JSON.parse(String(line))
  expect([isAlive(pid), existsSync(path)]).toEqual([true, true])
  child.kill('SIGKILL')
  await expect.poll(() => [isAlive(pid), existsSync(path)], { timeout: 20_000 }).toEqual([false, false])
}, 60_000)

test('X-08 a trial that ends in order removes its folder itself', () => {
  const folder = fleetingFolder(prefix)
  expect(existsSync(folder.path)).toBe(true)
  folder.remove()
  expect(existsSync(folder.path)).toBe(false)
})
