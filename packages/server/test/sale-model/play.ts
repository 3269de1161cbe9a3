import fc from 'fast-check'
import { sql } from 'kysely'
import type { TestDatabase } from '../database.ts'
import { checkBooks, leftovers, restsOf } from './closing.ts'
import { explain, type Answered } from './explain.ts'
import { openGround, type Ground } from './ground.ts'
import { moveOf, type Memory } from './moves.ts'
import { learn, leftOf, opening, sendOwed, type Sale } from './sale-model.ts'
import { differs, look, openStand, type Sizes, type Stand } from './stand.ts'
import { course, people, typeNames, type Act, type Step } from './steps.ts'

export type Played = {
  readonly sales: number
  readonly steps: number
  readonly acts: number
  readonly atOnce: number
  readonly tickets: number
  /** How often each answer was given and each state was an order's last. */ readonly seen: Readonly<Record<string, number>>
}
type Playing = { readonly runs: number; readonly seed: number; readonly length: number; readonly on?: TestDatabase | undefined }
type Game = { readonly ground: Ground; readonly stand: Stand; readonly memory: Memory; readonly count: Counts }
type Counts = { sales: number; steps: number; acts: number; atOnce: number; tickets: number; readonly seen: Record<string, number> }

const minute = 60_000
const sizes = fc.record({
  general: fc.integer({ min: 3, max: 8 }),
  mesa: fc.integer({ min: 1, max: 2 }),
  palco: fc.integer({ min: 2, max: 5 }),
  shared: fc.integer({ min: 4, max: 12 }),
  house: fc.integer({ min: 8, max: 16 }),
})

/**
 * Plays random sales on the product, two processes of it on one database, beside a model that knows only whole acts. After every step the rows
 * must be what the model says; after every sale what is left must be sold to the next who asks. Throws with the shortest sale that goes wrong.
 */
export async function playSales({ runs, seed, length, on }: Playing): Promise<Played> {
  const ground = await openGround(on)
  const count: Counts = { sales: 0, steps: 0, acts: 0, atOnce: 0, tickets: 0, seen: {} }
  try {
    const once = patiently(async (found: Sizes, steps: readonly Step[]) => await playSale(ground, count, found, steps))
    await fc.assert(fc.asyncProperty(sizes, course(length), once), { numRuns: runs, seed })
    await checkBooks(ground)
    return count
  } finally {
    await ground.stop()
  }
}

const shrinkMs = 20_000

/** A sale that went wrong is made shorter for a while; after that every other one passes unseen, and the shortest so far is told. */
function patiently(work: (found: Sizes, steps: readonly Step[]) => Promise<void>): typeof work {
  let wrongSince: number | undefined
  return async (found, steps) => {
    if (wrongSince !== undefined && performance.now() - wrongSince > shrinkMs) return
    try {
      await work(found, steps)
    } catch (error) {
      wrongSince ??= performance.now()
      throw error
    }
  }
}

async function playSale(ground: Ground, count: Counts, found: Sizes, steps: readonly Step[]): Promise<void> {
  const stand = await openStand(ground, found)
  const game: Game = { ground, stand, memory: { placed: new Map(), links: new Map(), keys: 0 }, count }
  count.sales += 1
  let sale = opening(ground.shop.harness.world.now().getTime())
  for (const step of steps) sale = await play(game, sale, step)
  for (const step of ending) sale = await play(game, sale, step)
  const problems = restsOf(stand.stall, sale)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  for (const { state } of sale.orders) note(count, `ended ${state}`)
  sale = await sellTheRest(game, sale)
  count.tickets += sale.orders.flatMap(({ lines }) => lines).reduce((sum, { active }) => sum + active, 0)
}

const note = ({ seen }: Counts, what: string): void => void (seen[what] = (seen[what] ?? 0) + 1)

/** Time runs out for everybody, all news are heard, and all money is sent. */
const ending: readonly Step[] = [
  { step: 'wait', minutes: 16 },
  { step: 'company_tells', copies: 1 },
  {
    step: 'together',
    acts: [
      { act: 'sweep', process: 0 },
      { act: 'drain', process: 1 },
      { act: 'sweep', process: 1 },
    ],
  },
  { step: 'money_goes_back' },
]

async function play(game: Game, sale: Sale, step: Step): Promise<Sale> {
  game.count.steps += 1
  switch (step.step) {
    case 'together':
      return await playActs(game, sale, step.acts)
    case 'wait':
      await game.ground.shop.wait(step.minutes * minute)
      return { ...sale, now: sale.now + step.minutes * minute }
    case 'payer_pays':
      return await agreed(game, await payerPays(game, sale, step.payment))
    case 'company_tells':
      return await agreed(game, await companyTells(game, sale, step.copies))
    case 'money_goes_back':
      return await agreed(game, await moneyGoesBack(game, sale))
  }
}

async function playActs(game: Game, sale: Sale, acts: readonly Act[]): Promise<Sale> {
  const { ground, stand } = game
  game.count.acts += acts.length
  game.count.atOnce += acts.length > 1 ? 1 : 0
  const moves = await Promise.all(acts.map(async (act) => await moveOf({ ...game, sale, acts }, act)))
  const answered = (await Promise.all(moves.map(async (move) => await move()))).flat()
  for (const { told } of answered) note(game.count, told.slice(told.lastIndexOf(':') + 2).split(' ')[0] ?? '')
  const beside = { sweeps: acts.some(({ act }) => act === 'sweep'), drains: acts.some(({ act }) => act === 'drain') }
  // What came too late for the one that went on beside it is taken now: then the end is known.
  if (beside.sweeps) await ground.processes[0]?.run('end-expired-holds')
  if (beside.drains) await ground.processes[0]?.hear()
  const rows = await look(ground, stand)
  const after = explain(stand.stall, sale, answered, { beside, seen: (end) => differs(rows, end) })
  if (!after) throw new Error(story(game, sale, answered, rows))
  return after
}

function story({ stand }: Game, sale: Sale, answered: readonly Answered[], rows: unknown): string {
  const told = answered.map((each) => `  ${each.told}`).join('\n')
  return `no order of whole acts explains this:\n${told}\nbefore: ${JSON.stringify(sale)}\nrows after: ${JSON.stringify(rows)}\nstall: ${JSON.stringify(stand.stall.capacities)}`
}

/** Steps in which nothing goes on beside: the rows are what the model says. */
async function agreed({ ground, stand }: Game, sale: Sale): Promise<Sale> {
  const problem = differs(await look(ground, stand), sale)
  if (problem) throw new Error(`${problem}; the model: ${JSON.stringify(sale)}`)
  return sale
}

/** One more than there is goes to nobody; what is left, to whoever asks for it next. */
async function sellTheRest(game: Game, after: Sale): Promise<Sale> {
  let sale = after
  const ask = async (type: (typeof typeNames)[number], quantity: number): Promise<Sale> =>
    await playActs(game, sale, [
      { act: 'hold', process: quantity % 2, buyer: people, lines: [{ type, quantity }], code: null, copies: 1, isMixed: false },
    ])
  for (const type of typeNames) {
    const left = leftOf(game.stand.stall, sale, type)
    sale = await ask(type, left + 1)
    if (left === 0) continue
    sale = await ask(type, left)
    sale = await playActs(game, sale, [{ act: 'pay', process: 0, order: sale.orders.length - 1, how: 'approves', copies: 2, isMixed: false }])
    sale = await playActs(game, sale, [{ act: 'drain', process: 1 }])
  }
  const unsold = leftovers(game.stand.stall, sale)
  if (unsold.length > 0) throw new Error(`${unsold.join()} could not be sold to the end`)
  return sale
}

type Booked = { readonly id: string; readonly reference: string }
async function paymentsOf({ ground, stand }: Game): Promise<readonly Booked[]> {
  const { rows } = await ground.shop.harness.database.system((tx) =>
    sql<Booked>`select id, reference from payments where event_id = ${stand.eventId} order by created_at, reference`.execute(tx),
  )
  return rows
}

async function payerPays(game: Game, sale: Sale, which: number): Promise<Sale> {
  const { simulator } = game.ground
  const own = new Set((await paymentsOf(game)).map(({ reference }) => reference))
  const open = simulator.payments().filter(({ status, reference }) => status === 'pending' && own.has(reference))
  const payment = open[which % Math.max(1, open.length)]
  if (payment) simulator.force(payment.id, 'succeeded')
  return sale // nobody knows yet
}

/** Everything that ended at the company is told, several times, to both processes, which work it at the same moment. */
async function companyTells(game: Game, sale: Sale, copies: number): Promise<Sale> {
  const { simulator, processes } = game.ground
  const booked = await paymentsOf(game)
  const told = simulator.events().filter(({ body }) => booked.some(({ reference }) => body.includes(reference)))
  const all = Array.from({ length: copies }, () => told).flat()
  await Promise.all(all.map(async ({ body, headers }, at) => await processes[at % 2]?.take(body, headers)))
  await Promise.all(processes.map(async (each) => await each.run('work-payment-webhooks')))
  const statusOf = new Map(simulator.payments().map(({ reference, status }) => [reference, status]))
  const ended = booked.filter(({ reference }) => !['pending', undefined].includes(statusOf.get(reference)))
  return ended.reduce((after, { id, reference }) => learn(after, id, isPaid(statusOf.get(reference)) ? 'succeeded' : 'failed'), sale)
}

const isPaid = (status: string | undefined): boolean => status === 'succeeded' || status === 'refunded'

/** Refunds are worked by both processes at the same moment. */
async function moneyGoesBack(game: Game, sale: Sale): Promise<Sale> {
  const { processes } = game.ground
  const heard = await playActs(game, sale, [{ act: 'drain', process: 1 }])
  await Promise.all(processes.map(async (each) => await each.run('work-refunds')))
  await Promise.all(processes.map(async (each) => await each.hear()))
  await processes[0]?.hear()
  return sendOwed(heard)
}
