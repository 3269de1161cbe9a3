import { expect, test } from 'vitest'
import { z } from 'zod'
import { addressOf, client, isRefusalCode, operation, Refusal, refusals } from './index.ts'

const shelf = {
  changeBook: operation({
    summary: 'Changes a book',
    route: 'PATCH /api/v1/shelves/{shelfId}/books/{bookId}',
    permission: 'user',
    input: z.object({ shelfId: z.string(), bookId: z.string(), title: z.string() }),
    output: z.object({ title: z.string() }),
    refusals: ['not_found'],
  }),
  listBooks: operation({
    summary: 'Books',
    route: 'GET /api/v1/books',
    permission: 'public',
    input: z.object({ q: z.string().optional(), limit: z.number().optional() }),
    output: z.object({ data: z.array(z.string()) }),
  }),
}

/** The wire: keeps what was sent and answers what it was told to. */
function wire(status: number, body: string) {
  const sent: { url: string; init: RequestInit }[] = []
  const send = async (url: string | URL | Request, init: RequestInit = {}) => {
    sent.push({ url: typeof url === 'string' ? url : 'url' in url ? url.url : url.href, init })
    return new Response(body, { status })
  }
  return { sent, api: client(shelf, { baseUrl: 'https://f.co', fetch: send }) }
}

test('X-10 an address has its path filled and escaped, and the rest is left over', () => {
  expect(addressOf('PATCH /api/v1/shelves/{shelfId}/books/{bookId}', { shelfId: 'a/b ?', bookId: 'ñ', title: 'Río' })).toEqual({
    method: 'PATCH',
    path: '/api/v1/shelves/a%2Fb%20%3F/books/%C3%B1',
    rest: { title: 'Río' },
  })
  expect(addressOf('GET /api/v1/books', {})).toEqual({ method: 'GET', path: '/api/v1/books', rest: {} })
})

test('X-10 an address leaves the given input as it was', () => {
  const input = { shelfId: '1', bookId: '2', title: 'x' }
  addressOf('PATCH /api/v1/shelves/{shelfId}/books/{bookId}', input)
  expect(input).toEqual({ shelfId: '1', bookId: '2', title: 'x' })
})

test('X-10 the client sends a change as a body with its key, version and language', async () => {
  const { sent, api } = wire(200, '{"title":"Río"}')
  await expect(api.changeBook({ shelfId: '1', bookId: '2', title: 'Río' }, { idempotencyKey: 'k-1', ifMatch: 7, locale: 'en' })).resolves.toEqual({
    title: 'Río',
  })
  expect(sent[0]).toMatchObject({
    url: 'https://f.co/api/v1/shelves/1/books/2',
    init: {
      method: 'PATCH',
      body: '{"title":"Río"}',
      headers: { 'idempotency-key': 'k-1', 'if-match': '"7"', 'accept-language': 'en', 'content-type': 'application/json' },
    },
  })
})

test('X-10 the client writes a read into the address, without what was not said', async () => {
  const { sent, api } = wire(200, '{"data":[]}')
  await api.listBooks({ q: 'a&b', limit: undefined })
  expect(sent[0]?.url).toBe('https://f.co/api/v1/books?q=a%26b')
  expect(sent[0]?.init.body).toBeUndefined()
})

test('X-10 a refusal that travels as a problem is the same refusal at the other end', async () => {
  const { api } = wire(
    429,
    JSON.stringify({ type: '/errors/rate_limited', title: 'Vas muy rápido', status: 429, code: 'rate_limited', seconds: 9, requestId: 'r-1' }),
  )
  const refusal = await api.listBooks({}).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toMatchObject({ code: 'rate_limited', status: 429, details: { seconds: 9, requestId: 'r-1' } })
})

test('X-10 an answer that is no problem of ours is told as unavailable', async () => {
  for (const body of ['<html>bad gateway</html>', '{}', '{"code":"toString"}', '{"code":7}', 'null'])
    await expect(wire(502, body).api.listBooks({})).rejects.toMatchObject({ code: 'unavailable', status: 503 })
})

test('X-10 every refusal carries the status that stands beside its code', () => {
  for (const [code, status] of Object.entries(refusals)) {
    if (!isRefusalCode(code)) throw new Error(`${code} is not known as a refusal`)
    expect([code, new Refusal(code).status]).toEqual([code, status])
    expect(status).toBeGreaterThanOrEqual(400)
  }
  expect(isRefusalCode('constructor')).toBe(false)
})
