import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { afterAll, expect, test, vi } from 'vitest'
import { superviseChild, type Program } from './child.ts'
import { isAlive } from './postgres-orphan.ts'

const folder = mkdtempSync(join(tmpdir(), 'fashionistas-child-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = { PATH: process.env['PATH'] ?? '' }
const programOf = (name: string, source: string): Program => {
  writeFileSync(join(folder, `${name}.mjs`), source)
  return { name, arguments: [join(folder, `${name}.mjs`)], cwd: folder, env, logs: join(folder, 'logs') }
}

test('X-08 a worker that crashes is started anew, and stops when it is told to', async () => {
  const program = programOf(
    'crashes-once',
    `
    import { existsSync, writeFileSync } from 'node:fs'
    if (!existsSync('crashed')) { writeFileSync('crashed', ''); process.exit(3) }
    writeFileSync('alive', String(process.pid))
    setInterval(() => {}, 1000)`,
  )
  const child = superviseChild(program, { giveUp: (reason) => expect.unreachable(reason.message) })
  await vi.waitUntil(() => existsSync(join(folder, 'alive')) && readFileSync(join(folder, 'alive'), 'utf8') !== '', { timeout: 5_000 })
  const pid = Number(readFileSync(join(folder, 'alive'), 'utf8'))
  await child.stop()
  expect(isAlive(pid)).toBe(false)
})

test('X-08 a worker that crashes again and again ends the product, with its last words', async () => {
  const program = programOf('crashes', `console.log('the reason'); process.exit(3)`)
  const reason = await new Promise<Error>((resolve) => void superviseChild(program, { giveUp: resolve }))
  expect(reason.message).toContain('crashes ended 5 times in a row (3)')
  expect(reason.message).toContain('the reason')
})

test('X-08 a worker that crashes because the database is away is not given up, and works when the database is back', async () => {
  const program = programOf(
    'needs',
    `import { existsSync, writeFileSync } from 'node:fs'; if (!existsSync('back')) process.exit(3); writeFileSync('works', ''); setInterval(() => {}, 1000)`,
  )
  let outages = 0
  const wasAway = async (): Promise<boolean> => {
    outages += 1
    if (outages === 8) writeFileSync(join(folder, 'back'), '')
    return true
  }
  const child = superviseChild(program, { giveUp: (reason) => expect.unreachable(reason.message), wasAway })
  await vi.waitUntil(() => existsSync(join(folder, 'works')), { timeout: 10_000 })
  await child.stop()
  expect(outages).toBe(8)
})

test('X-08 children leave with a launcher that was killed', async () => {
  const program = programOf(
    'stays',
    `import { writeFileSync } from 'node:fs'; writeFileSync('stays-pid', String(process.pid)); setInterval(() => {}, 1000)`,
  )
  writeFileSync(
    join(folder, 'launcher.ts'),
    `
    import { superviseChild } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))}
    superviseChild(${JSON.stringify(program)}, { giveUp: () => {} })
    setInterval(() => {}, 1000)`,
  )
  const launcher = spawn(process.execPath, [join(folder, 'launcher.ts')], { stdio: 'ignore' })
  const written = join(folder, 'stays-pid')
  await vi.waitUntil(() => existsSync(written) && readFileSync(written, 'utf8') !== '', { timeout: 5_000 })
  launcher.kill('SIGKILL')
  await once(launcher, 'exit')
  await vi.waitFor(() => expect(isAlive(Number(readFileSync(written, 'utf8')))).toBe(false), { timeout: 5_000 })
})
