import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNotebook, type Notebook } from '../../test/notebook.ts'
import { requestSeconds } from './metrics.ts'

let book: Notebook
const ana = randomUUID()
beforeAll(async () => (book = await openNotebook()))
afterAll(async () => await book.stop())

const asAna = (more: Readonly<Record<string, string>> = {}) => ({ 'x-actor': ana, 'idempotency-key': randomUUID(), ...more })
async function written(text = 'Seda cruda'): Promise<string> {
  const { status, body } = await book.send('POST', '/api/v1/notes', { body: { text }, headers: asAna() })
  expect(status).toBe(200)
  return String(body['id'])
}

test('X-10 a refusal is a problem in the language that the caller reads', async () => {
  const path = `/api/v1/notes/${randomUUID()}`
  const spanish = await book.send('GET', path)
  expect(spanish.status).toBe(404)
  expect(spanish.headers.get('content-type')).toBe('application/problem+json')
  expect(spanish.headers.get('cache-control')).toBe('no-store')
  expect(spanish.body).toEqual({
    type: '/errors/not_found',
    title: 'No lo encontramos',
    status: 404,
    detail: 'Lo que buscas no existe o no está a tu alcance.',
    code: 'not_found',
    requestId: spanish.headers.get('x-request-id'),
  })
  for (const language of ['en', 'en-US,es;q=0.5', 'fr, en;q=0.9, es;q=0.8']) {
    const english = await book.send('GET', path, { headers: { 'accept-language': language } })
    expect([english.headers.get('content-language'), english.body['code'], english.body['title'] === spanish.body['title']]).toEqual([
      'en',
      'not_found',
      false,
    ])
  }
  for (const language of ['es-CO', 'fr', '', 'es-CO, en;q=0.9'])
    expect((await book.send('GET', path, { headers: { 'accept-language': language } })).headers.get('content-language')).toBe('es-CO')
})

test('X-10 a problem with the input names each field and what is wrong with it', async () => {
  const { status, body } = await book.send('POST', '/api/v1/notes', { body: { text: '', then: 'dance' }, headers: asAna() })
  expect([status, body['code']]).toEqual([422, 'input_invalid'])
  expect(body['errors']).toMatchObject([
    { path: 'text', code: 'too_small' },
    { path: 'then', code: 'invalid_value' },
  ])
})

test('X-10 a request id is given back, or made when it is missing or could not stand in a log', async () => {
  const path = `/api/v1/notes/${randomUUID()}`
  expect((await book.send('GET', path, { headers: { 'x-request-id': 'mesa-7_abc-123' } })).body['requestId']).toBe('mesa-7_abc-123')
  for (const bad of ['short', 'x'.repeat(65), 'with space in it', '{"a":1}aaaa']) {
    const { body, headers } = await book.send('GET', path, { headers: { 'x-request-id': bad } })
    expect(body['requestId']).toMatch(/^[\da-f-]{36}$/)
    expect(headers.get('x-request-id')).toBe(body['requestId'])
  }
  expect((await book.send('GET', '/api/v1/notes', { headers: { 'x-request-id': 'mesa-7_abc-123' } })).headers.get('x-request-id')).toBe(
    'mesa-7_abc-123',
  )
})

test('X-10 a body that is not a JSON object is told as such', async () => {
  for (const raw of ['{"text":', 'hello', '[]', '7', 'null', '"text"'])
    expect([raw, (await book.send('POST', '/api/v1/notes', { raw, headers: asAna() })).body['code']]).toEqual([raw, 'body_not_json'])
  expect((await book.send('POST', '/api/v1/notes', { raw: '{', headers: asAna() })).status).toBe(400)
})

test('X-10 a body over one megabyte is refused, also when its length was not said before', async () => {
  const large = JSON.stringify({ text: 'x'.repeat(1024 * 1024) })
  const said = await book.send('POST', '/api/v1/notes', { raw: large, headers: asAna() })
  expect([said.status, said.body['code']]).toEqual([413, 'body_too_large'])
  const chunks = new Blob([large]).stream() // fetch sends a stream in chunks, without a content-length
  const init = { method: 'POST', body: chunks, duplex: 'half', headers: asAna() }
  const streamed = await fetch(`${book.url}/api/v1/notes`, init)
  expect(streamed.status).toBe(413)
  expect(await streamed.json()).toMatchObject({ code: 'body_too_large' })
})

test('X-10 text that a database cannot keep is a fault of the input, wherever it stands', async () => {
  for (const raw of [String.raw`{"text":"a\u0000b"}`, String.raw`{"text":"\ud800"}`, '{"text":"0000-01-01T00:00:00Z"}']) {
    const { status, body } = await book.send('POST', '/api/v1/notes', { raw, headers: asAna() })
    expect([raw, status, body['code']]).toEqual([raw, 422, 'input_invalid'])
    expect(body['errors']).toMatchObject([{ path: 'text', code: 'text_invalid' }])
  }
  const deep = `{"text":${'['.repeat(5000)}${']'.repeat(5000)}}`
  expect((await book.send('POST', '/api/v1/notes', { raw: deep, headers: asAna() })).status).toBe(422)
  expect((await book.send('GET', '/api/v1/notes?cursor=%00')).status).toBe(422)
})

test('X-10 a path field cannot be overruled by one of the same name in body or query', async () => {
  const [one, other] = [await written('Lino'), await written('Paño')]
  expect((await book.send('GET', `/api/v1/notes/${one}?noteId=${other}`)).body['id']).toBe(one)
  const changed = await book.send('PATCH', `/api/v1/notes/${one}`, {
    body: { noteId: other, text: 'Lino lavado' },
    headers: asAna({ 'if-match': '"1"' }),
  })
  expect(changed.body['id']).toBe(one)
})

test('X-10 an answer that breaks its contract, or a fault, is told as internal and gives nothing away', async () => {
  for (const [method, path] of [
    ['GET', '/api/v1/broken-promise'],
    ['POST', '/api/v1/wall'],
  ] as const) {
    const { status, body, text, headers } = await book.send(method, path)
    expect([path, status, body['code'], body['requestId']]).toEqual([path, 500, 'internal', headers.get('x-request-id')])
    expect(text).not.toMatch(/swordfish|count|integer|syntax|at .*\.ts/)
  }
})

test('X-10 what is for one person is kept by no cache, what is for everyone says for how long', async () => {
  const id = await written()
  expect((await book.send('GET', `/api/v1/notes/${id}`)).headers.get('cache-control')).toBe('private, no-store')
  expect((await book.send('GET', '/api/v1/posters')).headers.get('cache-control')).toBe('public, max-age=30, stale-while-revalidate=120')
})

test('X-10 a file comes with its type and a name that cannot break out of its header', async () => {
  const id = await written('Una nota de papel, con ñ')
  const file = await book.send('GET', `/api/v1/notes/${id}/note.txt`)
  expect([file.status, file.headers.get('content-type'), file.text]).toEqual([200, 'text/plain; charset=utf-8', 'Una nota de papel, con ñ'])
  expect(file.headers.get('content-disposition')).toMatch(/^inline; filename="[\w.-]+"$/)
  expect((await book.send('GET', `/api/v1/notes/${randomUUID()}/note.txt`)).headers.get('content-type')).toBe('application/problem+json')
})

/** How often an operation ended, by status. */
async function endedAs(operation: string): Promise<Readonly<Record<string, number>>> {
  const { values } = await requestSeconds.get()
  const counts = values.filter(({ metricName, labels }) => metricName === 'http_request_seconds_count' && labels.operation === operation)
  return Object.fromEntries(counts.map(({ labels, value }) => [String(labels.status), value]))
}

test('X-10 a client that goes away in the middle of its body is no fault: nothing in the log, and no 5xx', async () => {
  const lines: string[] = []
  const own = await openNotebook({ log: pino({ level: 'warn' }, { write: (line) => void lines.push(line) }) })
  const before = await endedAs('writeNote')
  const { hostname, port } = new URL(own.url)
  const socket = connect(Number(port), hostname)
  const head = ['POST /api/v1/notes HTTP/1.1', 'host: x', 'content-type: application/json', 'content-length: 500', `x-actor: ${ana}`]
  socket.write(`${head.join('\r\n')}\r\n\r\n{"text":"Se`, () => setImmediate(() => socket.destroy()))
  await expect.poll(async () => (await endedAs('writeNote'))['499'], { timeout: 5_000 }).toBe((before['499'] ?? 0) + 1)
  expect((await endedAs('writeNote'))['500']).toBe(before['500'])
  expect(lines).toEqual([])
  expect((await own.send('POST', '/api/v1/notes', { body: { text: 'Seda' }, headers: asAna() })).status).toBe(200)
  await own.stop()
})
