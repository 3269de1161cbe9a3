import { allTold, audit, auditMessages } from './audit.ts'
import { GivenUp, hold, pay, quote, type Wish } from './buyer.ts'
import { crowd, TicketWatch } from './crowd.ts'
import { growData } from './grow-data.ts'
import { lines } from './lines.ts'
import { openEvent, openOrganizer, type EventOnSale } from './organizer.ts'
import type { ProductUnderTest } from './product-under-test.ts'
import { median, percentile, rounded, type Bench } from './report.ts'
import { perThing, processorTime } from './processor-time.ts'
import { naiveRival, rowUpdateRival } from './rivals.ts'

const rounds = 3
const plenty = 200_000
const secondsToWarm = 8

/** One hot event. First reservations alone, turn by turn with what they are compared to; then whole sales: quote, hold, payment, tickets, message. */
export const sale: Bench = async (product, { seconds, scale, buyers = 100, payments }) => {
  const organizer = await openOrganizer(product.url)
  const hot = (title: string) =>
    openEvent(organizer, {
      title,
      capacity: plenty,
      sharedCapacity: plenty,
      types: [
        { name: 'General', quantity: plenty, priceMinor: 12_000_000 },
        { name: 'Palco', quantity: 1000, priceMinor: 30_000_000 },
      ],
    })
  const [holds, warm, sales, naive] = [await hot('Reservas'), await hot('De prueba'), await hot('Venta'), await hot('Ingenua')]
  if (scale > 1) await growData(product.database, sales, scale)
  const wishOf = ({ eventId, typeIds, questionId }: EventOnSale): Wish => ({ eventId, typeId: typeIds[0] ?? '', quantity: 1, questionId })

  const reservations = await compareHolds(product, { wish: wishOf(holds), naive: wishOf(naive), buyers, seconds })
  product.gateway.approve(payments)
  await sell(product, { ...wishOf(warm), promoCode: warm.promoCode }, buyers, secondsToWarm) // compiled code: a sale that lasts an hour has it
  const sold = await sell(product, { ...wishOf(sales), promoCode: sales.promoCode }, buyers, seconds)
  await allTold(product.database)
  const seen = await audit(product.database, [holds.eventId, sales.eventId])
  const problems = [
    ...seen.problems,
    ...(await audit(product.database, [warm.eventId])).problems,
    ...(await auditMessages(product.database, [sales.eventId])),
    ...sold.givenUp.problems,
    ...(seen.paid === sold.orders ? [] : [`${sold.orders} buyers were served, ${seen.paid} orders are paid`]),
  ]
  return {
    figures: {
      ordersPerMinute: Math.round((60 * seen.paid) / sold.seconds),
      orders: seen.paid,
      tickets: seen.tickets,
      buyers,
      faults: sold.faults,
      oversold: seen.oversold,
      holdP50Ms: percentile(sold.holdMs, 0.5),
      holdP99Ms: percentile(sold.holdMs, 0.99),
      ticketP50Ms: percentile(sold.ticketMs, 0.5),
      ticketP99Ms: percentile(sold.ticketMs, 0.99),
      processorMsPerOrderApi: sold.processor.api,
      processorMsPerOrderWorker: sold.processor.worker,
      processorMsPerOrderPostgres: sold.processor.postgres,
      processorMsPerOrderBench: sold.processor.bench,
      processorMsPerOrderOutside: sold.processor.outside,
      holdsPerSecond: rounded(reservations.ours),
      ratioToNaive: rounded(reservations.ours / reservations.naive, 2),
      ratioToRowUpdate: rounded(reservations.ours / reservations.rowUpdate, 3),
    },
    comparedTo: {
      naiveHoldsPerSecond: rounded(reservations.naive),
      rowUpdatesPerSecond: rounded(reservations.rowUpdate),
      payments,
      scale,
      on: 'a percent code for one buyer in five, IVA in the price, a required question, a shared quota, consents, audit, outbox, messages, row-level security',
    },
    problems,
  }
}

type Comparing = { readonly wish: Wish; readonly naive: Wish; readonly buyers: number; readonly seconds: number }

/** Turn by turn, so that a neighbour of this machine who wakes up slows all of them; medians of the rounds. */
async function compareHolds(product: ProductUnderTest, { wish, naive, buyers, seconds }: Comparing) {
  const rivals = { naive: await naiveRival(product, naive), rowUpdate: await rowUpdateRival(product) }
  const slice = Math.max(1, seconds / rounds)
  const rates: Record<'ours' | 'naive' | 'rowUpdate', number[]> = { ours: [], naive: [], rowUpdate: [] }
  await holdOnly(product, wish, buyers, 1) // warm: compiled code, open connections
  await rivals.naive.run(buyers, 1)
  for (let round = 0; round < rounds; round += 1) {
    rates.ours.push(await holdOnly(product, wish, buyers, slice))
    rates.naive.push(await rivals.naive.run(buyers, slice))
    rates.rowUpdate.push(await rivals.rowUpdate.run(buyers, slice))
    product.tell(
      `  reservations a second: ours ${rates.ours.at(-1)?.toFixed(0)}, naive ${rates.naive.at(-1)?.toFixed(0)}, row update ${rates.rowUpdate.at(-1)?.toFixed(0)}`,
    )
  }
  await rivals.naive.stop()
  await rivals.rowUpdate.stop()
  return { ours: median(rates.ours), naive: median(rates.naive), rowUpdate: median(rates.rowUpdate) }
}

async function holdOnly({ url }: ProductUnderTest, wish: Wish, buyers: number, seconds: number): Promise<number> {
  const open = lines(url, buyers)
  const hash = (await quote(open, wish)) ?? ''
  let done = 0
  const took = await crowd(buyers, seconds, async () => {
    if (!(await hold(open, wish, hash))) throw new Error('sold out in the middle of the bench')
    done += 1
  })
  open.close()
  return done / took
}

/** Each buyer begins the next order when the tickets of the last one are there. The seconds run until the last of them is. */
const oneInFive = 5

async function sell({ url, database }: ProductUnderTest, withCode: Wish, buyers: number, seconds: number) {
  const open = lines(url, buyers)
  const watch = new TicketWatch(database)
  const holdMs: number[] = []
  const ticketMs: number[] = []
  const givenUp = new GivenUp()
  let turn = 0
  const buyOne = async (): Promise<void> => {
    turn += 1
    const wish = turn % oneInFive === 0 ? withCode : { ...withCode, promoCode: undefined }
    const hash = await quote(open, wish)
    const held = hash === undefined ? undefined : await hold(open, wish, hash)
    if (!held) throw new Error('sold out in the middle of the bench')
    holdMs.push(held.tookMs)
    await pay(open, held)
    ticketMs.push(await watch.paid(held.orderId))
  }
  const before = processorTime()
  const took = await crowd(buyers, seconds, () => givenUp.count(buyOne))
  const processor = perThing(before, processorTime(), ticketMs.length)
  watch.stop()
  open.close()
  return { seconds: took, orders: ticketMs.length, holdMs, ticketMs, givenUp, faults: open.faults(), processor }
}
