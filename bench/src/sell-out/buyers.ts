import { patientLines } from '../cluster/patient-lines.ts'
import type { EventOnSale } from '../organizer.ts'
import { shopper, type Shopper, type Tally, type Wish } from './shopper.ts'

/** What the bench asks of this process. */
export type Task = {
  readonly urls: readonly string[]
  readonly event: EventOnSale
  readonly capacity: number
  readonly buyers: number
  /** Of the processes of buyers this is the so manieth: nobody may be the same person twice. */
  readonly number: number
  /** Every buyer tries it first, all at once. */
  readonly onlyCode?: string | undefined
}
/** While it goes on the process hears how many places are sold; when all are, it tells what it did and ends. */
export type News = { readonly sold: number }

const patienceMs = 60_000
const lookAgainMs = 150
const mostAtOnce = 6
/** Of what is left when single tickets are bought, so that the last place can be sold. */
const lastShare = 0.15
const habits = { release: 0.08, walkAway: 0.06 }

let sold = 0
process.on('message', (message: Task | News) => {
  if ('sold' in message) sold = message.sold
  else void buyAll(message).then((tally) => process.send?.(tally, () => process.disconnect?.()))
})

async function buyAll(task: Task): Promise<Tally & { readonly faults: number }> {
  const open = patientLines(task.urls, task.buyers * 2, patienceMs)
  const tally: Tally = { orders: 0, refused: 0, released: 0, walkedAway: 0, repeated: 0, withCode: 0, problems: [] }
  const buyer = shopper(open, tally, peopleOf(task.number))
  const person = async (): Promise<void> => {
    if (task.onlyCode) await watched(tally, () => tryCode(buyer, tally, task))
    while (sold < task.capacity) await watched(tally, () => tryOnce(buyer, tally, task))
  }
  await Promise.all(Array.from({ length: task.buyers }, person))
  open.close()
  return { ...tally, faults: open.faults() }
}

function peopleOf(number: number): () => object {
  let count = number * 1_000_000
  return () => {
    count += 1
    return { name: 'Luisa Fernanda Mejía', email: `buyer${count}@example.co`, phone: `+57300${String(count).padStart(7, '0')}` }
  }
}

async function watched(tally: Tally, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    tally.problems.push(error instanceof Error ? error.message : String(error))
    await later(lookAgainMs)
  }
}

/** Who gets the code pays; everybody else buys at the full price later. */
async function tryCode(buyer: Shopper, tally: Tally, task: Task): Promise<void> {
  const wish = { ...wishFor(task, 1), promoCode: task.onlyCode }
  const hash = await buyer.quote(wish)
  const held = hash === undefined ? undefined : await buyer.hold(wish, hash)
  if (!held) return
  tally.withCode += 1
  await buyer.pay(held)
  tally.orders += 1
}

async function tryOnce(buyer: Shopper, tally: Tally, task: Task): Promise<void> {
  const mood = Math.random()
  const isWalking = mood < habits.walkAway
  const wish = wishFor(task, quantityFor(task), isWalking ? 'walks-away' : undefined)
  const hash = await buyer.quote(wish)
  const held = hash === undefined ? undefined : await buyer.hold(wish, hash)
  if (!held) {
    tally.refused += 1
    return await later(lookAgainMs) // somebody may give theirs back
  }
  if (isWalking) tally.walkedAway += 1
  else if (mood < habits.walkAway + habits.release) {
    await buyer.release(held)
    tally.released += 1
  } else {
    await buyer.pay(held)
    tally.orders += 1
  }
}

const quantityFor = ({ capacity }: Task): number => (capacity - sold < capacity * lastShare ? 1 : 1 + Math.floor(Math.random() * mostAtOnce))

function wishFor({ event }: Task, quantity: number, referral?: string): Wish {
  const typeId = event.typeIds[Math.floor(Math.random() * event.typeIds.length)] ?? ''
  return { eventId: event.eventId, questionId: event.questionId, typeId, quantity, referral }
}

async function later(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
}
