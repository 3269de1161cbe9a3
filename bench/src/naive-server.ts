import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import pg from 'pg'
import { reserveNaively } from './naive.ts'

/** The naive reservation over HTTP, in a process of its own and with as many connections as the product's api has. */
const { DATABASE_URL = '', POOL = '16' } = process.env
const database = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL) })
const server = createServer((request, response) => void answer(request, response))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk)
  const made = await reserveNaively(database, JSON.parse(Buffer.concat(chunks).toString('utf8'))).catch((error: unknown) => ({
    error: String(error),
  }))
  const status = made === 'sold_out' ? 409 : 'error' in made ? 500 : 200
  const text = JSON.stringify(made)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address !== 'string') process.send?.(address.port)
})
process.once('disconnect', () => process.exit(0))
