import { randomUUID } from 'node:crypto'
import autocannon from 'autocannon'
import { allTold, audit } from './audit.ts'
import { newBuyer, quote } from './buyer.ts'
import { lines, textAt, valueAt, type Lines } from './lines.ts'
import { openEvent, openOrganizer, type EventOnSale, type Organizer } from './organizer.ts'
import type { ProductUnderTest } from './product-under-test.ts'
import { percentile, rounded, type Bench } from './report.ts'

const ticketsEach = 4_000
const ticketsPerOrder = 500
const doors = 8
const duplicateShare = 0.2

/** Several doors, each with a key of its own and some scanners, read every ticket of an event; one scan in five shows a ticket a second time. */
export const checkIn: Bench = async (product, { scale, buyers: scanners = 48 }) => {
  const organizer = await openOrganizer(product.url)
  const capacity = ticketsEach * scale
  const event = await openEvent(organizer, {
    title: 'La puerta',
    capacity,
    types: [{ name: 'Grupo', quantity: capacity / 10, priceMinor: 0, admissions: 10, maxPerOrder: 50 }],
  })
  const codes = await buyTickets(product, event, capacity)
  const keys = await Promise.all(Array.from({ length: doors }, () => doorKey(organizer)))
  const queue = scansOf(codes)
  product.tell(`  ${codes.length} tickets, ${queue.length} scans, ${doors} doors, ${scanners} scanners`)

  const { seconds, tookMs, verdicts } = await scanAll(product.url, event, queue, { keys, scanners })
  const admissions = await count(product, `select count(*) from admissions where event_id = $1`, event)
  const tickets = await count(product, `select count(distinct ticket_id) from admissions where event_id = $1`, event)
  const [admitted = 0, duplicates = 0] = [verdicts.get('admitted'), verdicts.get('duplicate')]
  const duplicatesAdmitted = Math.max(admissions, admitted) - tickets
  await allTold(product.database)
  const seen = await audit(product.database, [event.eventId])
  const problems = [
    ...seen.problems,
    ...(duplicatesAdmitted === 0 ? [] : [`${duplicatesAdmitted} duplicates admitted`]),
    ...(tickets === codes.length && duplicates === queue.length - codes.length
      ? []
      : [`of ${codes.length} tickets ${tickets} were admitted; verdicts ${JSON.stringify([...verdicts])}`]),
  ]
  return {
    figures: {
      scansPerSecond: rounded(queue.length / seconds),
      p50Ms: percentile(tookMs, 0.5),
      p95Ms: percentile(tookMs, 0.95),
      p99Ms: percentile(tookMs, 0.99),
      duplicatesAdmitted,
      admitted,
      duplicates,
      scanners,
    },
    comparedTo: { tickets: codes.length, scans: queue.length, duplicateShare, goalScansPerSecond: 3_000, goalP95Ms: 50 },
    problems,
  }
}

async function buyTickets({ url }: ProductUnderTest, event: EventOnSale, wanted: number): Promise<readonly string[]> {
  const open = lines(url, 1)
  const codes: string[] = []
  while (codes.length < wanted) codes.push(...(await buyGroup(open, event)))
  open.close()
  return codes
}

/** A free order is confirmed at once; its answer carries the signed codes. */
async function buyGroup(open: Lines, { eventId, typeIds }: EventOnSale): Promise<readonly string[]> {
  const typeId = typeIds[0] ?? ''
  const quantity = ticketsPerOrder / 10
  const quoteHash = await quote(open, { eventId, typeId, quantity })
  const body = JSON.stringify({
    eventId,
    lines: [{ typeId, quantity }],
    quoteHash,
    buyer: newBuyer(),
    locale: 'es-CO',
    consents: { terms: true, personalData: true, marketing: false },
  })
  const { status, body: order } = await open.send('POST', '/api/v1/orders', { body, headers: { 'idempotency-key': randomUUID() } })
  const tickets = valueAt(order, 'tickets')
  if (status !== 200 || !Array.isArray(tickets)) throw new Error(`no tickets: ${status} ${JSON.stringify(order)?.slice(0, 300)}`)
  return tickets.map((ticket) => textAt(ticket, 'token'))
}

async function doorKey({ api, organizationId }: Organizer): Promise<string> {
  const { secret } = await api.createApiKey({ organizationId, name: 'Puerta', permissions: ['door.scan'] }, { idempotencyKey: randomUUID() })
  return secret
}

/** Half of the duplicates follow their twin at once, so that two doors read one ticket at the same moment; the others come any time later. */
function scansOf(codes: readonly string[]): readonly string[] {
  const duplicates = Math.round((codes.length * duplicateShare) / (1 - duplicateShare))
  const everyNth = Math.floor(codes.length / duplicates)
  const scans: string[] = []
  for (const [at, code] of codes.entries()) {
    scans.push(code)
    if (at % everyNth !== 0 || scans.length - at - 1 >= duplicates) continue
    scans.push((at / everyNth) % 2 === 0 ? code : (codes[Math.floor(Math.random() * (at + 1))] ?? code))
  }
  return scans
}

type Doors = { readonly keys: readonly string[]; readonly scanners: number }

async function scanAll(url: string, { eventId }: EventOnSale, queue: readonly string[], { keys, scanners }: Doors) {
  const verdicts = new Map<string, number>()
  const tookMs: number[] = []
  let next = 0
  const startedAt = performance.now()
  const options: autocannon.Options = {
    url,
    connections: scanners,
    amount: queue.length,
    timeout: 30,
    requests: [
      {
        method: 'POST',
        path: '/api/v1/check-in/scans',
        setupRequest: (request) => {
          const at = next
          next += 1
          return {
            ...request,
            headers: { 'content-type': 'application/json', authorization: `Bearer ${keys[at % keys.length]}` },
            body: JSON.stringify({ scanId: randomUUID(), eventId, code: queue[at % queue.length], gate: `Puerta ${at % keys.length}` }),
          }
        },
        onResponse: (status, body) => {
          const verdict = status === 200 ? textAt(JSON.parse(body), 'verdict') : `answer ${status}`
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
        },
      },
    ],
  }
  await new Promise<void>((resolve, reject) => {
    const run = autocannon(options, (error) => (error ? reject(error) : resolve()))
    run.on('response', (_client, _status, _bytes, responseMs) => tookMs.push(responseMs))
  })
  return { seconds: (performance.now() - startedAt) / 1000, tookMs, verdicts }
}

async function count({ database }: ProductUnderTest, question: string, { eventId }: EventOnSale): Promise<number> {
  const { rows } = await database.query<{ count: string }>(question, [eventId])
  return Number(rows[0]?.count)
}
