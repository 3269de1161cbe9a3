import { connect } from 'node:net'
import type { Letter } from '../faults/post-office.ts'
import { priceMinor } from '../faults/shopper.ts'
import { until } from '../faults/until.ts'
import type { Counter, Waiting } from './counter.ts'
import { letter, type Told } from './letters.ts'

/** What happened, and how it has to end. */
export type Case = { readonly name: string; readonly run: (counter: Counter) => Promise<void> }
export const paid = 'paid, succeeded, 1 tickets'
const secretOf = ({ ground, company }: Counter): string => ground.env[company.id === 'wompi' ? 'WOMPI_EVENTS_SECRET' : 'SANDBOX_SECRET'] ?? ''
export const toldOf = ({ providerRef, reference }: Waiting, more: Partial<Told> = {}): Told => ({
  providerRef,
  reference,
  status: 'approved',
  amountMinor: priceMinor,
  currency: 'COP',
  ...more,
})
export const write = (counter: Counter, told: Told, secret = secretOf(counter)): Letter => letter(counter.company.id, told, secret)

/** The company decides, and its webhook is kept back until we want it. */
async function kept(counter: Counter, waiting: Waiting, outcome: 'approved' | 'declined' = 'approved'): Promise<Letter> {
  const { ground, company } = counter
  ground.post.handle(waiting.reference, 'keep')
  await counter.silencePoller(waiting)
  await company.decide(waiting.providerRef, outcome)
  await until('the company tells its news', async () => ground.post.kept(waiting.reference).length > 0)
  const [first] = ground.post.kept(waiting.reference)
  if (!first) throw new Error('there is a letter')
  return first
}

export async function expectAll(what: string, statuses: readonly number[], wanted: number): Promise<void> {
  const others = statuses.filter((status) => status !== wanted)
  if (others.length > 0) throw new Error(`${what}: answered ${[...new Set(others)].join(', ')} and not ${wanted}`)
}

async function toldOnce(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  await counter.silencePoller(waiting)
  await counter.company.decide(waiting.providerRef, 'approved')
  await counter.becomes(waiting.order, paid)
}

async function lost(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  counter.ground.post.handle(waiting.reference, 'lose')
  await counter.company.decide(waiting.providerRef, 'approved')
  await counter.becomes(waiting.order, paid)
}

async function doubled(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  const news = await kept(counter, waiting)
  const { post } = counter.ground
  await expectAll('ten at once', await post.deliver(news, 10), 200)
  await counter.becomes(waiting.order, paid)
  await expectAll('ten more', await post.deliver(news, 10), 200)
  await allWorked(counter)
  await counter.becomes(waiting.order, paid)
}

/** After the poller has found out by itself. */
async function late(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  counter.ground.post.handle(waiting.reference, 'keep')
  await counter.company.decide(waiting.providerRef, 'approved')
  await counter.becomes(waiting.order, paid)
  const [news] = counter.ground.post.kept(waiting.reference)
  if (!news) throw new Error('there is a letter')
  await expectAll('late', await counter.ground.post.deliver(news), 200)
  await allWorked(counter)
  await counter.becomes(waiting.order, paid)
}

async function endHold({ ground }: Counter, { order }: Waiting): Promise<void> {
  await ground.database.query(`update orders set expires_at = now() - interval '1 second' where id = $1`, [order.id])
}

/** After the hold is over, while there is enough. */
async function lateWithStock(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  await counter.silencePoller(waiting)
  await endHold(counter, waiting)
  await until('the hold ends', async () => (await counter.stateOf(waiting.order)).startsWith('expired'))
  await counter.company.decide(waiting.providerRef, 'approved')
  await counter.becomes(waiting.order, paid)
}

/** After the hold is over, and somebody else has the ticket. */
async function lateWithoutStock(counter: Counter): Promise<void> {
  const wish = await counter.scarce()
  const waiting = await counter.waiting(wish)
  await counter.silencePoller(waiting)
  await endHold(counter, waiting)
  await until('the hold ends', async () => (await counter.stateOf(waiting.order)).startsWith('expired'))
  const winner = await counter.waiting(wish)
  await counter.company.decide(winner.providerRef, 'approved')
  await counter.becomes(winner.order, paid)
  await counter.company.decide(waiting.providerRef, 'approved')
  // Wompi gives nothing back by itself but a card of the same day: a person does, and the refund says so.
  await counter.becomes(waiting.order, counter.company.id === 'wompi' ? 'late_paid, succeeded, 0 tickets' : 'refunded, refunded, 0 tickets')
  const { rows } = await counter.ground.database.query<{ state: string }>('select state from refunds where order_id = $1', [waiting.order.id])
  const wanted = counter.company.id === 'wompi' ? ['approved', 'processing', 'manual'] : ['succeeded']
  if (rows.length !== 1 || !wanted.includes(rows[0]?.state ?? '')) throw new Error(`late money has ${JSON.stringify(rows)} as its refund`)
}

/** Two payments whose news overtake each other, and old news of one payment after the new. */
async function reordered(counter: Counter): Promise<void> {
  const [first, second] = [await counter.waiting(), await counter.waiting()]
  const [early, later] = [await kept(counter, first), await kept(counter, second, 'declined')]
  const { post } = counter.ground
  await expectAll('the second', await post.deliver(later), 200)
  await expectAll('the first', await post.deliver(early), 200)
  await counter.becomes(first.order, paid)
  await counter.becomes(second.order, 'held, failed, 0 tickets')
  await expectAll('old news', await post.deliver(write(counter, toldOf(first, { status: 'pending' }))), 200)
  await allWorked(counter)
  await counter.becomes(first.order, paid)
}

async function wrongAmount(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  await counter.company.takeWrongAmounts(true)
  await counter.company.decide(waiting.providerRef, 'approved')
  await counter.company.takeWrongAmounts(false)
  await counter.becomes(waiting.order, 'pending_payment, needs_review, 0 tickets')
}

/** Only the webhook says the wrong amount; what the company has on record is right. */
async function wrongAmountInTheLetter(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  const lie = write(counter, toldOf(waiting, { amountMinor: 100 }))
  await kept(counter, waiting)
  await expectAll('signed', await counter.ground.post.deliver(lie), 200)
  // Wompi's signature does not cover the whole event, so it has to be asked. The sandbox's does: its own word may send a person to look.
  await counter.becomes(waiting.order, counter.company.id === 'wompi' ? paid : [paid, 'pending_payment, needs_review, 0 tickets'])
}

async function wrongCurrency(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  const way = counter.ground.ways[counter.company.id]
  way.break({ kind: 'rewrite', change: (body) => body.replaceAll('"COP"', '"USD"') })
  try {
    await kept(counter, waiting)
    await expectAll('signed', await counter.ground.post.deliver(write(counter, toldOf(waiting, { currency: 'USD' }))), 200)
    await counter.becomes(waiting.order, 'pending_payment, needs_review, 0 tickets')
  } finally {
    way.heal()
  }
}

/** Genuine, of another merchant's payment: taken, worked, and nothing comes of it. */
async function unknownReference(counter: Counter): Promise<void> {
  const stranger = write(counter, {
    providerRef: 'nobodys',
    reference: 'NOBODY-1-000000',
    status: 'approved',
    amountMinor: priceMinor,
    currency: 'COP',
  })
  await expectAll('unknown', await counter.ground.post.deliver(stranger), 200)
  await allWorked(counter)
}

/** The line is cut in the middle of the body; the company sends it again. */
async function halfABody(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  const news = await kept(counter, waiting)
  const [before, stateBefore] = [await inbox(counter, waiting), await counter.stateOf(waiting.order)]
  await cutOff(counter.ground.url, news)
  if ((await inbox(counter, waiting)) !== before) throw new Error('half a webhook was stored')
  if ((await counter.stateOf(waiting.order)) !== stateBefore) throw new Error('half a webhook changed an order')
  await expectAll('whole', await counter.ground.post.deliver(news), 200)
  await counter.becomes(waiting.order, paid)
}

async function cutOff(url: string, { path, headers, body }: Letter): Promise<void> {
  const { hostname, port, host } = new URL(url)
  const head = [`POST ${path} HTTP/1.1`, `host: ${host}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
  const whole = `${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, body.length / 2)}`
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.write(whole, () => socket.destroy())
  })
}

async function declined(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  await counter.silencePoller(waiting)
  await counter.company.decide(waiting.providerRef, 'declined')
  await counter.becomes(waiting.order, 'held, failed, 0 tickets')
}

/** The payer paid twice under one reference: one ticket, and the second is on its way back. */
async function paidTwice(counter: Counter): Promise<void> {
  const waiting = await counter.waiting()
  await counter.company.decide(waiting.providerRef, 'approved')
  await counter.becomes(waiting.order, paid)
  await counter.company.approveAgain(waiting.providerRef)
  const wanted = counter.company.id === 'wompi' ? 'paid, succeeded succeeded, 1 tickets' : 'paid, refunded succeeded, 1 tickets'
  await counter.becomes(waiting.order, wanted)
}

const inbox = async ({ ground }: Counter, { reference }: Waiting): Promise<number> => {
  const { rows } = await ground.database.query<{ count: string }>('select count(*) from webhook_inbox where starts_with(dedupe_key, $1)', [reference])
  return Number(rows[0]?.count)
}

/** Everything that was taken in has been worked, and what came of it was handed on. */
export async function allWorked({ ground }: Counter): Promise<void> {
  await until('all webhooks are worked', async () => {
    const { rows } = await ground.database.query<{ count: string }>(
      'select (select count(*) from webhook_inbox where worked_at is null) + (select count(*) from outbox where position is null) as count',
    )
    return Number(rows[0]?.count) === 0
  })
}

export const cases: readonly Case[] = [
  { name: 'told', run: toldOnce },
  { name: 'lost', run: lost },
  { name: 'doubled', run: doubled },
  { name: 'late', run: late },
  { name: 'late with stock', run: lateWithStock },
  { name: 'late without stock', run: lateWithoutStock },
  { name: 'reordered', run: reordered },
  { name: 'wrong amount in the letter', run: wrongAmountInTheLetter },
  { name: 'unknown reference', run: unknownReference },
  { name: 'half a body', run: halfABody },
  { name: 'declined', run: declined },
  { name: 'paid twice', run: paidTwice },
]
/** They change how the company answers everybody: one after the other. */
export const aloneCases: readonly Case[] = [
  { name: 'wrong amount', run: wrongAmount },
  { name: 'wrong currency', run: wrongCurrency },
]
