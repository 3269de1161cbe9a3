import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import pg from 'pg'

/**
 * What most doors do: one transaction a scan, which locks the ticket, looks, writes and commits. It writes the same rows as the product, into
 * the same tables, and leaves out what it can: signature, permission, validation, and the counts, which it does not tell.
 */
const { DATABASE_URL = '', POOL = '16' } = process.env
const database = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL) })
const server = createServer((request, response) => void answer(request, response))
type Scan = { readonly scanId: string; readonly eventId: string; readonly code: string; readonly gate: string }
type Ticket = { id: string; organization_id: string; state: string; name: string; type: unknown; list_id: string }

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk)
  const scan: Scan = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  const told = await decide(scan).catch((error: unknown) => ({ error: String(error) }))
  const text = JSON.stringify(told)
  response.writeHead('error' in told ? 500 : 200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
}

async function decide(scan: Scan): Promise<object> {
  const connection = await database.connect()
  try {
    await connection.query('begin')
    const told = await inTransaction(connection, scan)
    await connection.query('commit')
    return told
  } catch (error) {
    await connection.query('rollback')
    throw error
  } finally {
    connection.release()
  }
}

async function inTransaction(tx: pg.PoolClient, { scanId, eventId, code, gate }: Scan): Promise<object> {
  const { rows } = await tx.query<Ticket>(
    `select t.id, t.organization_id, t.state, o.buyer_name as name, y.name as type, (select id from check_in_lists where event_id = $1 order by created_at limit 1) as list_id
       from tickets t join orders o on o.id = t.order_id join ticket_types y on y.id = t.ticket_type_id where t.code = $2 and t.event_id = $1 for no key update of t`,
    [eventId, code],
  )
  const [ticket] = rows
  if (!ticket || ticket.state !== 'active') return { verdict: 'unknown' }
  const entered = await tx.query<{ admitted_at: Date; gate: string }>(
    'select admitted_at, gate from admissions where list_id = $1 and ticket_id = $2',
    [ticket.list_id, ticket.id],
  )
  const [first] = entered.rows
  const verdict = first ? 'duplicate' : 'admitted'
  const owner = [eventId, ticket.organization_id, ticket.list_id, ticket.id]
  await tx.query(
    `insert into scans (event_id, organization_id, list_id, ticket_id, id, direction, verdict, gate, scanned_at) values ($1, $2, $3, $4, $5, 'in', $6, $7, now())`,
    [...owner, scanId, verdict, gate],
  )
  if (!first) await admit(tx, owner, { scanId, gate })
  await tx.query(`insert into audit_log (actor_kind, organization_id, operation, target, after) values ('key', $1, 'scanTicket', $2, $3)`, [
    ticket.organization_id,
    `ticket:${ticket.id}`,
    JSON.stringify({ scanId, verdict, gate }),
  ])
  return { verdict, scanId, ticket: { id: ticket.id, holderName: ticket.name, typeName: ticket.type }, firstAt: first?.admitted_at ?? null }
}

async function admit(
  tx: pg.PoolClient,
  owner: readonly string[],
  { scanId, gate }: { readonly scanId: string; readonly gate: string },
): Promise<void> {
  const [eventId, organizationId, , ticketId] = owner
  await tx.query(
    'insert into admissions (event_id, organization_id, list_id, ticket_id, scan_id, gate, entry, admitted_at) values ($1, $2, $3, $4, $5, $6, 1, now())',
    [...owner, scanId, gate],
  )
  await tx.query(
    `insert into outbox (id, type, organization_id, data, topics, occurred_at) values (gen_random_uuid(), 'ticket.checked_in', $1, $2, $3, now())`,
    [organizationId, JSON.stringify({ eventId, scans: [{ ticketId, scanId }] }), [`event:${eventId}:door`, `event:${eventId}:sales`]],
  )
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address !== 'string') process.send?.(address.port)
})
process.once('disconnect', () => process.exit(0))
