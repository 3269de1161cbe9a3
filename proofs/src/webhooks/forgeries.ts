import type pg from 'pg'
import type { Letter } from '../faults/post-office.ts'
import { changedTables, moneyRows } from '../faults/money-rows.ts'
import { allWorked, toldOf, write } from './cases.ts'
import type { Counter, Waiting } from './counter.ts'

/** Every way that we know to make a webhook that is not the company's. */
function forgeriesOf(counter: Counter, waiting: Waiting): Readonly<Record<string, Letter>> {
  const genuine = write(counter, toldOf(waiting))
  const other = write(counter, toldOf(waiting, { status: 'declined' }))
  const replaced = (from: string, to: string): Letter => ({ ...genuine, body: genuine.body.replaceAll(from, to) })
  const { company } = counter
  const common: Record<string, Letter> = {
    'another secret': write(counter, toldOf(waiting), 'not the secret'),
    'no secret': write(counter, toldOf(waiting), ''),
    'the signature of other news': company.id === 'wompi' ? swapChecksum(genuine, other) : { ...genuine, headers: other.headers },
    'another amount': replaced('12000000', '100'),
    'another payment': replaced(waiting.providerRef, `${waiting.providerRef}9`),
    'no body': { ...genuine, body: '' },
    'no JSON': { ...genuine, body: 'approved' },
    'an empty object': { ...genuine, body: '{}' },
    'the other company’s road': { ...genuine, path: company.id === 'wompi' ? '/webhooks/sandbox' : '/webhooks/wompi' },
  }
  return company.id === 'wompi' ? { ...common, ...wompiForgeries(genuine) } : { ...common, ...sandboxForgeries(genuine) }
}

const swapChecksum = (genuine: Letter, other: Letter): Letter => ({
  ...genuine,
  body: genuine.body.replace(genuine.headers['x-event-checksum'] ?? '-', other.headers['x-event-checksum'] ?? '-'),
})

const wompiForgeries = (genuine: Letter): Record<string, Letter> => ({
  'nothing is signed': { ...genuine, body: genuine.body.replace(/"properties":\[[^\]]+\]/, '"properties":[]') },
  'other properties are signed': { ...genuine, body: genuine.body.replace(/"properties":\[[^\]]+\]/, '"properties":["transaction.reference"]') },
  'another time': { ...genuine, body: genuine.body.replace(/"timestamp":\d+/, '"timestamp":1') },
  'no checksum': { ...genuine, body: genuine.body.replace(/"checksum":"[^"]+"/, '"checksum":""') },
})

const sandboxForgeries = (genuine: Letter): Record<string, Letter> => ({
  'no signature': { ...genuine, headers: { 'content-type': 'application/json' } },
  'another time': { ...genuine, headers: { 'x-sandbox-signature': (genuine.headers['x-sandbox-signature'] ?? '').replace(/t=\d+/, 't=1') } },
  'one space more': { ...genuine, body: `${genuine.body} ` },
  'half of the signature': { ...genuine, headers: { 'x-sandbox-signature': (genuine.headers['x-sandbox-signature'] ?? '').slice(0, 50) } },
})

/** Sends every forgery, lets the worker have its turns, and compares all rows of money, stock and tickets. */
export async function forge(counter: Counter): Promise<{ readonly sent: number; readonly problems: readonly string[] }> {
  const waiting = await counter.waiting()
  await counter.silencePoller(waiting)
  await allWorked(counter)
  const { database, post } = counter.ground
  await database.query(`update payments set next_poll_at = now() + interval '1 hour' where next_poll_at is not null`)
  const before = await moneyRows(database)
  const storedBefore = await storedAbout(database, waiting.reference)
  const forgeries = forgeriesOf(counter, waiting)
  const problems: string[] = []
  for (const [what, forged] of Object.entries(forgeries)) {
    const [status = 0] = await post.deliver(forged)
    if (status !== 401 && status !== 400 && status !== 404) problems.push(`${counter.company.id}: «${what}» was answered ${status}`)
  }
  // Earlier news may be told again meanwhile: of the inbox only what the forgeries are about is looked at.
  const changed = changedTables(before, await moneyRows(database)).filter((table) => table !== 'webhook_inbox')
  if ((await storedAbout(database, waiting.reference)) !== storedBefore) changed.push('webhook_inbox')
  problems.push(...changed.map((table) => `${counter.company.id}: forgeries changed ${table}`))
  // A genuine one of nobody's payment goes through the same worker after them: when it is worked, they had their turn too.
  await post.deliver(write(counter, { ...toldOf(waiting), reference: 'NOBODY-2-000000', providerRef: 'nobodys' }))
  await allWorked(counter)
  const after = changedTables(before, await moneyRows(database)).filter((table) => table !== 'webhook_inbox')
  problems.push(...after.map((table) => `${counter.company.id}: the worker made something of forgeries in ${table}`))
  return { sent: Object.keys(forgeries).length, problems }
}

async function storedAbout(database: pg.Pool, reference: string): Promise<number> {
  const { rows } = await database.query<{ count: string }>('select count(*) from webhook_inbox where starts_with(dedupe_key, $1)', [reference])
  return Number(rows[0]?.count)
}
