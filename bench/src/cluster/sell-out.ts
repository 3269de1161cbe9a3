import { GivenUp, hold, pay, quote, type Wish } from '../buyer.ts'
import { TicketWatch } from '../crowd.ts'
import type { EventOnSale } from '../organizer.ts'
import { valueAt, type Lines } from '../lines.ts'
import type { OwnProduct } from './own-product.ts'

export type SoldOut = { readonly toldPaid: readonly string[]; readonly seconds: number; readonly problems: readonly string[] }
type Crowd = {
  readonly product: OwnProduct
  readonly open: Lines
  readonly event: EventOnSale
  readonly places: number
  readonly buyers: number
  /** Told of every place that is sold. */
  readonly onSold: (places: number) => void
}
/** Without a sale for so long nothing more will come: a slow machine is given its time, a product that stands still is not. */
const patienceMs = 180_000
const lookAgainMs = 300

/** Buyers take one to three tickets again and again until all places are sold. Each is told by the product itself that the tickets are there. */
export async function sellEverything({ product, open, event, places, buyers, onSold }: Crowd): Promise<SoldOut> {
  const watch = new TicketWatch(product.database)
  const givenUp = new GivenUp()
  const toldPaid: string[] = []
  let sold = 0
  const startedAt = performance.now()
  let lastSoldAt = startedAt
  const isOver = (): boolean => sold >= places || performance.now() - lastSoldAt > patienceMs
  const buyOne = async (wish: Wish): Promise<void> => {
    const hash = await quote(open, wish)
    const held = hash === undefined ? undefined : await hold(open, wish, hash)
    if (!held) return await new Promise((resolve) => setTimeout(resolve, lookAgainMs)) // somebody's payment may fail
    await pay(open, held)
    await watch.paid(held.orderId)
    const seen = await open.send('GET', `/api/v1/orders/${held.orderId}?token=${encodeURIComponent(held.link)}`)
    if (valueAt(seen.body, 'state') === 'paid') toldPaid.push(held.orderId)
    sold += wish.quantity
    lastSoldAt = performance.now()
    onSold(sold)
  }
  const buyer = async (): Promise<void> => {
    while (!isOver()) await givenUp.count(() => buyOne(wishFor(event, places - sold)))
  }
  await Promise.all(Array.from({ length: buyers }, buyer))
  const seconds = (performance.now() - startedAt) / 1000
  watch.stop()
  return { toldPaid, seconds, problems: givenUp.problems }
}

/** Near the end single tickets, so that the last place can be sold. */
function wishFor({ typeIds, ...event }: EventOnSale, left: number): Wish {
  return { ...event, typeId: typeIds[0] ?? '', quantity: left < 400 ? 1 : 1 + Math.floor(Math.random() * 3) }
}
