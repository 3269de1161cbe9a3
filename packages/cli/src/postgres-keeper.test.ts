import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { keepPostgres } from './postgres-keeper.ts'
import { isAlive } from './postgres-orphan.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder('keeper')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const keep = (name: string, durable: boolean) =>
  keepPostgres({ dataDir: join(folder, name), durable }, (reason) => expect.unreachable(reason.message))

test('R-01 a database that was killed comes back by itself at its address, with what was committed', async () => {
  const server = await keep('durable', true)
  await ask(server.url, 'create table kept as select 1 as one')
  const killed = server.pid()
  process.kill(killed, 'SIGKILL')
  await vi.waitFor(() => expect(server.pid()).not.toBe(killed), { timeout: 15_000 })
  await vi.waitFor(async () => expect(await ask(server.url, 'select one from kept')).toEqual([{ one: 1 }]), { timeout: 15_000 })
  const next = server.pid()
  await server.stop()
  expect(isAlive(next)).toBe(false)
})

test('R-01 a database in memory comes back too when it was killed, and leaves nothing behind when it is stopped', async () => {
  const server = await keep('memory', false)
  const killed = server.pid()
  process.kill(killed, 'SIGKILL')
  // First another one: the killed server's processes may answer a last question.
  await vi.waitFor(() => expect(server.pid()).not.toBe(killed), { timeout: 15_000 })
  await vi.waitFor(async () => expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]), { timeout: 15_000 })
  await server.stop()
  expect(existsSync(join(folder, 'memory'))).toBe(false)
})

async function ask(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
