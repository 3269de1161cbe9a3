import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { openNotebook, type Notebook } from '../../test/notebook.ts'

let book: Notebook
beforeAll(async () => (book = await openNotebook()))
afterAll(async () => await book.stop())

const audited = async (requestId: string) => (await book.rows('audit_log')).filter((row) => row['request_id'] === requestId)
async function write(then: 'keep' | 'refuse' | 'fail', actor = randomUUID()) {
  const requestId = randomUUID()
  const answer = await book.send('POST', '/api/v1/notes', {
    body: { text: 'Auditada', then },
    headers: { 'x-actor': actor, 'x-request-id': requestId, 'idempotency-key': randomUUID(), 'x-forwarded-for': '203.0.113.9, 198.51.100.4' },
  })
  return { answer, requestId, actor }
}

test('X-04 a change leaves a row that says who did what, from where, and what came of it', async () => {
  const { answer, requestId, actor } = await write('keep')
  expect(await audited(requestId)).toMatchObject([
    {
      actor_kind: 'user',
      actor_id: actor,
      operation: 'writeNote',
      target: `note:${String(answer.body['id'])}`,
      ip: '198.51.100.4',
      before: null,
      after: { text: 'Auditada' },
      at: book.world.now(),
    },
  ])
})

test('X-04 an act that was refused or failed leaves neither what it did nor a row', async () => {
  const before = (await book.rows('notes')).length
  for (const then of ['refuse', 'fail'] as const) expect(await audited((await write(then)).requestId)).toEqual([])
  expect((await book.rows('notes')).length).toBe(before)
})

test('X-04 reading leaves no row, and a repeat of a change no second one', async () => {
  const rows = (await book.rows('audit_log')).length
  await book.send('GET', '/api/v1/notes')
  expect((await book.rows('audit_log')).length).toBe(rows)
  const headers = { 'x-actor': randomUUID(), 'idempotency-key': 'audit-once' }
  for (let at = 0; at < 3; at += 1) await book.send('POST', '/api/v1/notes', { body: { text: 'Una fila' }, headers })
  expect((await book.rows('audit_log')).length).toBe(rows + 1)
})

test('X-04 nobody changes or removes what the log says: not the system, not the superuser', async () => {
  await write('keep')
  for (const statement of [`update audit_log set operation = 'x'`, 'delete from audit_log', 'truncate audit_log']) {
    await expect(
      book.database.system((tx) => sql.raw(statement).execute(tx)),
      statement,
    ).rejects.toThrow(/permission denied/)
    await expect(book.asSuperuser(statement), statement).rejects.toThrow(/append-only/)
  }
})
