import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { allTold, audit } from './audit.ts'
import type { Scanned, Task } from './door/scanners.ts'
import { secondApi } from './door/second-api.ts'
import { soldOut, withDuplicates, type Sold } from './door/tickets.ts'
import { openOrganizer, type Organizer } from './organizer.ts'
import type { ProductUnderTest } from './product-under-test.ts'
import { percentile, rounded, type Bench } from './report.ts'

const ticketsEach = 8_000
const ticketsOfNaive = 2_000
const ticketsToWarm = 6_000
const doors = 8
const path = '/api/v1/check-in/scans'
const decidedOf = (verdicts: Scanned['verdicts'], verdict: string): number => verdicts[verdict] ?? 0

/**
 * Several doors, each with a key of its own and some scanners, read every ticket of a hot event; one scan in five shows a ticket a second
 * time. First from one api process, then from two, and then as one transaction a scan.
 */
export const checkIn: Bench = async (product, { scale, buyers: scanners = 64 }) => {
  const organizer = await openOrganizer(product.url)
  const keys = await Promise.all(Array.from({ length: doors }, () => doorKey(organizer)))
  const sell = (title: string, count: number) => soldOut(product.url, organizer, title, count)
  const [warm, one, two, naive] = [
    await sell('De prueba', ticketsToWarm),
    await sell('La puerta', ticketsEach * scale),
    await sell('Dos procesos', ticketsEach * scale),
    await sell('Ingenua', ticketsOfNaive),
  ]
  await allTold(product.database)
  product.tell(`  ${one.tokens.length} tickets, ${doors} doors, ${scanners} scanners`)

  const crowd = { path, keys, scanners }
  const other = await secondApi(product)
  const both = [product.url, other.url]
  await scan({ ...crowd, urls: both, eventId: warm.event.eventId, codes: warm.tokens }) // compiled code, open connections
  const byOne = await scan({ ...crowd, urls: [product.url], eventId: one.event.eventId, codes: withDuplicates(one.tokens) })
  const byTwo = await scan({ ...crowd, urls: both, eventId: two.event.eventId, codes: withDuplicates(two.tokens) })
  await other.stop()
  const naively = await scanNaively(product, naive, scanners)

  await allTold(product.database)
  const problems = [
    ...(await audit(product.database, [one.event.eventId, two.event.eventId])).problems,
    ...(await wrongAt(product, one, byOne)),
    ...(await wrongAt(product, two, byTwo)),
  ]
  const rate = ({ tookMs, seconds }: Scanned): number => tookMs.length / seconds
  return {
    figures: {
      scansPerSecond: rounded(rate(byOne)),
      p50Ms: percentile(byOne.tookMs, 0.5),
      p95Ms: percentile(byOne.tookMs, 0.95),
      p99Ms: percentile(byOne.tookMs, 0.99),
      duplicatesAdmitted: Math.max(0, decidedOf(byOne.verdicts, 'admitted') - one.tokens.length),
      admitted: decidedOf(byOne.verdicts, 'admitted'),
      duplicates: decidedOf(byOne.verdicts, 'duplicate'),
      twoApisScansPerSecond: rounded(rate(byTwo)),
      twoApisP95Ms: percentile(byTwo.tookMs, 0.95),
      twoApisDuplicatesAdmitted: Math.max(0, decidedOf(byTwo.verdicts, 'admitted') - two.tokens.length),
      ratioToNaive: rounded(rate(byOne) / rate(naively), 2),
      scanners,
    },
    comparedTo: {
      naiveScansPerSecond: rounded(rate(naively)),
      naiveP95Ms: percentile(naively.tookMs, 0.95),
      tickets: one.tokens.length,
      goalScansPerSecond: 3_000,
      goalP95Ms: 50,
    },
    problems,
  }
}

async function doorKey({ api, organizationId }: Organizer): Promise<string> {
  const { secret } = await api.createApiKey({ organizationId, name: 'Puerta', permissions: ['door.scan'] }, { idempotencyKey: randomUUID() })
  return secret
}

/** The scanners work in a process of their own: this one has pools and a gateway to look after. */
async function scan(task: Task): Promise<Scanned> {
  const child = fork(new URL('door/scanners.ts', import.meta.url))
  child.send(task)
  const [scanned] = await once(child, 'message')
  return scanned
}

async function scanNaively({ databaseUrl }: ProductUnderTest, { event, codes }: Sold, scanners: number): Promise<Scanned> {
  const child = fork(new URL('door/naive-door.ts', import.meta.url), { env: { ...process.env, DATABASE_URL: databaseUrl } })
  const [port] = await once(child, 'message')
  const task = { path: '/', keys: ['none'], scanners, urls: [`http://127.0.0.1:${port}`], eventId: event.eventId }
  const scanned = await scan({ ...task, codes: withDuplicates(codes) })
  child.disconnect()
  await once(child, 'exit')
  return scanned
}

/** Each ticket let one person in, each other scan of it was refused, and the door's counters say what its admissions say. */
async function wrongAt({ database }: ProductUnderTest, { event, tokens }: Sold, { verdicts, tookMs }: Scanned): Promise<readonly string[]> {
  const { rows } = await database.query<{ admissions: number; tickets: number; admitted: number; inside: number }>(
    `select count(*)::int as admissions, count(distinct ticket_id)::int as tickets, max(c.admitted) as admitted, max(c.inside) as inside
       from admissions a join check_in_counts c on c.event_id = a.event_id where a.event_id = $1`,
    [event.eventId],
  )
  const [seen] = rows
  const wanted = tokens.length
  const isRight =
    decidedOf(verdicts, 'admitted') === wanted &&
    decidedOf(verdicts, 'duplicate') === tookMs.length - wanted &&
    seen !== undefined &&
    Object.values(seen).every((count) => count === wanted)
  return isRight ? [] : [`of ${wanted} tickets and ${tookMs.length} scans: ${JSON.stringify(verdicts)} and ${JSON.stringify(seen)}`]
}
