import type { Seen } from '../faults/proxy.ts'
import { until } from '../faults/until.ts'
import { ends, expectCharges, expectThat, held, isRefused, pays, type Desk } from './desk.ts'

export type Case = {
  readonly name: string
  /** Too slow for the short form. */
  readonly isLong?: boolean
  /** Without the other company. */
  readonly isAlone?: boolean
  readonly run: (desk: Desk) => Promise<void>
}
const buyersMeanwhile = 10

/** The charge was made, or was not, and the answer is lost: it is found or sent again, and stands there once. */
function lostOnce(fault: Parameters<Desk['way']['break']>[0]): Case['run'] {
  return async (desk) => {
    const order = await held(desk)
    desk.way.break(fault, { method: 'POST', times: 1 })
    const { provider } = await pays(desk, order)
    expectThat(`the charge went to ${provider}`, provider === desk.first.id)
    await expectCharges(desk, order, { first: 1, second: 0 })
    await ends(desk, order)
  }
}

async function askedToWaitOnce(desk: Desk): Promise<void> {
  const order = await held(desk)
  desk.way.break({ kind: 'status', when: 'before', status: 429, retryAfter: 1 }, { method: 'POST', times: 1 })
  const { tookMs } = await pays(desk, order)
  expectThat(`asked again after ${Math.round(tookMs)} ms, before the second it was told to wait`, tookMs >= 1000)
  await expectCharges(desk, order, { first: 1, second: 0 })
  await ends(desk, order)
}

/** Every answer is cut in the middle, also the question what became of it: nobody knows whether there is a charge. */
async function halfAnswers(desk: Desk): Promise<void> {
  const order = await held(desk)
  desk.way.break({ kind: 'cut', when: 'after' })
  const { refusal } = await isRefused(desk, order)
  expectThat(`the buyer was told ${refusal.code}`, refusal.code === 'provider_unavailable' && typeof refusal.details['paymentId'] === 'string')
  const again = await isRefused(desk, order)
  expectThat(`a second try was answered ${again.refusal.code}`, again.refusal.code === 'payment_open')
  await expectCharges(desk, order, { first: 1, second: 0 })
  desk.way.heal()
  await until('the charge is found', async () => (await desk.shopper.look(order)).payments.some(({ state }) => state !== 'created'), 60_000)
  await ends(desk, order)
  await expectCharges(desk, order, { first: 1, second: 0 })
}

/** Nothing was done, and everybody knows: the same buyer pays at the other company, and the first is left alone. */
function turnedAway(breakIt: (desk: Desk) => Promise<void>): Case['run'] {
  return async (desk) => {
    const order = await held(desk)
    await breakIt(desk)
    const { refusal, tookMs } = await isRefused(desk, order)
    expectThat(`the buyer was told ${refusal.code}`, refusal.code === 'provider_unavailable')
    expectThat(`the words are «${String(refusal.details['detail'])}»`, String(refusal.details['detail']).includes('siguen reservadas'))
    expectThat(`the buyer waited ${Math.round(tookMs)} ms`, tookMs < 5_000)
    const askedBefore = desk.way.seen.length
    const { provider } = await pays(desk, order)
    expectThat(`the second try went to ${provider}`, provider === desk.second.id)
    for (let each = 0; each < buyersMeanwhile; each += 1) {
      const paid = await pays(desk, await held(desk))
      expectThat(`a buyer waited ${Math.round(paid.tookMs)} ms for a company that rests`, paid.tookMs < 5_000)
    }
    expectRest(desk.way.seen.slice(askedBefore))
    await expectCharges(desk, order, { first: 0, second: 1 })
    await ends(desk, order)
  }
}

/** Nobody who buys reaches a company that rests. The worker rests for itself: it finds out with one question about an earlier payment. */
function expectRest(calls: readonly Seen[]): void {
  const questions = calls.filter(({ method, path }) => method === 'GET' && path.includes('reference='))
  expectThat(
    `a company that rests was called: ${calls.map(({ method, path }) => `${method} ${path}`).join(', ')}`,
    questions.length === calls.length && questions.length <= 1,
  )
}

const down = (desk: Desk) => desk.way.down()
const tooMany = async (desk: Desk) => desk.way.break({ kind: 'status', when: 'before', status: 429, retryAfter: 30 })

/** After its rest one call finds out that the company is back. */
async function comesBack(desk: Desk): Promise<void> {
  await turnedAway(down)(desk)
  await desk.way.up()
  const order = await held(desk)
  await until(
    `${desk.first.id} is offered again`,
    async () => (await desk.shopper.offers(order)).find(({ method }) => method === 'nequi')?.provider === desk.first.id,
    60_000,
  )
  const { provider } = await pays(desk, order)
  expectThat(`after the rest the charge went to ${provider}`, provider === desk.first.id)
  await expectCharges(desk, order, { first: 1, second: 0 })
  await ends(desk, order)
}

/** Time-outs: the first buyers wait for them, those who come later do not. */
async function slow(desk: Desk): Promise<void> {
  const orders = await Promise.all(Array.from({ length: 3 }, () => held(desk)))
  desk.way.break({ kind: 'slow', ms: 15_000 })
  const firsts = await Promise.all(orders.map((order) => isRefused(desk, order)))
  const longest = Math.max(...firsts.map(({ tookMs }) => tookMs))
  expectThat(`a buyer waited ${Math.round(longest)} ms`, longest < 25_000)
  const { tookMs, provider } = await pays(desk, await held(desk))
  expectThat(`the next buyer waited ${Math.round(tookMs)} ms at ${provider}`, tookMs < 3_000 && provider === desk.second.id)
  desk.way.heal()
  for (const order of orders) {
    await until('the charge is found', async () => (await desk.shopper.look(order)).payments.some(({ state }) => state !== 'created'), 90_000)
    await ends(desk, order)
    await expectCharges(desk, order, { first: 1, second: 0 })
  }
}

/** Nobody else can take the money: the buyer is told that the company is away, and keeps the tickets. */
async function nobodyElse(desk: Desk): Promise<void> {
  const order = await held(desk)
  await desk.way.down()
  for (let each = 0; each < 3; each += 1) {
    const { refusal } = await isRefused(desk, order)
    expectThat(`the buyer was told ${refusal.code}`, refusal.code === 'provider_unavailable')
  }
  expectThat('the order is held', (await desk.shopper.look(order)).state === 'held' || (await desk.shopper.look(order)).state === 'pending_payment')
  await expectCharges(desk, order, { first: 0, second: 0 })
}

export const chargeCases: readonly Case[] = [
  { name: 'cut after the charge', run: lostOnce({ kind: 'cut', when: 'after' }) },
  { name: '500 after the charge', run: lostOnce({ kind: 'status', when: 'after', status: 500 }) },
  { name: 'cut before the charge', run: lostOnce({ kind: 'cut', when: 'before' }) },
  { name: '500 before the charge', run: lostOnce({ kind: 'status', when: 'before', status: 500 }) },
  { name: '429 once', run: askedToWaitOnce },
  { name: '429', run: turnedAway(tooMany) },
  { name: 'down', run: turnedAway(down) },
  { name: 'nobody else', run: nobodyElse, isAlone: true },
  { name: 'half answers', run: halfAnswers, isLong: true },
  { name: 'comes back', run: comesBack, isLong: true },
  { name: 'slow', run: slow, isLong: true },
]
