import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wompiSimulator, type WompiSimulator } from '@fashionistas/simulators/wompi/wompi-simulator.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PaymentProvider } from '#payments/provider.ts'
import { conformance, newCharge, testsBeginAt, type Bench } from '../conformance.ts'
import { integritySignature } from './signature.ts'
import { wompi, type WompiConfig } from './wompi.ts'

const keys = { publicKey: 'pub_test_abc', privateKey: 'prv_test_abc', integritySecret: 'test_integrity_abc', eventsSecret: 'test_events_abc' }
const retriesMs = [30 * 60_000, 3 * 3_600_000, 24 * 3_600_000]
type Opened = Bench & { readonly simulator: WompiSimulator; readonly config: WompiConfig }

async function open(
  eventsUrl?: string,
  options: { readonly clock?: 'running' | 'stopped'; readonly bankLinkWaitMs?: number; readonly dataDir?: string } = {},
): Promise<Opened> {
  const simulator = wompiSimulator({
    ...keys,
    eventsUrl,
    clock: options.clock ?? 'stopped',
    startAt: testsBeginAt,
    dataDir: options.dataDir,
    timersMs: options.clock === 'running' ? { bankLink: 50 } : {},
  })
  const { url, stop } = await simulator.listen()
  const config = { ...keys, baseUrl: `${url}/v1`, timeoutMs: 300, bankLinkWaitMs: options.bankLinkWaitMs ?? 0 }
  return { provider: wompi(config), simulator, config, retriesMs, stop }
}

const nequi = (nequiPhone: string) => ({ method: 'nequi' as const, details: { nequiPhone } })
const pse = (bankCode: string) => ({ method: 'pse' as const, details: { bankCode, userType: '0' } })

describe('wompi conforms', () => {
  conformance((receiver) => open(receiver.url), {
    approving: nequi('3991111111'),
    declining: nequi('3992222222'),
    late: pse('1'),
    redirecting: pse('1007'),
  })
})

describe('wompi of its own', () => {
  let simulator: WompiSimulator
  let provider: PaymentProvider
  let config: WompiConfig
  let stop: () => Promise<void>
  beforeEach(async () => ({ simulator, provider, config, stop } = await open()))
  afterEach(async () => await stop())

  /** As the payer's browser does: straight to Wompi, past us. */
  async function cardToken(number: string): Promise<string> {
    const { tokenUrl, publicKey } = await provider.prepare()
    const answer = await fetch(tokenUrl ?? '', {
      method: 'POST',
      headers: { authorization: `Bearer ${publicKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ number, cvc: '123', exp_month: '08', exp_year: '49', card_holder: 'ANA RUIZ' }),
    })
    expect(answer.status).toBe(201)
    const { data } = await answer.json()
    return data.id
  }
  async function payByCard(number = '4242424242424242') {
    const charge = await newCharge({ provider, simulator }, { method: 'card', details: { cardToken: await cardToken(number), installments: '1' } })
    const { providerRef } = await provider.createPayment(charge)
    await simulator.advance(600)
    return await provider.getPayment(providerRef)
  }
  async function nextOf(method: 'cash_voucher' | 'bancolombia_qr' | 'daviplata' | 'bancolombia_transfer') {
    const { providerRef } = await provider.createPayment(await newCharge({ provider, simulator }, { method, details: {} }))
    await simulator.advance(1_500)
    return (await provider.getPayment(providerRef)).next
  }
  const refund = (providerRef: string, minor = 15_000_000) =>
    provider.refund({ providerRef, amount: { minor, currency: 'COP' }, reason: 'event_cancelled', idempotencyKey: 'r-1' })
  const post = (path: string, body: unknown, key = keys.publicKey) =>
    fetch(`${config.baseUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('P-02 the payer sees both documents of Wompi and the banks, the three of the sandbox and real ones', async () => {
    const { acceptances, banks } = await provider.prepare()
    expect(acceptances.map(({ kind }) => kind)).toEqual(['terms', 'personal_data'])
    expect(acceptances.every(({ permalink }) => permalink.startsWith('https://'))).toBe(true)
    expect(banks.map(({ code }) => code)).toEqual(expect.arrayContaining(['1', '2', '3', '1007', '1507']))
  })

  test('P-02 a card is approved, declined or broken by its number, and its number never passes through us', async () => {
    expect(await payByCard()).toMatchObject({ status: 'succeeded', method: 'card' })
    expect(await payByCard('4111111111111111')).toMatchObject({ status: 'failed', failure: { code: 'declined', providerCode: 'DECLINED' } })
    expect(await payByCard('5555555555554444')).toMatchObject({ status: 'failed', failure: { code: 'unknown', providerCode: 'ERROR' } })
    expect(JSON.stringify(simulator.transactions())).not.toContain('4242424242424242')
  })

  test('P-02 a card of today is voided, and a second wish finds it voided', async () => {
    const { providerRef } = await payByCard()
    expect(await refund(providerRef)).toEqual({ providerRef, status: 'pending' })
    await simulator.advance(600)
    expect((await provider.getPayment(providerRef)).status).toBe('voided')
    expect(await refund(providerRef)).toEqual({ providerRef, status: 'succeeded' })
  })

  test('P-02 what cannot be voided is left to people: yesterday’s card, a part, another method', async () => {
    const { providerRef } = await payByCard()
    expect((await refund(providerRef, 5_000_000)).status).toBe('failed')
    await simulator.advance(24 * 3_600_000)
    expect((await refund(providerRef)).status).toBe('failed')
    const push = await provider.createPayment(await newCharge({ provider, simulator }, nequi('3991111111')))
    await simulator.advance(3_000)
    expect((await refund(push.providerRef)).status).toBe('failed')
  })

  test('P-02 Nequi asks the payer by a push, and says ERROR for a phone that the sandbox does not know', async () => {
    const charge = await newCharge({ provider, simulator }, nequi('3001234567'))
    const created = await provider.createPayment(charge)
    expect(created).toMatchObject({ status: 'requires_action', next: { kind: 'push', phone: '3001234567' } })
    await simulator.advance(3_000)
    expect((await provider.getPayment(created.providerRef)).failure).toMatchObject({ providerCode: 'ERROR' })
  })

  test('P-02 the bank’s address may come later than the first answer', async () => {
    const created = await provider.createPayment(await newCharge({ provider, simulator }, pse('1007')))
    expect(created).toMatchObject({ status: 'requires_action', next: { kind: 'wait' } })
    await simulator.advance(1_500)
    expect((await provider.getPayment(created.providerRef)).next).toMatchObject({ kind: 'redirect' })
  })

  test('P-02 the first answer waits a little for the bank’s address', async () => {
    const running = await open(undefined, { clock: 'running', bankLinkWaitMs: 4_000 })
    const created = await running.provider.createPayment(await newCharge(running, pse('1007')))
    expect(created.next).toMatchObject({ kind: 'redirect' })
    await running.stop()
  })

  test('P-02 cash gives a voucher, QR a picture, Daviplata and the button a page', async () => {
    expect(await nextOf('cash_voucher')).toMatchObject({ kind: 'voucher', agreement: '13971', reference: expect.stringMatching(/^\d{11}$/) })
    expect(await nextOf('bancolombia_qr')).toMatchObject({ kind: 'qr', image: expect.stringMatching(/^data:image\/svg\+xml;base64,/) })
    expect(await nextOf('daviplata')).toMatchObject({ kind: 'redirect' })
    expect(await nextOf('bancolombia_transfer')).toMatchObject({ kind: 'redirect' })
  })

  test('P-02 a Daviplata code without funds says so', async () => {
    const { providerRef } = await provider.createPayment(await newCharge({ provider, simulator }, { method: 'daviplata', details: {} }))
    await simulator.advance(1_500)
    const { next } = await provider.getPayment(providerRef)
    const page = next?.kind === 'redirect' ? next.url : ''
    expect((await fetch(page, { method: 'POST', body: new URLSearchParams({ otp: '000000' }), redirect: 'manual' })).status).toBe(200)
    expect((await fetch(page, { method: 'POST', body: new URLSearchParams({ otp: '186743' }), redirect: 'manual' })).status).toBe(303)
    expect((await provider.getPayment(providerRef)).failure?.code).toBe('insufficient_funds')
  })

  test('P-02 acceptance that has grown old is refused, and the refusal is a failed payment', async () => {
    const charge = await newCharge({ provider, simulator }, nequi('3991111111'))
    await simulator.advance(31 * 60_000)
    const late = { ...charge, expiresAt: new Date(simulator.now() + 3_600_000) }
    expect(await provider.createPayment(late)).toMatchObject({
      status: 'failed',
      failure: { code: 'invalid_data', message: expect.stringContaining('acceptance_token') },
    })
  })

  test('P-01 checks come in the measured order: acceptance, then signature, then method', async () => {
    const {
      acceptances: [terms, privacy],
    } = await provider.prepare()
    const good = {
      acceptance_token: terms?.token,
      accept_personal_auth: privacy?.token,
      amount_in_cents: 100_000,
      currency: 'COP',
      customer_email: 'a@example.co',
      reference: 'order-of-checks',
    }
    const signature = integritySignature({ reference: good.reference, amountInCents: 100_000, currency: 'COP' }, keys.integritySecret)
    const refusal = async (body: object) => Object.keys((await (await post('/transactions', body)).json()).error.messages)
    expect(await refusal({ ...good, amount_in_cents: 1.5, acceptance_token: 'a.b.c' })).toEqual(['amount_in_cents'])
    expect(await refusal({ ...good, acceptance_token: 'a.b.c' })).toEqual(['acceptance_token'])
    expect(await refusal(good)).toEqual(['signature'])
    expect(await refusal({ ...good, signature: 'f'.repeat(64) })).toEqual(['signature'])
    expect(await refusal({ ...good, signature })).toEqual(['payment_method'])
    const payment_method = { type: 'NEQUI', phone_number: '3991111111' }
    expect((await post('/transactions', { ...good, signature, payment_method })).status).toBe(201)
    expect(await refusal({ ...good, signature, payment_method })).toEqual(['reference'])
  })

  test('P-01 a key of the other environment is refused', async () => {
    const answer = await fetch(`${config.baseUrl}/pse/financial_institutions`, { headers: { authorization: 'Bearer pub_prod_abc' } })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ error: { type: 'INVALID_ACCESS_TOKEN' } })
  })

  test('P-02 3-D Secure goes step by step and ends with the payer at the bank', async () => {
    const {
      acceptances: [terms, privacy],
    } = await provider.prepare()
    const signature = integritySignature({ reference: 'three-ds', amountInCents: 100_000, currency: 'COP' }, keys.integritySecret)
    const browser_info = {
      browser_color_depth: '24',
      browser_screen_height: '800',
      browser_screen_width: '360',
      browser_language: 'es',
      browser_user_agent: 'x',
      browser_tz: '300',
    }
    const answer = await post('/transactions', {
      acceptance_token: terms?.token,
      accept_personal_auth: privacy?.token,
      amount_in_cents: 100_000,
      currency: 'COP',
      customer_email: 'a@example.co',
      reference: 'three-ds',
      signature,
      is_three_ds: true,
      three_ds_auth_type: 'challenge_v2',
      customer_data: { full_name: 'Ana Ruiz', phone_number: '+573001112233', browser_info },
      payment_method: { type: 'CARD', token: await cardToken('4242424242424242'), installments: 1 },
    })
    const { data } = await answer.json()
    await simulator.advance(2_000)
    const [transaction] = simulator.transactions()
    expect(transaction).toMatchObject({
      status: 'PENDING',
      payment_method: { extra: { three_ds_auth: { current_step: 'CHALLENGE', three_ds_method_data: expect.stringContaining('&lt;p&gt;') } } },
    })
    await fetch(`${new URL(config.baseUrl).origin}/pago/${data.id}`, { method: 'POST', body: new URLSearchParams({ decision: 'approve' }) })
    expect((await provider.getPayment(data.id)).status).toBe('succeeded')
  })

  test('P-03 on Wompi’s own checkout a payer tries again: one reference, two transactions', async () => {
    const signature = integritySignature({ reference: 'web-1', amountInCents: 500_000, currency: 'COP' }, keys.integritySecret)
    const query = new URLSearchParams({
      'public-key': keys.publicKey,
      currency: 'COP',
      'amount-in-cents': '500000',
      reference: 'web-1',
      'signature:integrity': signature,
      'redirect-url': 'https://fashionistas.example/retorno',
    })
    const checkout = `${new URL(config.baseUrl).origin}/p/?${query}`
    expect(await (await fetch(checkout)).text()).toContain('Elige cómo pagar')
    for (const phone_number of ['3992222222', '3991111111']) {
      await fetch(checkout, { method: 'POST', body: new URLSearchParams({ method: 'NEQUI', phone_number }), redirect: 'manual' })
      await simulator.advance(3_000)
    }
    expect((await provider.findByReference('web-1')).map(({ status }) => status)).toEqual(['failed', 'succeeded'])
    expect((await fetch(checkout.replace('500000', '100'))).status).toBe(422)
  })
})

test('P-03 a restart of the Wompi simulator loses no transaction and no pending event', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wompi-'))
  const before = await open('http://127.0.0.1:9/', { dataDir })
  const approved = await before.provider.createPayment(await newCharge(before, nequi('3991111111')))
  await before.simulator.advance(3_000)
  const atBank = await before.provider.createPayment(await newCharge(before, pse('1')))
  await before.stop()

  const after = await open('http://127.0.0.1:9/', { dataDir })
  expect(await after.provider.getPayment(approved.providerRef)).toMatchObject({ status: 'succeeded', amount: approved.amount })
  await after.simulator.advance(10_000)
  expect((await after.provider.getPayment(atBank.providerRef)).status).toBe('succeeded')
  await after.simulator.advance(48 * 3_600_000)
  expect(after.simulator.events().map(({ state, attempts }) => [state, attempts.length])).toEqual([
    ['given_up', 4],
    ['given_up', 4],
  ])
  await after.stop()
  await rm(dataDir, { recursive: true })
})
