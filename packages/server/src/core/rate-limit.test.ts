import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rateLimits } from './rate-limit.ts'
import { testDatabase } from '../../test/database.ts'
import { openNotebook, type Notebook } from '../../test/notebook.ts'

let book: Notebook
beforeAll(async () => (book = await openNotebook({ factor: 0.01 })))
afterAll(async () => await book.stop())

const read = (headers: Readonly<Record<string, string>>) => book.send('GET', `/api/v1/notes/${randomUUID()}`, { headers })
const budget = 12

test('X-10 every answer says what is left of the budget, and the one too many when to come back', async () => {
  const headers = { 'x-forwarded-for': '198.51.100.1' }
  const first = await read(headers)
  expect([first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual([String(budget), String(budget - 1)])
  expect(Number(first.headers.get('ratelimit-reset'))).toBeGreaterThan(0)
  for (let at = 2; at <= budget; at += 1) expect((await read(headers)).status).toBe(404)
  const refused = await read({ ...headers, 'accept-language': 'en' })
  expect([refused.status, refused.body['code'], refused.headers.get('content-type')]).toEqual([429, 'rate_limited', 'application/problem+json'])
  const seconds = Number(refused.headers.get('retry-after'))
  expect(seconds).toBeGreaterThanOrEqual(1)
  expect(seconds).toBeLessThanOrEqual(60)
  expect(refused.body['detail']).toContain(String(seconds))
})

test('X-10 one person’s haste slows nobody else: budgets are per address for guests and per account for people', async () => {
  for (let at = 0; at <= budget; at += 1) await read({ 'x-forwarded-for': '198.51.100.2' })
  expect((await read({ 'x-forwarded-for': '198.51.100.2' })).status).toBe(429)
  expect((await read({ 'x-forwarded-for': '198.51.100.3' })).status).toBe(404)
  const ana = randomUUID()
  expect((await read({ 'x-forwarded-for': '198.51.100.2', 'x-actor': ana })).status).toBe(404)
  for (let at = 0; at < budget; at += 1) await read({ 'x-forwarded-for': `198.51.100.${at + 10}`, 'x-actor': ana })
  expect((await read({ 'x-forwarded-for': '198.51.100.99', 'x-actor': ana })).status).toBe(429)
})

test('X-10 an address that the caller wrote into the header himself does not buy a new budget', async () => {
  for (let at = 0; at <= budget; at += 1) await read({ 'x-forwarded-for': `203.0.113.${at}, 198.51.100.77` })
  expect((await read({ 'x-forwarded-for': '203.0.113.200, 198.51.100.77' })).status).toBe(429)
})

test('X-10 no operation is without a limit, whether it names one or not', async () => {
  const headers = { 'x-forwarded-for': '198.51.100.5' }
  for (let at = 0; at < budget; at += 1) expect((await book.send('GET', '/api/v1/notes', { headers })).status).toBe(200)
  expect((await book.send('GET', '/api/v1/notes', { headers })).status).toBe(429)
})

test('X-01 what costs money is counted for all processes together', async () => {
  const own = await testDatabase()
  const [one, other] = [rateLimits(own.url, 0.25), rateLimits(own.url, 0.25)]
  for (const process of [one, other, one]) await process.take('message', 'ana')
  await expect(other.take('message', 'ana')).rejects.toMatchObject({ code: 'rate_limited' })
  await expect(other.take('message', 'luz')).resolves.toMatchObject({ 'ratelimit-limit': '3' })
  await Promise.all([one.close(), other.close()])
  await own.drop()
})
