import { randomUUID } from 'node:crypto'
import { Refusal } from '@fashionistas/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromCursor, pageFrom, toCursor } from './cursor.ts'
import { openNotebook, type Notebook } from '../../test/notebook.ts'

let book: Notebook
beforeAll(async () => (book = await openNotebook()))
afterAll(async () => await book.stop())

test('X-10 a cursor gives back the very values that it was made from', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.integer(),
          fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
          fc.constant(null),
        ),
        { minLength: 1, maxLength: 4 },
      ),
      (values) => {
        expect(fromCursor(toCursor(values))).toEqual(values)
      },
    ),
  )
})

function readOf(text: string): string {
  try {
    return Array.isArray(fromCursor(text)) ? 'a list' : 'something else'
  } catch (error) {
    return error instanceof Refusal ? error.code : 'a fault'
  }
}

test('X-10 any text that is no cursor is refused, never a fault', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ minLength: 1 }),
        fc.json().map((text) => Buffer.from(text).toString('base64url')),
      ),
      (text) => {
        expect(['a list', 'input_invalid']).toContain(readOf(text))
      },
    ),
  )
})

test('X-10 a page says that there is more exactly when there is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 30 }), fc.integer({ min: 1, max: 30 }), (all, limit) => {
      const { data, nextCursor } = pageFrom(
        all.slice(0, limit + 1),
        limit,
        (row) => [row],
        (row) => row,
      )
      expect(data).toEqual(all.slice(0, limit))
      expect(nextCursor !== null).toBe(all.length > limit)
    }),
  )
})

test('X-10 pages walk over all rows once, also over equal ones', async () => {
  const texts = Array.from({ length: 23 }, (_, at) => `Fila ${at % 4}`)
  for (const text of texts)
    await book.send('POST', '/api/v1/notes', { body: { text }, headers: { 'x-actor': randomUUID(), 'idempotency-key': randomUUID() } })
  const seen: string[] = []
  let cursor: string | undefined = ''
  for (let pages = 0; cursor !== undefined && pages < 10; pages += 1) {
    const { body } = await book.send('GET', `/api/v1/notes?limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`)
    seen.push(...(Array.isArray(body['data']) ? body['data'].map((note: { id: string }) => note.id) : []))
    cursor = typeof body['nextCursor'] === 'string' ? body['nextCursor'] : undefined
  }
  expect(seen).toHaveLength(23)
  expect(new Set(seen).size).toBe(23)
})

test('X-10 a cursor that was forged, or belongs to another list, is a fault of the input', async () => {
  const forged = [
    'nonsense',
    toCursor([]),
    toCursor(['Fila 1', 'no id']),
    toCursor([null, 7]),
    Buffer.from('{"a":1}').toString('base64url'),
    toCursor(["'; drop table notes; --", randomUUID(), 1, 2]),
  ]
  for (const cursor of forged.slice(0, -1)) {
    const { status, body } = await book.send('GET', `/api/v1/notes?cursor=${cursor}`)
    expect([cursor, status, body['code']]).toEqual([cursor, 422, 'input_invalid'])
    expect(body['errors']).toMatchObject([{ path: 'cursor' }])
  }
  expect((await book.send('GET', `/api/v1/notes?cursor=${forged.at(-1)}`)).status).toBe(200)
})
