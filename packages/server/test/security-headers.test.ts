import { afterAll, beforeAll, expect, test } from 'vitest'
import { inputOf, operationNames, operations } from './operation-inputs.ts'
import { runApi, type RunningApi } from './running-api.ts'
import { prepareSeason, type Season } from './season.ts'
import { signUp } from './security-callers.ts'
import { sendOperation } from './send-operation.ts'
import { openShop, type Shop } from './shop.ts'

const publicUrl = 'https://fashionistas.example'
let shop: Shop
let running: RunningApi
let season: Season
beforeAll(async () => {
  shop = await openShop({ env: { PUBLIC_URL: publicUrl } })
  running = await runApi(shop.harness)
  season = await prepareSeason(shop, 'Casa Orquídea')
})
afterAll(async () => {
  await running.stop()
  await shop.stop()
})
const keyed = () => ({ 'idempotency-key': shop.harness.world.newId() })

test('Security: every answer of the api, also a file and a problem, is told to be taken as what it says, framed by nobody, and by https only', async () => {
  const paths = [
    '/api/v1/me',
    '/api/v1/nothing',
    '/api/openapi.json',
    '/api/docs',
    '/api/v1/auth/get-session',
    '/api/v1/auth/nothing',
    `/api/v1/events/${season.ids['eventId']}/poster/square?width=64`,
    `/api/v1/events/${season.ids['eventId']}/calendar.ics`,
    `/api/v1/orders/${season.ids['orderId']}/tickets.pdf?token=${season.ids['token']}`,
    `/api/v1/orders/${season.ids['orderId']}`,
  ]
  for (const path of paths) {
    const { headers } = await running.send('GET', path)
    expect([path, headers.get('x-content-type-options'), headers.get('strict-transport-security')]).toEqual([
      path,
      'nosniff',
      'max-age=63072000; includeSubDomains',
    ])
    expect([path, headers.get('content-security-policy')]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")])
  }
})

test('Security: what is one person’s may be kept by no cache, and no other origin may read anything', async () => {
  const { headers: cookie } = await signUp({ shop, running })
  for (const name of operationNames.filter((each) => operations[each]?.route.startsWith('GET '))) {
    const { headers, status } = await sendOperation(running, name, inputOf(name, season), { ...cookie, origin: 'https://evil.example' })
    const isPublic = operations[name]?.cacheSeconds !== undefined && status < 300
    expect([name, headers.get('access-control-allow-origin')]).toEqual([name, null])
    expect([name, headers.get('cache-control')]).toEqual([name, expect.stringMatching(isPublic ? /^public/ : /no-store/)])
  }
})

test('Security: under https the session’s cookie is Secure, HttpOnly and Lax, and counts', async () => {
  const answer = await running.send('POST', '/api/v1/auth/sign-up/email', {
    body: { name: 'Ana', email: 'ana@people.example', password: 'una clave bien larga' },
    headers: { origin: publicUrl },
  })
  const [line = '', ...more] = answer.headers.getSetCookie()
  expect(more).toEqual([])
  expect(line).toMatch(/^__Secure-fashionistas\.session_token=/)
  for (const word of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(line.toLowerCase()).toContain(word.toLowerCase())
  expect(line).not.toMatch(/domain=/i)
  const me = await running.send('GET', '/api/v1/me', { headers: { cookie: line.split(';')[0] ?? '' } })
  expect(JSON.parse(me.text).user.name).toBe('Ana')
})

test('Security: a request that comes from another origin’s page does nothing in a person’s name, whatever it is dressed as', async () => {
  const { headers: cookie } = await signUp({ shop, running })
  const change = async (headers: Readonly<Record<string, string>>) =>
    (await running.send('PATCH', '/api/v1/me', { body: { name: 'Otra' }, headers: { ...cookie, ...headers } })).status
  for (const site of ['cross-site', 'same-site']) expect([site, await change({ 'sec-fetch-site': site })]).toEqual([site, 403])
  for (const type of ['text/plain', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    expect([type, await change({ 'content-type': type })]).toEqual([type, 400])
  expect(await change({ 'sec-fetch-site': 'same-origin' })).toBe(200)
  const signOut = await running.send('POST', '/api/v1/auth/sign-out', { body: {}, headers: { ...cookie, origin: 'https://evil.example' } })
  expect(signOut.status).toBe(403)
  expect(JSON.parse((await running.send('GET', '/api/v1/me', { headers: cookie })).text).user).not.toBeNull()
})

test('Security: no way through the sign-in leads to another site', async () => {
  const evil = [
    'https://evil.example/x',
    '//evil.example',
    String.raw`/\evil.example`,
    '/%5cevil.example',
    'javascript:alert(1)',
    'https://fashionistas.example.evil.example/',
  ]
  const hostOf = (location: string | null) => (location === null ? publicUrl : new URL(location, publicUrl).origin)
  for (const to of evil) {
    const query = ['callbackURL', 'errorCallbackURL', 'newUserCallbackURL', 'redirectTo'].map((name) => `${name}=${encodeURIComponent(to)}`).join('&')
    for (const path of ['magic-link/verify', 'verify-email', 'reset-password/some-token']) {
      const { headers, status } = await running.send('GET', `/api/v1/auth/${path}?token=nobody&${query}`)
      expect([path, to, hostOf(headers.get('location')), status < 500]).toEqual([path, to, publicUrl, true])
    }
    for (const [path, body] of [
      ['sign-in/magic-link', { email: 'ana@people.example', callbackURL: to }],
      ['request-password-reset', { email: 'ana@people.example', redirectTo: to }],
    ] as const)
      expect([path, to, (await running.send('POST', `/api/v1/auth/${path}`, { body, headers: { origin: publicUrl, ...keyed() } })).status]).toEqual([
        path,
        to,
        403,
      ])
  }
})
