import { permissionsOfOrganizations } from '@fashionistas/contract'
import english from '@fashionistas/contract/texts/en.json' with { type: 'json' }
import spanish from '@fashionistas/contract/texts/es-CO.json' with { type: 'json' }
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inputOf } from './operation-inputs.ts'
import { runApi, type Answer, type RunningApi } from './running-api.ts'
import { prepareSeason, type Season } from './season.ts'
import { join, signUp } from './security-callers.ts'
import { sendWire } from './security-wire.ts'
import { requestOf, sendOperation } from './send-operation.ts'
import { openShop, type Shop } from './shop.ts'

/** The budgets as they are in production: nothing is multiplied. */
const env = { RATE_LIMIT_FACTOR: '1' }
let shop: Shop
let running: RunningApi
let season: Season
let address: string
let addresses = 0
beforeAll(async () => {
  shop = await openShop({ env })
  running = await runApi(shop.harness)
  season = await prepareSeason(shop, 'Casa Orquídea')
})
afterAll(async () => {
  await running.stop()
  await shop.stop()
})
/** Every test comes from an address of its own, as a proxy of this machine tells it. */
beforeEach(() => {
  addresses += 1
  address = `203.0.113.${addresses}`
})

type Headers = Readonly<Record<string, string>>
const from = (headers: Headers = {}): Headers => ({ 'x-forwarded-for': address, 'idempotency-key': shop.harness.world.newId(), ...headers })
const untilRefused = async (most: number, send: () => Promise<Answer>): Promise<{ readonly let: number; readonly last: Answer }> => {
  for (let sent = 0; ; sent += 1) {
    const last = await send()
    if (last.status === 429 || sent === most) return { let: sent, last }
  }
}
function expectTold({ status, headers, body }: Answer, language: 'es-CO' | 'en' = 'es-CO') {
  const seconds = Number(headers.get('retry-after'))
  expect([status, body['code'], headers.get('content-type'), headers.get('content-language')]).toEqual([
    429,
    'rate_limited',
    'application/problem+json',
    language,
  ])
  expect(seconds).toBeGreaterThan(0)
  expect(body['title']).toBe(language === 'en' ? english.rate_limited.title : spanish.rate_limited.title)
  expect(String(body['detail'])).toContain(new Intl.NumberFormat(language).format(seconds))
}
const auth = async (path: string, body: unknown, headers: Headers = {}): Promise<Answer> =>
  await running.send('POST', `/api/v1/auth/${path}`, { body, headers: from({ origin: shop.harness.config.PUBLIC_URL, ...headers }) })

test('X-10 quotes, orders and letters have budgets, and the one too many hears in the caller’s language when to come back', async () => {
  for (const [name, budget] of [
    ['quoteOrder', 240],
    ['placeOrder', 60],
    ['findMyOrders', 12],
  ] as const) {
    const send = (language: string) => sendOperation(running, name, inputOf(name, season), from({ 'accept-language': language }))
    const { let: got, last } = await untilRefused(budget + 5, () => send('es'))
    expect([name, got]).toEqual([name, budget])
    expectTold(last)
    expectTold(await send('en-GB,en;q=0.9'), 'en')
  }
})

test('X-10 a wrong promo code costs a guess; who has guessed fifteen times waits, also with a right one, and quotes without a code go on', async () => {
  const quote = async (promoCode?: string) =>
    await sendOperation(running, 'quoteOrder', { ...inputOf('quoteOrder', season), ...(promoCode ? { promoCode } : {}) }, from())
  const right = season.secrets.find((secret) => secret.startsWith('ALIADOS')) ?? ''
  expect((await quote(right)).status).toBe(200)
  let guesses = 0
  const { let: got, last } = await untilRefused(40, () => quote(`ADIVINO${(guesses += 1)}`))
  expect(got).toBe(15)
  expectTold(last)
  expect((await quote(right)).status).toBe(429)
  expect((await quote()).status).toBe(200)
})

test('X-10 a budget belongs to a person, a key or an address: one that is spent slows nobody else, and another address does not refill it', async () => {
  const person = await signUp({ shop, running })
  const other = await signUp({ shop, running })
  const ask = (headers: Headers) => sendOperation(running, 'findMyOrders', inputOf('findMyOrders', season), from(headers))
  await untilRefused(20, () => ask({}))
  expect([(await ask({})).status, (await ask(person.headers)).status]).toEqual([429, 200])
  await untilRefused(20, () => ask(person.headers))
  address = '203.0.113.250'
  expect([(await ask(person.headers)).status, (await ask(other.headers)).status, (await ask({})).status]).toEqual([429, 200, 200])
})

test('X-10 a key has a budget of its own, whichever address it comes from', async () => {
  const { organizationId } = season.owner
  const make = async () =>
    await shop.harness.as(season.owner.actor).createApiKey({ organizationId, name: 'Límite', permissions: [...permissionsOfOrganizations] })
  const [one, other] = [await make(), await make()]
  const retry = (secret: string) =>
    sendOperation(running, 'retryMessage', inputOf('retryMessage', season), from({ authorization: `Bearer ${secret}` }))
  const { let: got, last } = await untilRefused(20, () => retry(one.secret))
  expect(got).toBe(12)
  expectTold(last)
  address = '203.0.113.251'
  expect([(await retry(one.secret)).status, (await retry(other.secret)).status === 429]).toEqual([429, false])
})

test('X-10 an address that somebody outside writes into a header buys nothing: their own counts', async () => {
  const { method, path, sent } = requestOf('findMyOrders', inputOf('findMyOrders', season), {})
  const ask = async (outside: string, forwarded: string) =>
    await sendWire(
      running.url,
      {
        method,
        path,
        headers: [
          ['content-type', 'application/json'],
          ['idempotency-key', shop.harness.world.newId()],
          ['x-forwarded-for', forwarded],
        ],
        body: JSON.stringify(sent.body),
      },
      outside,
    )
  const statuses: number[] = []
  for (let at = 0; at < 14; at += 1) statuses.push((await ask('127.0.0.2', `198.51.100.${at}`)).status)
  expect(statuses).toEqual([...Array.from({ length: 12 }, () => 200), 429, 429])
  expect((await ask('127.0.0.3', '198.51.100.1')).status, 'another address from outside').toBe(200)
})

test('X-10 behind our own proxy, only what the proxy added counts, not what the caller wrote before it', async () => {
  const ask = (before: string) =>
    sendOperation(running, 'findMyOrders', inputOf('findMyOrders', season), { ...from(), 'x-forwarded-for': `${before}, ${address}` })
  let calls = 0
  expect((await untilRefused(20, () => ask(`198.51.100.${(calls += 1)}`))).let).toBe(12)
})

test('X-01 eight wrong passwords lock an account for everybody, from whichever address they come, also against the right one', async () => {
  const { email } = await signUp({ shop, running })
  const tryOne = async (password: string, language = 'es') => {
    address = `203.0.113.${100 + (addresses += 1)}`
    return await auth('sign-in/email', { email, password }, { 'accept-language': language })
  }
  const { let: got, last } = await untilRefused(20, () => tryOne('no es la frase'))
  expect(got).toBe(8)
  expectTold(last)
  expectTold(await tryOne('una clave bien larga', 'en'), 'en')
  shop.harness.world.move(16 * 60_000)
  expect((await tryOne('una clave bien larga')).status).toBe(200)
})

test('X-01 a code for a phone cannot be guessed: three wrong ones end it, ten lock the number, and five are sent an hour', async () => {
  const phoneNumber = '+573014440011'
  const send = () => auth('phone-number/send-otp', { phoneNumber })
  expect((await send()).status).toBe(200)
  for (let guess = 0; guess < 3; guess += 1)
    expect((await auth('phone-number/verify', { phoneNumber, code: '000000' })).body['code']).toBe('code_wrong')
  const { let: guesses, last } = await untilRefused(20, () => auth('phone-number/verify', { phoneNumber: '301 444 0011', code: '111111' }))
  expect(guesses).toBe(7)
  expectTold(last)
  const { let: sent, last: refused } = await untilRefused(10, send)
  expect(sent).toBe(4)
  expectTold(refused)
})

test('X-01 letters that let one in are five a quarter of an hour for an address, however it is written, and say nothing of accounts', async () => {
  const { email } = await signUp({ shop, running })
  for (const path of ['sign-in/magic-link', 'request-password-reset']) {
    const { let: known, last } = await untilRefused(10, () => auth(path, { email: email.toUpperCase() }))
    const { let: unknown } = await untilRefused(10, () => auth(path, { email: 'nadie@nowhere.example' }))
    expect([path, known, unknown]).toEqual([path, 5, 5])
    expectTold(last)
  }
})

test('X-01 one address cannot try one password on many accounts', { timeout: 60_000 }, async () => {
  const tries = Array.from({ length: 66 }, (_, at) => auth('sign-in/email', { email: `cuenta${at}@people.example`, password: 'Medellin2026!' }))
  const answers = await Promise.all(tries)
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBe(6)
  refused.forEach((answer) => expectTold(answer))
})

test('X-02 the session of a member who was removed stays and opens nothing: the very next request is refused', async () => {
  const person = await signUp({ shop, running })
  const { organizationId } = season.owner
  const memberId = await join({ shop }, organizationId, person, { role: 'manager' })
  const look = () => sendOperation(running, 'getOrganization', inputOf('getOrganization', season), from(person.headers))
  expect((await look()).status).toBe(200)
  await shop.harness.as(season.owner.actor).removeMember({ organizationId: season.ids['organizationId'] ?? '', memberId })
  expect((await look()).status).toBe(403)
})
