import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNotebook, type Notebook } from '../../test/notebook.ts'

let book: Notebook
beforeAll(async () => (book = await openNotebook()))
afterAll(async () => await book.stop())

const write = (body: unknown, headers: Readonly<Record<string, string>>) => book.send('POST', '/api/v1/notes', { body, headers })
const notesWith = async (text: string) => (await book.rows('notes')).filter((note) => note['text'] === text)
const someone = () => ({ 'x-actor': randomUUID() })

test('X-10 a POST that makes something is refused without an Idempotency-Key', async () => {
  const { status, body } = await write({ text: 'Sin llave' }, someone())
  expect([status, body['code']]).toEqual([400, 'idempotency_key_missing'])
  expect(await notesWith('Sin llave')).toEqual([])
})

test('X-10 the same key with the same body has the same answer and makes one thing', async () => {
  const headers = { ...someone(), 'idempotency-key': 'k-same' }
  const first = await write({ text: 'Una vez', then: 'keep' }, headers)
  const again = await write({ then: 'keep', text: 'Una vez' }, headers)
  expect([first.status, again.status, again.body]).toEqual([200, 200, first.body])
  expect(await notesWith('Una vez')).toHaveLength(1)
})

test('X-10 the same key with another body is refused', async () => {
  const headers = { ...someone(), 'idempotency-key': 'k-other' }
  await write({ text: 'La primera' }, headers)
  const { status, body } = await write({ text: 'La segunda' }, headers)
  expect([status, body['code']]).toEqual([422, 'idempotency_key_reused'])
  expect(await notesWith('La segunda')).toEqual([])
})

test('X-10 twenty requests with one key at once make one thing and have one answer', async () => {
  const headers = { ...someone(), 'idempotency-key': 'k-race' }
  const answers = await Promise.all(Array.from({ length: 20 }, () => write({ text: 'A la vez' }, headers)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1)
  expect(await notesWith('A la vez')).toHaveLength(1)
})

test('X-10 keys of two people never meet', async () => {
  const [one, other] = [
    await write({ text: 'De una' }, { ...someone(), 'idempotency-key': 'k-shared' }),
    await write({ text: 'De otra' }, { ...someone(), 'idempotency-key': 'k-shared' }),
  ]
  expect([one.status, other.status, other.body['text']]).toEqual([200, 200, 'De otra'])
})

test('X-10 two keys that are alike in their first two hundred letters are two keys', async () => {
  const who = someone()
  const long = 'k'.repeat(220)
  await write({ text: 'Larga' }, { ...who, 'idempotency-key': `${long}1` })
  const { status, body } = await write({ text: 'Larga' }, { ...who, 'idempotency-key': `${long}2` })
  expect([status, body['code']]).not.toEqual([200, undefined])
  expect(await notesWith('Larga')).toHaveLength(0)
})

test('X-10 a key of an act that was refused or failed is free again', async () => {
  const headers = { ...someone(), 'idempotency-key': 'k-free' }
  expect((await write({ text: 'Tercera', then: 'refuse' }, headers)).body['code']).toBe('slug_taken')
  expect((await write({ text: 'Tercera', then: 'fail' }, headers)).body['code']).toBe('internal')
  expect((await write({ text: 'Tercera' }, headers)).status).toBe(200)
  expect(await notesWith('Tercera')).toHaveLength(1)
})

test('X-10 a change asks for the version that was read, refuses a stale one, and answers with the new one', async () => {
  const headers = { ...someone(), 'idempotency-key': randomUUID() }
  const { body } = await write({ text: 'Versión uno' }, headers)
  const path = `/api/v1/notes/${String(body['id'])}`
  const read = await book.send('GET', path)
  expect(read.headers.get('etag')).toBe('"1"')
  const change = (ifMatch: Readonly<Record<string, string>>) =>
    book.send('PATCH', path, { body: { text: 'Versión dos' }, headers: { ...headers, ...ifMatch } })

  const [missing, unreadable, ahead] = [
    await change({}),
    await change({ 'if-match': 'latest' }),
    await change({ 'if-match': '"99999999999999999999"' }),
  ]
  expect([missing.status, missing.body['code']]).toEqual([428, 'version_missing'])
  expect(unreadable.status).toBe(428)
  expect([ahead.status, ahead.body['code']]).toEqual([412, 'version_stale'])
  const done = await change({ 'if-match': '"1"' })
  expect([done.status, done.headers.get('etag'), done.body['text']]).toEqual([200, '"2"', 'Versión dos'])
  const stale = await change({ 'if-match': '"1"' })
  expect([stale.status, stale.body['code']]).toEqual([412, 'version_stale'])
  expect((await change({ 'if-match': 'W/"2"' })).headers.get('etag')).toBe('"3"')
})
