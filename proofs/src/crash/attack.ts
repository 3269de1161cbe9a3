import { GivenUp } from '@fashionistas/bench/src/buyer.ts'
import { bystanders, killHard, recovered } from '@fashionistas/bench/src/cluster/kill.ts'
import type { OwnProduct } from '@fashionistas/bench/src/cluster/own-product.ts'
import { patientLines } from '@fashionistas/bench/src/cluster/patient-lines.ts'
import { openEvent, type EventOnSale, type Organizer } from '@fashionistas/bench/src/organizer.ts'
import { examine, settled } from './examine.ts'
import { shop, type Habit, type Told } from './shopper.ts'

export type Victim = 'api' | 'worker' | 'database'
export type Attack = { readonly victim: Victim; readonly buyers: number }
export type Seen = {
  readonly killedAfterMs: number
  readonly recoverySeconds: number
  readonly told: readonly Told[]
  readonly repeats: number
  readonly problems: readonly string[]
}

/** Buyers come during this time, and payments are approved three seconds after they began: the kill may fall on any step of any of them. */
const arrivalMs = 5_000
const lastKillMs = 8_500
const ticketsEach = 2
/** Fewer places than wishes: who pays late may find nothing left. */
const shareOfWishes = 0.7
const patienceMs = 60_000
const habits: readonly Habit[] = ['pays', 'pays', 'is_late', 'pays', 'changes_mind', 'pays', 'pays_twice', 'pays', 'is_late', 'pays']

/** One sale in which one process is killed at a random moment; then everything must come to rest by itself, and be right. */
export async function attack(product: OwnProduct, organizer: Organizer, { victim, buyers }: Attack): Promise<Seen> {
  const places = Math.round(buyers * ticketsEach * shareOfWishes)
  const event = await openEvent(organizer, {
    title: `La venta de ${victim}`,
    capacity: places,
    types: [{ name: 'General', quantity: places, priceMinor: 9_000_000 }],
  })
  const killedAfterMs = Math.round(Math.random() * lastKillMs)
  const selling = sell(product, event, buyers)
  await afterMs(killedAfterMs)
  const killed = killHard(product, [victim])
  const recoverySeconds = await recovered(product, killed)
  const { told, problems, repeats } = await selling
  return {
    killedAfterMs,
    recoverySeconds,
    told,
    repeats,
    problems: [
      ...bystanders(product, killed).map((name) => `${name} died beside ${victim}`),
      ...problems,
      ...(await settled(product)),
      ...(await examine(product, event, told)),
    ],
  }
}

async function sell(product: OwnProduct, { typeIds, ...event }: EventOnSale, buyers: number) {
  const open = patientLines(product.urls, buyers, patienceMs)
  const givenUp = new GivenUp()
  const told: Told[] = []
  const wish = { ...event, typeId: typeIds[0] ?? '', quantity: ticketsEach }
  const buyer = async (at: number): Promise<void> => {
    await afterMs(Math.random() * arrivalMs)
    await givenUp.count(async () => {
      told.push(await shop({ product, open, wish, habit: habits[at % habits.length] ?? 'pays' }))
    })
  }
  await Promise.all(Array.from({ length: buyers }, (_, at) => buyer(at)))
  open.close()
  return { told, problems: givenUp.problems, repeats: open.faults() }
}

async function afterMs(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
}
