import { contract } from '@fashionistas/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from './given.ts'
import { startHarness, type Harness } from './harness.ts'
import { runApi, type RunningApi } from './running-api.ts'

let harness: Harness
let running: RunningApi
beforeAll(async () => {
  harness = await startHarness()
  running = await runApi(harness)
})
afterAll(async () => {
  await running.stop()
  await harness.stop()
})

test('X-10 a route that does not exist is a problem like any other, in the caller’s language', async () => {
  for (const [method, path] of [
    ['GET', '/api/v1/nothing'],
    ['POST', '/api/v1/events/x/y/z'],
    ['DELETE', '/api/v1/events'],
    ['GET', '/api/v2/events'],
  ] as const) {
    const { status, headers, body } = await running.send(method, path, { headers: { 'accept-language': 'en', 'x-request-id': 'request-404' } })
    expect([path, status, headers.get('content-type'), headers.get('content-language')]).toEqual([path, 404, 'application/problem+json', 'en'])
    expect(body).toEqual({
      type: '/errors/not_found',
      code: 'not_found',
      status: 404,
      title: expect.any(String),
      detail: expect.any(String),
      requestId: 'request-404',
    })
  }
})

test('X-10 the document and the readable docs are served and have every operation', async () => {
  const [document, docs] = [await running.send('GET', '/api/openapi.json'), await running.send('GET', '/api/docs')]
  expect(document.body).toMatchObject({ openapi: '3.1.0' })
  for (const name of Object.keys(contract))
    expect([name, document.text.includes(`"operationId":"${name}"`), docs.text.includes(`id="${name}"`)]).toEqual([name, true, true])
  expect(docs.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('X-08 the process says that it lives, whether it can work, and its figures by operation and status', async () => {
  await running.send('GET', '/api/v1/cities')
  expect((await running.send('GET', '/healthz')).status).toBe(200)
  expect((await running.send('GET', '/readyz')).body).toEqual({ status: 'ready' })
  const { text } = await running.send('GET', '/metrics')
  expect(text).toMatch(/http_request_seconds_count\{operation="listCities",status="200"\} \d+/)
})

test('X-10 a key reaches what its permissions say over the wire, and a revoked one nothing', async () => {
  const organizer = await given.organizer(harness)
  const { organizationId } = organizer
  const client = harness.as(organizer.actor)
  const key = await client.createApiKey({ organizationId, name: 'Tienda', permissions: ['events.read'] })
  const headers = { authorization: `Bearer ${key.secret}` }
  expect((await running.send('GET', `/api/v1/organizations/${organizationId}/events`, { headers })).status).toBe(200)
  expect((await running.send('GET', `/api/v1/organizations/${organizationId}/members`, { headers })).body['code']).toBe('permission_missing')
  expect((await running.send('GET', '/api/v1/me/sessions', { headers })).body['code']).toBe('permission_missing')
  await client.revokeApiKey({ organizationId, keyId: key.id })
  expect((await running.send('GET', `/api/v1/organizations/${organizationId}/events`, { headers })).body['code']).toBe('sign_in_needed')
})

test('X-01 who signs up over the wire acts with the cookie, and a page of another site cannot act in that name', async () => {
  const signUp = await running.send('POST', '/api/v1/auth/sign-up/email', {
    body: { name: 'Ana Gómez', email: 'ana@example.co', password: 'una clave bien larga' },
    headers: { origin: 'http://localhost:3000' },
  })
  expect(signUp.status).toBe(200)
  const cookie = signUp.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  expect((await running.send('GET', '/api/v1/me', { headers: { cookie } })).body['user']).toMatchObject({ email: 'ana@example.co' })
  const rename = (headers: Readonly<Record<string, string>>) =>
    running.send('PATCH', '/api/v1/me', { body: { name: 'Ana María' }, headers: { cookie, ...headers } })
  const foreign = await rename({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })
  expect([foreign.status, foreign.body['code']]).toEqual([403, 'permission_missing'])
  expect((await rename({ 'sec-fetch-site': 'same-origin' })).body['name']).toBe('Ana María')
})

test('E-01 a poster is a picture and a calendar a calendar, which caches may keep; a draft has neither', async () => {
  const organizer = await given.organizer(harness)
  const { eventId } = await given.event(harness, organizer)
  const poster = await running.send('GET', `/api/v1/events/${eventId}/poster/square?width=64&type=png`)
  expect([poster.status, poster.headers.get('content-type'), poster.headers.get('cache-control')?.startsWith('public, max-age=3600')]).toEqual([
    200,
    'image/png',
    true,
  ])
  const calendar = await running.send('GET', `/api/v1/events/${eventId}/calendar.ics`)
  expect(calendar.headers.get('content-type')).toMatch(/^text\/calendar/)
  expect(calendar.text).toContain('BEGIN:VEVENT')
  const draft = await given.draft(harness, organizer)
  for (const path of ['poster/square', 'share.png', 'calendar.ics', 'availability'])
    expect([path, (await running.send('GET', `/api/v1/events/${draft.eventId}/${path}`)).status]).toEqual([path, 404])
})

test('X-10 lists of the real product refuse a cursor that they did not make', async () => {
  const organizer = await given.organizer(harness)
  const { eventId } = await given.event(harness, organizer)
  const { secret } = await harness.as(organizer.actor).createApiKey({
    organizationId: organizer.organizationId,
    name: 'Todo',
    permissions: ['events.read', 'orders.read', 'attendees.read', 'messages.read'],
  })
  const lists = [
    '/api/v1/events',
    `/api/v1/events/${eventId}/orders`,
    `/api/v1/events/${eventId}/attendees`,
    `/api/v1/events/${eventId}/messages`,
    `/api/v1/organizations/${organizer.organizationId}/events`,
  ]
  const forged = [
    'nonsense',
    ...[
      ['a', 'b'],
      ['2026-13-45T99:00:00Z', 'b', 'c'],
      ['x', 'y', 'z', 'w'],
    ].map((values) => Buffer.from(JSON.stringify(values)).toString('base64url')),
  ]
  for (const path of lists)
    for (const cursor of forged) {
      const { status, body } = await running.send('GET', `${path}?cursor=${cursor}`, { headers: { authorization: `Bearer ${secret}` } })
      expect([path, cursor, status, body['code']]).toEqual([path, cursor, 422, 'input_invalid'])
    }
  const refunds = await running.send('GET', `/api/v1/refunds?organizationId=${organizer.organizationId}&cursor=${forged[1]}`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  expect(refunds.status).toBe(422)
})
