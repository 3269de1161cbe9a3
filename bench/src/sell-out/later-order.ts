import { patientLines } from '../cluster/patient-lines.ts'
import { openEvent, type Organizer } from '../organizer.ts'
import type { ProductUnderTest } from '../product-under-test.ts'
import type { Result } from '../report.ts'
import { shopper, type Tally } from './shopper.ts'

const capacity = 10
const firstTakes = 7
const asksTooMuch = 4
const asksForRest = 3
const tooMany = 20
const patienceMs = 30_000

/** Many ask at once for more than is left, and one for what is left: they get nothing, and that one gets it, wherever in the row it stands. */
export async function proveLaterOrder(
  product: ProductUnderTest,
  urls: readonly string[],
  organizer: Organizer,
): Promise<Pick<Result, 'figures' | 'problems'>> {
  const event = await openEvent(organizer, { title: 'El resto', capacity, types: [{ name: 'General', quantity: capacity, priceMinor: 9_000_000 }] })
  const open = patientLines(urls, tooMany, patienceMs)
  const tally: Tally = { orders: 0, refused: 0, released: 0, walkedAway: 0, repeated: 0, withCode: 0, problems: [] }
  const buyer = shopper(open, tally, somebody())
  const wish = (quantity: number) => ({ eventId: event.eventId, questionId: event.questionId, typeId: event.typeIds[0] ?? '', quantity })
  // Everybody sees the price while there is enough for all.
  const hashes = new Map<number, string>()
  for (const quantity of [firstTakes, asksTooMuch, asksForRest]) hashes.set(quantity, (await buyer.quote(wish(quantity))) ?? '')
  const hold = async (quantity: number) => await buyer.hold(wish(quantity), hashes.get(quantity) ?? '')
  const first = await hold(firstTakes)
  const all = await Promise.all([...Array.from({ length: tooMany }, () => asksTooMuch), asksForRest].map(hold))
  open.close()
  const rest = all.at(-1)
  const served = all.slice(0, -1).filter((each) => each !== undefined).length
  const problems = [
    ...tally.problems,
    ...(first ? [] : ['the first buyer got nothing']),
    ...(rest ? [] : ['a later, smaller order did not get what was left']),
    ...(served === 0 ? [] : [`${served} orders got more than was left`]),
  ]
  product.tell(`  what was left went to the smaller order: ${rest ? 'yes' : 'no'}`)
  return { figures: { smallerOrderGotTheRest: rest ? 1 : 0 }, problems }
}

function somebody(): () => object {
  let count = 9_000_000
  return () => {
    count += 1
    return { name: 'Luisa Fernanda Mejía', email: `later${count}@example.co`, phone: `+57300${count}` }
  }
}
