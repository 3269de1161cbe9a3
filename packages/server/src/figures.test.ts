import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHarness, type Harness } from '../test/harness.ts'
import { runApi, sender, type RunningApi } from '../test/running-api.ts'
import { serveFigures } from './figures.ts'

const token = 'a token of the collector'
let harness: Harness
let running: RunningApi
beforeAll(async () => {
  harness = await startHarness({ env: { METRICS_TOKEN: token } })
  running = await runApi(harness)
})
afterAll(async () => {
  await running.stop()
  await harness.stop()
})

const statusFor = async (headers: Readonly<Record<string, string>>, send = running.send) => (await send('GET', '/metrics', { headers })).status
const stranger = { 'x-forwarded-for': '198.51.100.7' }

test('R-09 figures are for this machine, private networks and who has the token; strangers find no such page', async () => {
  expect(await statusFor({})).toBe(200)
  for (const address of ['10.1.2.3', '172.20.0.1', '192.168.1.9', '::1', 'fd00::9', '203.0.113.5, 10.1.2.3'])
    expect([address, await statusFor({ 'x-forwarded-for': address })]).toEqual([address, 200])
  for (const address of ['198.51.100.7', '172.32.0.1', '2001:db8::1', '10.1.2.3, 198.51.100.7', 'nobody', ''])
    expect([address, await statusFor({ 'x-forwarded-for': address })]).toEqual([address, 404])
  expect(await statusFor({ ...stranger, authorization: `Bearer ${token}` })).toBe(200)
  for (const authorization of [`Bearer ${token}x`, `Basic ${token}`, 'Bearer '])
    expect([authorization, await statusFor({ ...stranger, authorization })]).toEqual([authorization, 404])
})

test('R-09 a worker that is given a port tells its figures there, by the same rule', async () => {
  const figures = serveFigures({ ...harness, config: { ...harness.config, HOST: '127.0.0.1' } }, 0)
  const send = sender(`http://127.0.0.1:${await figures.port}`)
  const told = await send('GET', '/metrics')
  expect([told.status, told.text.includes('invariant_broken_rows')]).toEqual([200, true])
  expect(await statusFor(stranger, send)).toBe(404)
  expect((await send('GET', '/readyz')).status).toBe(404)
  await figures.stop()
})
