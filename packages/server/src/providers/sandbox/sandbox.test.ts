import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandboxSimulator, type SandboxSimulator } from '@fashionistas/simulators/sandbox/sandbox-simulator.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PaymentProvider, ProviderPayment } from '#payments/provider.ts'
import { conformance, newCharge, testsBeginAt } from '../conformance.ts'
import { sandbox } from './sandbox.ts'

const secret = 'sandbox_test'

async function open(webhookUrl?: string, dataDir?: string) {
  const simulator = sandboxSimulator({ secret, webhookUrl, clock: 'stopped', startAt: testsBeginAt, dataDir })
  const { url, stop } = await simulator.listen()
  return { provider: sandbox({ baseUrl: url, secret, timeoutMs: 300 }), simulator, url, retriesMs: [60_000, 10 * 60_000], stop }
}

const nequi = (nequiPhone: string) => ({ method: 'nequi' as const, details: { nequiPhone } })
const pse = (bankCode: string) => ({ method: 'pse' as const, details: { bankCode } })

const pageOf = ({ next }: ProviderPayment) => (next?.kind === 'redirect' ? next.url : '')
const card = (number: string) => ({ act: 'card', number, expiry: '12/49', cvc: '123', holder: 'Ana Ruiz' })

describe('the sandbox conforms', () => {
  conformance((receiver) => open(receiver.url), { approving: nequi('3001111111'), declining: pse('2'), late: pse('4'), redirecting: pse('1007') })
})

describe('the sandbox of its own', () => {
  let provider: PaymentProvider
  let simulator: SandboxSimulator
  let url: string
  let stop: () => Promise<void>
  beforeEach(async () => ({ provider, simulator, url, stop } = await open()))
  afterEach(async () => await stop())

  const start = async (input: Parameters<typeof newCharge>[1]) => await provider.createPayment(await newCharge({ provider, simulator }, input))
  const submit = (payment: ProviderPayment, form: Record<string, string>) =>
    fetch(pageOf(payment), { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const refund = (providerRef: string, minor: number, idempotencyKey: string) =>
    provider.refund({ providerRef, amount: { minor, currency: 'COP' }, reason: 'goodwill', idempotencyKey })

  test.each([
    ['4242 4242 4242 4242', 'succeeded', undefined],
    ['4000000000000002', 'failed', 'declined'],
    ['4000000000009995', 'failed', 'insufficient_funds'],
    ['4000000000000069', 'failed', 'invalid_data'],
  ])('P-02 the card %s ends as %s', async (number, status, code) => {
    const payment = await start({ method: 'card', details: {} })
    expect((await submit(payment, card(number))).status).toBe(303)
    const after = await provider.getPayment(payment.providerRef)
    expect([after.status, after.failure?.code]).toEqual([status, code])
  })

  test('P-02 a card that asks for 3-D Secure is paid only after the right code', async () => {
    const payment = await start({ method: 'card', details: {} })
    expect(await (await submit(payment, card('4000002500003155'))).text()).toContain('Tu banco quiere confirmar')
    expect((await submit(payment, { act: 'approve' })).status).toBe(422)
    expect((await submit(payment, { act: 'challenge', code: '000000' })).status).toBe(422)
    expect((await provider.getPayment(payment.providerRef)).status).toBe('requires_action')
    expect((await submit(payment, { act: 'challenge', code: '123456' })).status).toBe(303)
    expect((await provider.getPayment(payment.providerRef)).status).toBe('succeeded')
  })

  test('P-02 who rejects the 3-D Secure challenge has failed to authenticate', async () => {
    const payment = await start({ method: 'card', details: {} })
    await submit(payment, card('4000002500003155'))
    await submit(payment, { act: 'reject_challenge' })
    expect((await provider.getPayment(payment.providerRef)).failure?.code).toBe('authentication_failed')
  })

  test('P-03 the slow card is pending and then paid', async () => {
    const payment = await start({ method: 'card', details: {} })
    await submit(payment, card('4000000000000259'))
    expect((await provider.getPayment(payment.providerRef)).status).toBe('pending')
    await simulator.advance(10_000)
    expect((await provider.getPayment(payment.providerRef)).status).toBe('succeeded')
  })

  test('P-02 Nequi: a phone that refuses, one that never answers, and one that the payer holds', async () => {
    expect((await start(nequi('3992222222'))).failure?.code).toBe('declined')
    const silent = await start(nequi('3993333333'))
    expect(silent).toMatchObject({ status: 'pending', next: { kind: 'push', phone: '3993333333' } })
    const held = await start(nequi('+57 310 555 6677'))
    expect(await (await fetch(pageOf(held))).text()).toContain('¿Aceptas este pago?')
    await submit(held, { act: 'approve' })
    expect((await provider.getPayment(held.providerRef)).status).toBe('succeeded')
    await simulator.advance(31 * 60_000)
    expect((await provider.getPayment(silent.providerRef)).status).toBe('expired')
  })

  test('P-02 a bank with an error is told apart from one that says no', async () => {
    expect((await start(pse('3'))).failure?.code).toBe('provider_unavailable')
    expect(await start(pse('1'))).toMatchObject({ status: 'succeeded' })
  })

  test('P-02 a cash voucher is found and paid at the counter', async () => {
    const payment = await start({ method: 'cash_voucher', details: {} })
    const reference = payment.next?.kind === 'voucher' ? payment.next.reference : ''
    const counter = await fetch(`${url}/counter?reference=${reference}`)
    expect(await counter.text()).toContain('Recibir el efectivo')
    await fetch(counter.url, { method: 'POST', body: new URLSearchParams({ act: 'approve' }) })
    expect((await provider.getPayment(payment.providerRef)).status).toBe('succeeded')
  })

  test('P-02 the page speaks Spanish and English, and tells no secret', async () => {
    const payment = await start({ method: 'card', details: {} })
    const spanish = await (await fetch(pageOf(payment))).text()
    const english = await (await fetch(pageOf(payment), { headers: { 'accept-language': 'en-US,en;q=0.9' } })).text()
    expect(spanish).toContain('Paga con tarjeta')
    expect(english).toContain('Pay by card')
    expect(await (await fetch(`${pageOf(payment)}?lang=es`, { headers: { 'accept-language': 'en' } })).text()).toContain('Paga con tarjeta')
    expect(`${spanish}${english}`).not.toContain(secret)
    expect(spanish).not.toContain('ana@example.co')
  })

  test('P-02 refunds are made in parts, once per key, and never more than was paid', async () => {
    const { providerRef } = await start(nequi('3001111111'))
    const first = await refund(providerRef, 5_000_000, 'r-1')
    expect(first.status).toBe('succeeded')
    expect(await refund(providerRef, 5_000_000, 'r-1')).toEqual(first)
    expect((await provider.getPayment(providerRef)).status).toBe('succeeded')
    expect((await refund(providerRef, 10_000_100, 'r-2')).status).toBe('failed')
    expect((await refund(providerRef, 10_000_000, 'r-3')).status).toBe('succeeded')
    expect((await provider.getPayment(providerRef)).status).toBe('refunded')
    expect((await refund(providerRef, 100, 'r-4')).status).toBe('failed')
  })

  test('P-02 a declined payment is not refunded', async () => {
    const { providerRef } = await start(pse('2'))
    expect((await refund(providerRef, 100, 'r-1')).status).toBe('failed')
  })

  test('P-01 a call with another secret is refused', async () => {
    await expect(sandbox({ baseUrl: url, secret: 'sandbox_tesT' }).prepare()).rejects.toThrow('401')
  })
})

test('P-03 a restart of the simulator loses no payment and no pending webhook', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
  const before = await open('http://127.0.0.1:9/', dataDir)
  const paid = await before.provider.createPayment(await newCharge(before, nequi('3001111111')))
  const slow = await before.provider.createPayment(await newCharge(before, pse('4')))
  await before.stop()

  const after = await open('http://127.0.0.1:9/', dataDir)
  expect(await after.provider.getPayment(paid.providerRef)).toMatchObject({ status: 'succeeded', amount: paid.amount })
  await after.simulator.advance(10_000)
  expect((await after.provider.getPayment(slow.providerRef)).status).toBe('succeeded')
  expect(after.simulator.events().map(({ attempts }) => attempts.length)).toEqual([1, 1])
  await after.stop()
  await rm(dataDir, { recursive: true })
})
