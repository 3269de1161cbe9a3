import { allTold, audit, auditMessages, type Audit } from './audit.ts'
import { secondApi } from './door/second-api.ts'
import { openEvent, openOrganizer, type EventOnSale, type Organizer } from './organizer.ts'
import type { ProductUnderTest } from './product-under-test.ts'
import { rounded, type Bench, type Result, type Sizes } from './report.ts'
import { sellToCrowds, type Sold } from './sell-out/crowds.ts'
import { proveLaterOrder } from './sell-out/later-order.ts'

export type SellOut = {
  readonly capacity: number
  readonly buyers: number
  /** How many processes the buyers come from. */
  readonly processes: number
  readonly payments: Sizes['payments']
}

/** Many buyers on the last tickets, in several processes, on two api processes. */
export const sellOut: Bench = async (product, { scale, buyers = 400, payments }) =>
  await sellOutOn(product, { capacity: 5_000 * scale, buyers, processes: 4, payments })

/** One type; three types that share one quota; one type with a code of one use that everybody tries first. */
export async function sellOutOn(product: ProductUnderTest, { capacity, buyers, processes, payments }: SellOut): Promise<Result> {
  product.gateway.approve(payments)
  const second = await secondApi(product)
  try {
    const organizer = await openOrganizer(product.url)
    const deadlocksBefore = await deadlocks(product)
    const urls = [product.url, second.url]
    const sell = async (name: string, event: EventOnSale, onlyCode?: string) =>
      await sellOne(product, { name, event, capacity, onlyCode, buyers, processes, urls })
    const oneType = await sell('one type', await openOneType(organizer, capacity))
    const threeTypes = await sell('three types, one quota', await openThreeTypes(organizer, capacity))
    const oneCode = await sell('one code', await openWithCode(organizer, capacity), onlyCode)
    const later = await proveLaterOrder(product, urls, organizer)
    const counted = (await deadlocks(product)) - deadlocksBefore
    return result({ sales: [oneType, threeTypes, oneCode], later, deadlocks: counted, sizes: { capacity, buyers, processes, payments } })
  } finally {
    await second.stop()
  }
}

const onlyCode = 'UNICO'
type Ran = Sold & { readonly name: string; readonly seen: Audit; readonly codes: CodeUse; readonly problems: readonly string[] }
type CodeUse = { readonly orders: number; readonly used: number; readonly held: number }
type Running = {
  readonly name: string
  readonly event: EventOnSale
  readonly capacity: number
  readonly onlyCode: string | undefined
  readonly buyers: number
  readonly processes: number
  readonly urls: readonly string[]
}

async function sellOne(product: ProductUnderTest, { name, ...running }: Running): Promise<Ran> {
  const { database } = product
  const sold = await sellToCrowds({ ...running, database })
  await allTold(database)
  const eventIds = [running.event.eventId]
  const seen = await audit(database, eventIds)
  const codes = await codeUse(product, running.event.eventId)
  const wantedCodes = running.onlyCode ? 1 : 0
  product.tell(`  ${name}: ${seen.tickets} tickets of ${running.capacity} in ${sold.seconds.toFixed(1)} s`)
  const problems = [
    ...seen.problems,
    ...(await auditMessages(database, eventIds)),
    ...several(sold.tally.problems),
    ...(seen.tickets === running.capacity ? [] : [`${seen.tickets} tickets of ${running.capacity} places`]),
    ...(seen.held === 0 ? [] : [`${seen.held} places left held`]),
    ...(codes.orders === wantedCodes && codes.used === wantedCodes && codes.held === 0 ? [] : [`the code: ${JSON.stringify(codes)}`]),
    ...(sold.tally.withCode === wantedCodes ? [] : [`${sold.tally.withCode} buyers were told that they have the code`]),
  ]
  return { ...sold, name, seen, codes, problems: problems.map((problem) => `${name}: ${problem}`) }
}

const several = (problems: readonly string[]): readonly string[] => (problems.length === 0 ? [] : [`${problems.length} of: ${problems[0]}`])

type Found = {
  readonly sales: readonly Ran[]
  readonly later: Pick<Result, 'figures' | 'problems'>
  readonly deadlocks: number
  readonly sizes: SellOut
}

function result({ sales, later, deadlocks: counted, sizes }: Found): Result {
  const sum = (of: (sale: Ran) => number) => sales.reduce((total, sale) => total + of(sale), 0)
  return {
    figures: {
      oversold: sum(({ seen }) => seen.oversold),
      leftHeld: sum(({ seen }) => seen.held),
      deadlocks: counted,
      seconds: rounded(Math.max(...sales.map(({ seconds }) => seconds))),
      ...Object.fromEntries(sales.map(({ name, seconds }) => [`seconds, ${name}`, rounded(seconds)])),
      ordersWithTheCode: sum(({ codes }) => codes.orders),
      orders: sum(({ seen }) => seen.paid),
      tickets: sum(({ seen }) => seen.tickets),
      repeated: sum(({ tally }) => tally.repeated),
      walkedAway: sum(({ tally }) => tally.walkedAway),
      released: sum(({ tally }) => tally.released),
      refused: sum(({ tally }) => tally.refused),
      faults: sum(({ tally }) => tally.faults),
      ...later.figures,
    },
    comparedTo: { ...sizes, apis: 2, leftOut: 'seats: the product has none yet' },
    problems: [...sales.flatMap(({ problems }) => problems), ...later.problems, ...(counted === 0 ? [] : [`${counted} deadlocks`])],
  }
}

const openOneType = async (organizer: Organizer, capacity: number) =>
  await openEvent(organizer, { title: 'Las últimas', capacity, types: [{ name: 'General', quantity: capacity, priceMinor: 9_000_000 }] })

/** Each type alone could sell everything; the shared quota says how much all three may. */
const openThreeTypes = async (organizer: Organizer, capacity: number) =>
  await openEvent(organizer, {
    title: 'Tres tipos',
    capacity: capacity * 3,
    sharedCapacity: capacity,
    types: ['Platea', 'Balcón', 'Palco'].map((name) => ({ name, quantity: capacity, priceMinor: 9_000_000 })),
  })

async function openWithCode(organizer: Organizer, capacity: number): Promise<EventOnSale> {
  const event = await openOneType(organizer, capacity)
  const worth = { kind: 'percent', percentBp: 5_000 } as const
  await organizer.api.createCode({ eventId: event.eventId, code: onlyCode, worth, maxUses: 1 }, { idempotencyKey: crypto.randomUUID() })
  return event
}

async function codeUse({ database }: ProductUnderTest, eventId: string): Promise<CodeUse> {
  const { rows } = await database.query<CodeUse>(
    `select (select count(*)::int from orders where event_id = $1 and promo_code_id is not null) as orders,
      (select coalesce(sum(sold), 0)::int from pools where event_id = $1 and kind = 'code') as used, (select coalesce(sum(held), 0)::int from pools where event_id = $1 and kind = 'code') as held`,
    [eventId],
  )
  return rows[0] ?? { orders: 0, used: 0, held: 0 }
}

async function deadlocks({ database }: ProductUnderTest): Promise<number> {
  const { rows } = await database.query<{ deadlocks: string }>('select deadlocks from pg_stat_database where datname = current_database()')
  return Number(rows[0]?.deadlocks)
}
