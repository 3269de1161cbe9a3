import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startPaymentSimulators } from './payments.ts'

test('P-01 both companies start with secrets of their own, keep them, and are reached through the product’s address', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'payments-'))
  const options = { dataDir, publicUrl: 'http://192.168.1.5:8080/', webhookBaseUrl: 'http://127.0.0.1:9' }
  const first = await startPaymentSimulators(options)
  const [wompi, sandbox] = first.routes
  // The proxy may keep the prefix or take it off.
  for (const path of ['/_sim/transactions', '/sim/wompi/_sim/transactions']) expect((await fetch(`${wompi?.url}${path}`)).status).toBe(200)

  const headers = { authorization: `Bearer ${first.env['SANDBOX_SECRET']}`, 'content-type': 'application/json' }
  const body = JSON.stringify({
    reference: 'r1',
    amount: { minor: 100_000, currency: 'COP' },
    method: 'card',
    description: 'Boletas',
    returnUrl: 'http://192.168.1.5:8080/retorno',
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
    payer: { name: 'Ana', email: 'a@example.co', phone: '+573001112233' },
    details: {},
  })
  const { data } = await (await fetch(`${first.env['SANDBOX_BASE_URL']}/v1/payments`, { method: 'POST', headers, body })).json()
  expect(data.next.url).toMatch(/^http:\/\/192\.168\.1\.5:8080\/sim\/sandbox\/pay\//)
  expect((await fetch(`${sandbox?.url}${new URL(data.next.url).pathname}`)).status).toBe(200)
  await first.stop()

  const second = await startPaymentSimulators(options)
  expect(second.env['WOMPI_EVENTS_SECRET']).toBe(first.env['WOMPI_EVENTS_SECRET'])
  expect((await fetch(`${second.env['SANDBOX_BASE_URL']}/v1/payments/${data.id}`, { headers })).status).toBe(200)
  await second.stop()
  await rm(dataDir, { recursive: true })
})
