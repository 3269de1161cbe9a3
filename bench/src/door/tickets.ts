import { randomUUID } from 'node:crypto'
import { newBuyer, quote } from '../buyer.ts'
import { lines, textAt, valueAt, type Lines } from '../lines.ts'
import { openEvent, type EventOnSale, type Organizer } from '../organizer.ts'

const ticketsPerOrder = 500
export type Sold = {
  readonly event: EventOnSale
  /** The texts of the QR codes. */ readonly tokens: readonly string[]
  /** What is printed under them. */ readonly codes: readonly string[]
}

/** An event whose tickets are all sold: free ones, whose orders are confirmed at once and carry the signed codes. */
export async function soldOut(url: string, organizer: Organizer, title: string, count: number): Promise<Sold> {
  const types = [{ name: 'Grupo', quantity: Math.ceil(count / 10), priceMinor: 0, admissions: 10, maxPerOrder: 50 }]
  const event = await openEvent(organizer, { title, capacity: count, types })
  const open = lines(url, 1)
  const tickets: unknown[] = []
  while (tickets.length < count) tickets.push(...(await buyGroup(open, event, Math.min(ticketsPerOrder, count - tickets.length))))
  open.close()
  return { event, tokens: tickets.map((ticket) => textAt(ticket, 'token')), codes: tickets.map((ticket) => textAt(ticket, 'code')) }
}

async function buyGroup(open: Lines, { eventId, typeIds, questionId }: EventOnSale, count: number): Promise<readonly unknown[]> {
  const typeId = typeIds[0] ?? ''
  const quantity = Math.ceil(count / 10)
  const quoteHash = await quote(open, { eventId, typeId, quantity, questionId })
  const body = JSON.stringify({
    eventId,
    lines: [{ typeId, quantity }],
    quoteHash,
    answers: [{ questionId, value: 'Radio' }],
    buyer: newBuyer(),
    locale: 'es-CO',
    consents: { terms: true, personalData: true, marketing: false },
  })
  const { status, body: order } = await open.send('POST', '/api/v1/orders', { body, headers: { 'idempotency-key': randomUUID() } })
  const tickets = valueAt(order, 'tickets')
  if (status !== 200 || !Array.isArray(tickets)) throw new Error(`no tickets: ${status} ${JSON.stringify(order)?.slice(0, 300)}`)
  return tickets
}

const duplicateShare = 0.2

/** One scan in five shows a ticket a second time. Half of these follow their twin at once, so that two doors read one ticket at the same moment; the others come any time later. */
export function withDuplicates(codes: readonly string[]): readonly string[] {
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
