import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { freePort } from './free-port.ts'

test('X-08 ports are handed out once, and never from those that the system gives to others in between', async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, () => freePort()))
  expect(new Set(ports).size).toBe(300)
  for (const port of ports) expect([port, port >= 20_000 && port < 32_000]).toEqual([port, true])
})

test('X-08 a wanted port that is taken gives the next free one', async () => {
  const wanted = await freePort()
  expect(await freePort(wanted)).toBe(wanted)
  const server = createServer().listen(wanted, '127.0.0.1')
  await once(server, 'listening')
  expect(await freePort(wanted)).toBeGreaterThan(wanted)
  server.close()
})
