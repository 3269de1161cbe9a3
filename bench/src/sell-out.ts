import { allTold, audit, auditMessages, type Audit } from './audit.ts'
import { GivenUp, hold, pay, quote, release, type Wish } from './buyer.ts'
import { TicketWatch } from './crowd.ts'
import { lines } from './lines.ts'
import { openEvent, openOrganizer, type EventOnSale, type Organizer } from './organizer.ts'
import type { ProductUnderTest } from './product-under-test.ts'
import { rounded, type Bench } from './report.ts'

const lastTickets = 1_000
const patienceMs = 120_000
const changesOfMind = 0.1
const lookAgainMs = 500

/** Many buyers on the last tickets. One in ten changes their mind and gives the hold back, and what they give back is sold to somebody else. */
export const sellOut: Bench = async (product, { scale, buyers = 400, payments }) => {
  product.gateway.approve(payments)
  const capacity = lastTickets * scale
  const organizer = await openOrganizer(product.url)
  const deadlocksBefore = await deadlocks(product)
  const oneType = await run(product, buyers, await openOneType(organizer, capacity), capacity)
  const threeTypes = await run(product, buyers, await openThreeTypes(organizer, capacity), capacity)
  const all = [oneType, threeTypes]
  const problems = all.flatMap(({ seen, givenUp }) => [
    ...seen.problems,
    ...givenUp.problems,
    ...(seen.tickets === capacity ? [] : [`${seen.tickets} tickets of ${capacity} places`]),
    ...(seen.held === 0 ? [] : [`${seen.held} places left held`]),
  ])
  const sum = (of: (seen: Audit) => number) => all.reduce((total, { seen }) => total + of(seen), 0)
  return {
    figures: {
      oversold: sum((seen) => seen.oversold),
      leftHeld: sum((seen) => seen.held),
      deadlocks: (await deadlocks(product)) - deadlocksBefore,
      seconds: rounded(Math.max(oneType.seconds, threeTypes.seconds)),
      secondsOneType: rounded(oneType.seconds),
      secondsThreeTypes: rounded(threeTypes.seconds),
      released: oneType.released + threeTypes.released,
      refused: oneType.refused + threeTypes.refused,
      buyers,
      faults: oneType.faults + threeTypes.faults,
    },
    comparedTo: {
      capacity,
      ticketsOfOneType: oneType.seen.tickets,
      ticketsOfThreeTypes: threeTypes.seen.tickets,
      payments,
      leftOut: 'seats, and codes with one use: the product has none yet',
    },
    problems,
  }
}

const openOneType = (organizer: Organizer, capacity: number) =>
  openEvent(organizer, { title: 'Las últimas', capacity, types: [{ name: 'General', quantity: capacity, priceMinor: 9_000_000 }] })

/** Each type alone could sell everything; the shared quota says how much all three may. */
const openThreeTypes = (organizer: Organizer, capacity: number) =>
  openEvent(organizer, {
    title: 'Tres tipos',
    capacity: capacity * 3,
    sharedCapacity: capacity,
    types: ['Platea', 'Balcón', 'Palco'].map((name) => ({ name, quantity: capacity, priceMinor: 9_000_000 })),
  })

async function run(product: ProductUnderTest, buyers: number, event: EventOnSale, capacity: number) {
  const open = lines(product.url, buyers)
  const watch = new TicketWatch(product.database)
  const givenUp = new GivenUp()
  const state = { sold: 0, released: 0, refused: 0 }
  const startedAt = performance.now()
  const isOver = () => state.sold >= capacity || performance.now() - startedAt > patienceMs
  const buyer = async (): Promise<void> => {
    while (!isOver()) await givenUp.count(() => tryOnce(randomWish(event, state.sold, capacity)))
  }
  const tryOnce = async (wish: Wish): Promise<void> => {
    const hash = await quote(open, wish)
    const held = hash === undefined ? undefined : await hold(open, wish, hash)
    if (!held) {
      state.refused += 1
      return await new Promise((resolve) => setTimeout(resolve, lookAgainMs)) // somebody may give theirs back
    }
    if (Math.random() < changesOfMind) {
      await release(open, held)
      state.released += 1
      return
    }
    await pay(open, held)
    await watch.paid(held.orderId)
    state.sold += wish.quantity
  }
  await Promise.all(Array.from({ length: buyers }, buyer))
  const seconds = (performance.now() - startedAt) / 1000
  watch.stop()
  open.close()
  await allTold(product.database)
  const found = await audit(product.database, [event.eventId])
  const seen = { ...found, problems: [...found.problems, ...(await auditMessages(product.database, [event.eventId]))] }
  product.tell(`  ${seen.tickets} tickets of ${capacity} in ${seconds.toFixed(1)} s`)
  return { seen, seconds, givenUp, faults: open.faults(), released: state.released, refused: state.refused }
}

/** One to three tickets of any type; near the end single ones, so that the last place can be sold. */
function randomWish({ eventId, typeIds, questionId }: EventOnSale, sold: number, capacity: number): Wish {
  const quantity = sold > capacity * 0.8 ? 1 : 1 + Math.floor(Math.random() * 3)
  return { eventId, typeId: typeIds[Math.floor(Math.random() * typeIds.length)] ?? '', quantity, questionId }
}

async function deadlocks({ database }: ProductUnderTest): Promise<number> {
  const { rows } = await database.query<{ deadlocks: string }>('select deadlocks from pg_stat_database where datname = current_database()')
  return Number(rows[0]?.deadlocks)
}
