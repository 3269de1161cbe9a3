import { serve } from '@hono/node-server'
import { operation, type Handlers } from '@fashionistas/contract'
import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { api } from '#core/api.ts'
import type { Context } from '#core/context.ts'
import { fromCursor, pageFrom } from '#core/cursor.ts'
import { Database } from '#core/database.ts'
import { http } from '#core/http.ts'
import { Live } from '#core/live.ts'
import { makeLog, type Log } from '#core/log.ts'
import { rateLimits } from '#core/rate-limit.ts'
import { worldAt } from '#core/world.ts'
import { testDatabase } from './database.ts'
import { sender } from './running-api.ts'

const Note = z.object({ id: z.uuid(), text: z.string(), version: z.int() })
const byId = z.object({ noteId: z.uuid() })
const page = { limit: z.coerce.number().int().min(1).max(50).default(10), cursor: z.string().optional() }

const notebook = {
  writeNote: operation({
    summary: 'Writes a note',
    route: 'POST /api/v1/notes',
    permission: 'user',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({ text: z.string().min(1).max(100), then: z.enum(['keep', 'refuse', 'fail']).default('keep') }),
    output: Note,
    refusals: ['slug_taken'],
  }),
  readNote: operation({
    summary: 'Reads a note',
    route: 'GET /api/v1/notes/{noteId}',
    permission: 'public',
    limit: 'read',
    versioned: 'read',
    input: byId,
    output: Note,
    refusals: ['not_found'],
  }),
  changeNote: operation({
    summary: 'Changes a note',
    route: 'PATCH /api/v1/notes/{noteId}',
    permission: 'user',
    versioned: 'change',
    input: z.object({ noteId: z.uuid(), text: z.string().min(1).max(100) }),
    output: Note,
    refusals: ['not_found', 'version_stale'],
  }),
  listNotes: operation({
    summary: 'Notes',
    route: 'GET /api/v1/notes',
    permission: 'public',
    input: z.object(page),
    output: z.object({ data: z.array(Note), nextCursor: z.string().nullable() }),
  }),
  breakPromise: operation({
    summary: 'Answers with what it must not',
    route: 'GET /api/v1/broken-promise',
    permission: 'public',
    input: z.object({}),
    output: z.object({ count: z.int() }),
  }),
  hitTheWall: operation({
    summary: 'Lets the database fail',
    route: 'POST /api/v1/wall',
    permission: 'public',
    input: z.object({}),
    output: z.object({}),
  }),
  printNote: operation({
    summary: 'A note as a file',
    route: 'GET /api/v1/notes/{noteId}/note.txt',
    permission: 'public',
    file: ['text/plain'],
    input: byId,
    output: z.unknown(),
    refusals: ['not_found'],
  }),
  keepForever: operation({
    summary: 'A public answer that caches keep',
    route: 'GET /api/v1/posters',
    permission: 'public',
    cacheSeconds: 30,
    input: z.object({}),
    output: z.object({}),
  }),
}

const handlers: Handlers<typeof notebook, Context> = {
  async writeNote({ text, then }, { tx, newId, note, refuse }) {
    const id = newId()
    await sql`insert into notes (id, text) values (${id}, ${text})`.execute(tx)
    note({ target: `note:${id}`, after: { text } })
    if (then === 'refuse') return refuse('slug_taken')
    if (then === 'fail') throw new Error('the pen broke; its secret is 4711')
    return { id, text, version: 1 }
  },
  async readNote({ noteId }, { tx, refuse }) {
    const { rows } = await sql<z.infer<typeof Note>>`select id, text, version from notes where id = ${noteId}`.execute(tx)
    return rows[0] ?? refuse('not_found')
  },
  async changeNote({ noteId, text }, { tx, ifMatch, refuse, note }) {
    const { rows } = await sql<
      z.infer<typeof Note>
    >`update notes set text = ${text}, version = version + 1 where id = ${noteId} and version = ${ifMatch} returning id, text, version`.execute(tx)
    note({ target: `note:${noteId}` })
    return rows[0] ?? refuse('version_stale')
  },
  async listNotes({ limit, cursor }, { tx }) {
    const [text, id] = fromCursor(cursor) ?? []
    const { rows } = await sql<
      z.infer<typeof Note>
    >`select id, text, version from notes ${text === undefined ? sql`` : sql`where (text, id) > (${text}, ${id}::uuid)`} order by text, id limit ${limit + 1}`.execute(
      tx,
    )
    return pageFrom(
      rows,
      limit,
      (row) => [row.text, row.id],
      (row) => row,
    )
  },
  breakPromise: async () => JSON.parse('{"count":"the password is swordfish"}'),
  hitTheWall: async (_, { tx }) => (await sql`select 'the password is swordfish'::int`.execute(tx), {}),
  async printNote({ noteId }, { tx, refuse }) {
    const { rows } = await sql<{ text: string }>`select text from notes where id = ${noteId}`.execute(tx)
    if (!rows[0]) return refuse('not_found')
    return { contentType: 'text/plain; charset=utf-8', filename: 'nota "río"\r\nx.txt', bytes: Buffer.from(rows[0].text) }
  },
  keepForever: async () => ({}),
}

/** The kernel with a product of six acts, on a database and a port of its own: `x-actor` says which user asks. */
export async function openNotebook({ factor = 1000, log = makeLog('silent', 'test') }: { readonly factor?: number; readonly log?: Log } = {}) {
  const own = await testDatabase()
  await asSuperuser(
    own.url,
    'create table notes (id uuid primary key, text text not null, version int not null default 1); grant all on notes to anon, authenticated, service_role',
  )
  const database = new Database(own.url, 6)
  const world = worldAt('2026-11-02T15:00:00.000Z')
  const limits = rateLimits(own.url, factor)
  const live = new Live()
  const app = http({
    api: api(notebook, handlers, { database, world }),
    limits,
    live,
    log,
    allowedTopics: async () => [],
    actorOf: async (headers) => {
      const userId = headers.get('x-actor')
      return userId ? { kind: 'user', userId, sessionId: userId, permissions: new Set(['user']) } : { kind: 'guest' }
    },
  })
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(port))
  const url = `http://127.0.0.1:${await promise}`
  return {
    url,
    database,
    world,
    send: sender(url),
    rows: async (table: 'notes' | 'audit_log' | 'idempotency_keys') =>
      (await database.system((tx) => sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(tx))).rows,
    asSuperuser: (statement: string) => asSuperuser(own.url, statement),
    async stop() {
      live.stop()
      await new Promise<void>((done) => server.close(() => done()))
      await limits.close()
      await database.close()
      await own.drop()
    },
  }
}
export type Notebook = Awaited<ReturnType<typeof openNotebook>>

async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
